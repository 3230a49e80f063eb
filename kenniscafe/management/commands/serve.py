"""Starts the product: one process, on one address, owning its data directory."""

import fcntl
import socket
import sys
import threading
import time
from argparse import ArgumentParser
from typing import IO, Any

import uvicorn
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from kenniscafe.database import is_behind
from kenniscafe.settings import environment
from kenniscafe.worker import BackgroundWorker


class Command(BaseCommand):
    help = "Serves the café: brings the database up to date, then answers until Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=environment.HOST)
        parser.add_argument("--port", type=int, default=environment.PORT)
        parser.add_argument("--demo", action="store_true", help="fill an empty café with the demo")
        parser.add_argument(
            "--no-worker", action="store_true", help="`manage.py work` does the background work"
        )

    def handle(self, *, host: str, port: int, demo: bool, no_worker: bool, **options: Any) -> None:
        if not no_worker:
            self.lock = own_the_data_directory()
        listener = listen(host, port)
        self.bring_up_to_date()
        if demo:
            self.timed("Demo organisation", "seed_demo")
        else:
            call_command("tell_installation_code")
        self.stdout.write(f"\n  Kenniscafé: http://localhost:{port}\n")
        self.stdout.flush()
        answer(listener, worker=None if no_worker else BackgroundWorker())
        self.stdout.write("The café is closed. Everything is kept.")

    def bring_up_to_date(self) -> None:
        if is_behind():
            self.timed("Database", "migrate", verbosity=0)

    def timed(self, what: str, command: str, **options: Any) -> None:
        began = time.monotonic()
        call_command(command, **options)
        self.stdout.write(f"  {what}: {time.monotonic() - began:.1f} s")


def own_the_data_directory() -> IO[str]:
    """Kept open for as long as the process lives; the system frees it even after kill -9."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    lock = (settings.DATA_DIR / "server.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise CommandError(
            f"Another server already uses {settings.DATA_DIR}. Stop that one first,"
            " or give this one a directory of its own with DATA_DIR."
        ) from error
    return lock


def listen(host: str, port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        raise CommandError(
            f"Port {port} is in use. Choose another one: PORT={port + 1} make run"
        ) from error
    return listener


def answer(listener: socket.socket, *, worker: BackgroundWorker | None) -> None:
    config = uvicorn.Config(
        "kenniscafe.asgi:application",
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=5,
        h11_max_incomplete_event_size=64 * 1024,
    )
    server = uvicorn.Server(config)
    background = None
    if worker is not None:
        background = threading.Thread(target=worker.run, name="worker", daemon=True)
        background.start()
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        sys.stdout.write("\n")
    finally:
        if worker is not None and background is not None:
            worker.stop()
            background.join(timeout=10)
