"""Starts the product: one process, on one address, owning its data directory."""

import errno
import fcntl
import signal
import socket
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Any

import uvicorn
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import OperationalError

from kenniscafe.checks import say_what_is_wrong
from kenniscafe.connections import Connection
from kenniscafe.database import is_behind
from kenniscafe.settings import environment
from kenniscafe.worker import BackgroundWorker

# A thread that asks the database lets go of the interpreter and must get it back from background work that
# computes: a page asks a dozen times, and with Python's own 5 ms waits that long each time.
TURN = 0.0005  # seconds
GRACE = 5  # seconds for answers that are under way, and as much for the task


class Command(BaseCommand):
    help = "Serves the café: brings the database up to date, then answers until Ctrl-C."
    requires_system_checks = []  # said in our own words

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=environment.HOST)
        parser.add_argument("--port", type=int, default=environment.PORT)
        parser.add_argument("--demo", action="store_true", help="fill an empty café with the demo")
        parser.add_argument(
            "--no-worker", action="store_true", help="`manage.py work` does the background work"
        )

    def handle(self, *, host: str, port: int, demo: bool, no_worker: bool, **options: Any) -> None:
        signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
        if not no_worker:
            self.lock = own_the_data_directory()
        listener = listen(host, port)
        say_what_is_wrong(self.say)
        self.make_ready(demo)
        with suppress(KeyboardInterrupt):
            answer(
                listener,
                worker=None if no_worker else BackgroundWorker(),
                tell=lambda: self.say(f"\n  Kenniscafé: http://localhost:{port}\n"),
            )
        self.say("\nThe café is closed. Everything is kept.")

    def make_ready(self, demo: bool) -> None:
        try:
            if is_behind():
                self.timed("Database", "migrate", verbosity=0)
        except OperationalError as error:
            sys.exit(f"The database does not answer. Is DATABASE_URL right?\n  {error}")
        if demo:
            self.timed("Demo organisation", "seed_demo")
        else:
            call_command("tell_installation_code")

    def timed(self, what: str, command: str, **options: Any) -> None:
        began = time.monotonic()
        call_command(command, **options)
        self.say(f"  {what}: {time.monotonic() - began:.1f} s")

    def say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()


def own_the_data_directory() -> IO[str]:
    """Kept open for as long as the process lives; the system frees it even after kill -9."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    lock = (settings.DATA_DIR / "server.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        sys.exit(
            f"Another server already uses {settings.DATA_DIR}. Stop that one first,"
            " or give this one a directory of its own with DATA_DIR."
        )
    return lock


def listen(host: str, port: int) -> socket.socket:
    """Open at once, so that of two servers the second one hears it; who comes early waits a moment."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(2048)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            sys.exit(f"Port {port} is in use. Choose another one: PORT={port + 1} make run")
        sys.exit(f"The café cannot listen on {host}:{port}: {error.strerror}.")
    return listener


class Server(uvicorn.Server):
    """Tells the address when it answers there, not before; only then does background work begin."""

    opened: Callable[[], None]

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.opened()


def answer(
    listener: socket.socket, *, worker: BackgroundWorker | None, tell: Callable[[], None]
) -> None:
    def opened() -> None:
        tell()
        if worker is not None:
            worker.start()

    server = Server(
        uvicorn.Config(
            "kenniscafe.asgi:application",
            http=Connection,
            ws="none",
            log_level="warning",
            access_log=False,
            server_header=False,
            lifespan="off",
            proxy_headers=False,  # who may say so is decided in settings
            timeout_graceful_shutdown=GRACE,
        )
    )
    server.opened = opened
    sys.setswitchinterval(TURN)
    try:
        server.run(sockets=[listener])
    finally:
        if worker is not None:
            worker.stop(patience=GRACE)
