"""How things are measured: the real server in a process of its own, one request at a time, beside a floor.

The floor is `/health`: the same server, middleware and one query, and next to nothing of the product. Requests for page and
floor take turns, so that both meet the same noise. CPU is what the server's process used, out of /proc.
"""

import http.client
import os
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from gzip import compress
from io import StringIO

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from people.models import User

TICK = os.sysconf("SC_CLK_TCK")
FLOOR = "/health"


@dataclass(frozen=True, slots=True)
class Result:
    """Times in milliseconds, bytes compressed with gzip; `value` and `unit` for what is not a time."""

    name: str
    n: int | None = None
    p50_ms: float | None = None
    p95_ms: float | None = None
    cpu_ms: float | None = None
    queries: int | None = None
    bytes: int | None = None
    floor_p50_ms: float | None = None
    floor_p95_ms: float | None = None
    value: float | None = None
    unit: str | None = None
    aim: str | None = None
    met: bool | None = None


@dataclass(slots=True)
class Server:
    port: int
    pid: int

    def cpu_seconds(self) -> float:
        with open(f"/proc/{self.pid}/stat") as stat:
            fields = stat.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def anonymous_megabytes(self) -> float:
        """RssAnon: what the process holds that is not a file."""
        with open(f"/proc/{self.pid}/status") as status:
            found = re.search(r"RssAnon:\s+(\d+) kB", status.read())
        return int(found[1]) / 1024 if found else 0.0


def organisation(*, people: int, posts: int) -> float:
    """Posts written in a second, before they were indexed."""
    call_command("migrate", verbosity=0)
    said = StringIO()
    call_command("seed_organisation", people=people, posts=posts, stdout=said)
    print(said.getvalue(), end="", flush=True)
    found = re.search(r"(\d+) a second", said.getvalue())
    return float(found[1]) if found else 0.0


@contextmanager
def served() -> Iterator[Server]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-W", "ignore", "manage.py", "serve", "--port", str(port)]
    process = subprocess.Popen(command, cwd=settings.ROOT, stdout=subprocess.DEVNULL)
    try:
        wait_until_it_answers(port)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=30)


def wait_until_it_answers(port: int) -> None:
    for _ in range(300):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("The server did not start.")


class Visitor:
    """One signed-in person on one kept-open connection."""

    def __init__(self, server: Server, person: User) -> None:
        self.server, self.client = server, Client()
        self.client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)

    def get(self, path: str) -> tuple[float, int, bytes]:
        return self.ask("GET", path)

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> tuple[float, int, bytes]:
        """Milliseconds until the whole answer was there, its status and its body."""
        cookies = "; ".join(
            f"{name}={morsel.value}" for name, morsel in self.client.cookies.items()
        )
        sent = {"Cookie": cookies, "Host": "localhost"} | (headers or {})
        began = time.perf_counter()
        self.connection.request(method, path, body, sent)
        answer = self.connection.getresponse()
        content = answer.read()
        return (time.perf_counter() - began) * 1000, answer.status, content

    def queries(self, path: str) -> int:
        """In this process, against the same rows; the second visit, as people visit."""
        self.client.get(path, headers={"host": "localhost"})
        with CaptureQueriesContext(connection) as captured:
            self.client.get(path, headers={"host": "localhost"})
        return len(captured)


def page(
    visitor: Visitor,
    name: str,
    path: str | Callable[[int], str],
    *,
    n: int = 150,
    warm: int = 10,
    aim: str | None = None,
    met: Callable[[float, float, int], bool] | None = None,
) -> Result:
    """`met(p50, p95, bytes)`. A path that is a function gets the number of the visit."""
    asked = path if callable(path) else lambda _: path
    for visit in range(warm):
        visitor.get(asked(visit))
        visitor.get(FLOOR)
    times, floors, used, size = [], [], 0.0, 0
    for visit in range(n):
        before = visitor.server.cpu_seconds()
        spent, status, content = visitor.get(asked(visit))
        used += visitor.server.cpu_seconds() - before
        if status != 200:
            raise RuntimeError(f"{asked(visit)} answered {status}")
        times.append(spent)
        size = len(compress(content))
        floors.append(visitor.get(FLOOR)[0])
    p50, p95 = percentiles(times)
    floor_p50, floor_p95 = percentiles(floors)
    return Result(
        name=name,
        n=n,
        p50_ms=p50,
        p95_ms=p95,
        cpu_ms=round(used / n * 1000, 2),
        queries=visitor.queries(asked(0)),
        bytes=size,
        floor_p50_ms=floor_p50,
        floor_p95_ms=floor_p95,
        aim=aim,
        met=met(p50, p95, size) if met else None,
    )


def percentiles(times: list[float]) -> tuple[float, float]:
    cut = statistics.quantiles(times, n=100, method="inclusive")
    return round(cut[49], 2), round(cut[94], 2)
