"""Pages while a backup is made of a café with a gigabyte of files, and twenty replies a second are written."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.parse
import uuid
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from threading import Event, Thread

from django.conf import settings

from benchmarks.measuring import Result, Server, Visitor, percentiles
from people.models import User
from posts.models import Post

FILES, EACH = 200, 5 * 1024 * 1024  # a gigabyte together
WRITES = 20  # a second
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def measure(server: Server, member: User, page: str) -> list[Result]:
    """`member` may read `page` and writes under the newest post they see."""
    fill(Path(settings.MEDIA_ROOT) / "bench")
    reader, writer = Visitor(server, member), Visitor(server, member)
    with ExitStack() as until:
        until.callback(writing(writer, member))
        quiet = times(reader, page, lambda spent: len(spent) < 150)
        into = until.enter_context(tempfile.TemporaryDirectory(dir=settings.DATA_DIR))
        began = time.perf_counter()
        command = [sys.executable, "-W", "ignore", "manage.py", "backup", into]
        process = subprocess.Popen(command, cwd=settings.ROOT, stdout=subprocess.DEVNULL)
        busy = times(reader, page, lambda _spent: process.poll() is None)
        took = time.perf_counter() - began
        if process.returncode:
            raise RuntimeError("The backup failed.")
    return [told(quiet, busy, took)]


def fill(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(FILES):
        (folder / f"{number}").write_bytes(os.urandom(EACH))


def times(reader: Visitor, page: str, go_on: Callable[[list[float]], bool]) -> list[float]:
    spent: list[float] = []
    while go_on(spent) or len(spent) < 20:
        took, status, _ = reader.get(page)
        if status != 200:
            raise RuntimeError(f"{page} answered {status}")
        spent.append(took)
        time.sleep(0.02)
    return spent


def writing(visitor: Visitor, member: User) -> Callable[[], None]:
    """Begins at once; what it gives ends it."""
    post = Post.objects.visible_to(member).published().latest("published_at")
    visitor.client.get(post.get_absolute_url(), headers={"host": "localhost"})
    enough = Event()

    def write() -> None:
        while not enough.is_set():
            began = time.perf_counter()
            said = {
                "csrfmiddlewaretoken": visitor.client.cookies["csrftoken"].value,
                "client_key": str(uuid.uuid4()),
                "text": "Ik zag het ook, bij de derde paal.",
            }
            body = urllib.parse.urlencode(said).encode()
            visitor.ask("POST", f"/gesprekken/{post.thread_id}/reacties", body, FORM)
            enough.wait(max(1 / WRITES - (time.perf_counter() - began), 0))

    thread = Thread(target=write, daemon=True)
    thread.start()

    def end() -> None:
        enough.set()
        thread.join()

    return end


def told(quiet: list[float], busy: list[float], took: float) -> Result:
    before, (p50, p95) = percentiles(quiet), percentiles(busy)
    return Result(
        name="a page while a gigabyte is backed up and 20 replies a second are written",
        n=len(busy),
        p50_ms=p50,
        p95_ms=p95,
        floor_p50_ms=before[0],
        floor_p95_ms=before[1],
        value=round(took, 1),
        unit="s for the backup",
        aim="p95 ≤ 2 × without the backup",
        met=p95 <= 2 * before[1],
    )
