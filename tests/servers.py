"""Real servers as somebody starts them: a process, a data directory, a port."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 150  # seconds; a loaded machine starts slowly
OF_THE_MACHINE = ("DATABASE_URL", "REDIS_URL", "ELASTICSEARCH_URL", "SECRET_KEY", "SITE_ADDRESS")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def environment(data: Path, **more: str) -> dict[str, str]:
    """That of an embedded installation in `data`, whatever this test run itself uses."""
    clean = {name: value for name, value in os.environ.items() if name not in OF_THE_MACHINE}
    own = {"DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "kenniscafe.settings.base"}
    return clean | own | more


def manage(data: Path, *arguments: str, **more: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-W", "ignore", "manage.py", *arguments],
        cwd=ROOT,
        env=environment(data, **more),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )


@dataclass
class Serving:
    """A `manage.py` command that runs until somebody ends it; `said` is all it printed."""

    data: Path
    arguments: list[str]
    more: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.port = free_port()
        self.address = f"http://localhost:{self.port}"
        self._said = tempfile.TemporaryFile("w+")  # noqa: SIM115 - lives as long as the process
        self.process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "manage.py", *self.arguments],
            cwd=ROOT,
            env=environment(self.data, PORT=str(self.port), **self.more),
            stdout=self._said,
            stderr=subprocess.STDOUT,
        )

    @property
    def said(self) -> str:
        self._said.seek(0)
        return self._said.read()

    def wait_until_it_says(self, words: str) -> None:
        until = time.monotonic() + PATIENCE
        while words not in self.said:
            assert self.process.poll() is None, self.said
            assert time.monotonic() < until, self.said
            time.sleep(0.05)

    def close(self) -> None:
        """However the test ended, nothing runs on."""
        self.process.kill()
        self.process.wait()
        self._said.close()

    def end(self, by: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(by)
        return self.process.wait(timeout=30)


@contextmanager
def serving(data: Path, *arguments: str, **more: str) -> Iterator[Serving]:
    """A server that answers."""
    server = Serving(data, ["serve", *arguments], more)
    try:
        server.wait_until_it_says("http://localhost:")
        yield server
    finally:
        server.close()


@contextmanager
def rows(data: Path) -> Iterator[sqlite3.Connection]:
    """The server's own database, from outside; what was written is committed at the end."""
    connection = sqlite3.connect(data / "kenniscafe.sqlite3", timeout=30)
    try:
        with connection:
            yield connection
    finally:
        connection.close()


def enqueue(data: Path, path: str, *arguments: object) -> str:
    """A task for the server, as its own code would have written it."""
    key = uuid.uuid4().hex
    row = {
        "id": key,
        "status": "READY",
        "enqueued_at": datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f"),
        "args_kwargs": json.dumps({"args": arguments, "kwargs": {}}),
        "priority": 0,
        "task_path": path,
        "worker_ids": "[]",
        "queue_name": "default",
        "backend_name": "default",
        "run_after": "9999-01-01 00:00:00",
        "exception_class_path": "",
        "traceback": "",
    }
    with rows(data) as connection:
        connection.execute(
            f"INSERT INTO django_tasks_database_dbtaskresult ({', '.join(row)})"
            f" VALUES ({', '.join('?' * len(row))})",
            list(row.values()),
        )
    return key


def status_of(data: Path, task: str) -> tuple[str, int]:
    """READY, RUNNING, SUCCESSFUL or FAILED, and by how many workers it was begun."""
    with rows(data) as connection:
        status, workers = connection.execute(
            "SELECT status, worker_ids FROM django_tasks_database_dbtaskresult WHERE id = ?", [task]
        ).fetchone()
    return status, len(json.loads(workers))


def pretend_a_minute_passed(data: Path) -> None:
    """Who died holds lease and batch for that long."""
    with rows(data) as connection:
        connection.execute("UPDATE kenniscafe_lease SET until = '2000-01-01 00:00:00'")
        connection.execute("UPDATE search_searchchange SET claimed_until = NULL")


def assert_the_index_knows_it(data: Path) -> None:
    """Also what a killed drain had in hand."""
    pretend_a_minute_passed(data)
    assert manage(data, "drain_search").returncode == 0
    compared = manage(data, "compare_search_index")
    assert compared.returncode == 0, compared.stdout + compared.stderr
