"""kill -9 at any moment: what was acknowledged is there, what was sent again is there once."""

import random
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from tests.kenniscafe.conftest import signed_in
from tests.servers import assert_the_index_knows_it, enqueue, rows, serving, status_of

KILLS = 3
WORK = "tests.kenniscafe.work_to_do"


def wait_for(what: Callable[[], bool], seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until
        time.sleep(0.05)


def test_a_task_under_way_runs_once_more_as_soon_as_there_is_a_server(
    data: Path, tmp_path: Path
) -> None:
    diary = tmp_path / "diary"
    with serving(data) as server:
        task = enqueue(data, f"{WORK}.take_a_while", str(diary), 2)
        wait_for(diary.exists)
        server.end(signal.SIGKILL)
    assert diary.read_text() == "begun\n"

    with serving(data):
        wait_for(lambda: status_of(data, task)[0] == "SUCCESSFUL", seconds=20)
        time.sleep(1)
    assert diary.read_text() == "begun\nbegun\nended\n"


def test_ctrl_c_lets_a_short_task_end(data: Path, tmp_path: Path) -> None:
    diary = tmp_path / "diary"
    with serving(data) as server:
        task = enqueue(data, f"{WORK}.take_a_while", str(diary), 2)
        wait_for(diary.exists)
        assert server.end() == 0
    assert diary.read_text() == "begun\nended\n"
    assert status_of(data, task) == ("SUCCESSFUL", 1)


class Writer:
    """Sends posts and replies, each under a key of its own, and remembers what was acknowledged."""

    def __init__(self, browser: httpx.Client) -> None:
        self.cookies = dict(browser.cookies)
        self.token = {"csrfmiddlewaretoken": browser.cookies["csrftoken"]}
        host = self.send(browser, uuid4().hex, "/schrijven/", soort="note", audience="everyone")
        post = browser.get(host.headers["location"]).text
        self.thread = post.split("/gesprekken/")[1].split("/")[0]
        self.sent: dict[str, tuple[str, dict[str, str]]] = {}
        self.acknowledged: set[str] = set()

    def send(self, browser: httpx.Client, key: str, path: str, **said: str) -> httpx.Response:
        said |= {"client_key": key, "text": f"Woord{key} van de dijk."}
        return browser.post(path, data=self.token | said)

    def send_again(self, browser: httpx.Client, key: str) -> None:
        path, said = self.sent[key]
        if self.send(browser, key, path, **said).status_code in (302, 303):
            self.acknowledged.add(key)

    def write_until(self, killed: threading.Event, address: str) -> None:
        post = ("/schrijven/", {"soort": "note", "audience": "everyone"})
        reply = (f"/gesprekken/{self.thread}/reacties", {})
        with httpx.Client(base_url=address, cookies=self.cookies, timeout=30) as browser:
            for what in cycle([post, reply]):
                if killed.is_set():
                    return
                key = uuid4().hex
                self.sent[key] = what
                try:
                    self.send_again(browser, key)
                except httpx.TransportError:
                    assert killed.wait(5)


def written(data: Path) -> list[str]:
    with rows(data) as connection:
        found = connection.execute(
            "SELECT client_key FROM posts_post UNION ALL SELECT client_key FROM threads_message"
        )
        return [key for (key,) in found]


@pytest.mark.slow
def test_what_is_written_while_the_server_is_killed_is_there_once(data: Path) -> None:
    writer: Writer | None = None
    moments = random.Random(9)
    for _ in range(KILLS):
        with serving(data) as server:
            if writer is None:
                with signed_in(server.address) as browser:
                    writer = Writer(browser)
            killed = threading.Event()
            with ThreadPoolExecutor(4) as pool:
                for _ in range(4):
                    pool.submit(writer.write_until, killed, server.address)
                time.sleep(moments.uniform(0.5, 2.5))
                server.end(signal.SIGKILL)
                killed.set()
        assert writer.acknowledged <= set(written(data)), "acknowledged is kept"
    assert writer is not None
    assert len(writer.acknowledged) > 20

    with serving(data) as server:
        with httpx.Client(base_url=server.address, cookies=writer.cookies, timeout=30) as browser:
            for key in writer.sent:
                writer.send_again(browser, key)
        assert server.end() == 0
    assert writer.acknowledged == set(writer.sent)
    assert_all_is_there_once(data, writer)
    assert_the_index_knows_it(data)


def assert_all_is_there_once(data: Path, writer: Writer) -> None:
    keys = written(data)
    assert len(keys) == len(set(keys))
    assert set(writer.sent) < set(keys)
    with rows(data) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        (lonely,) = connection.execute(
            "SELECT count(*) FROM threads_thread WHERE id NOT IN (SELECT thread_id FROM posts_post)"
        ).fetchone()
        numbers = connection.execute(
            "SELECT count(*), max(number), min(number), replies FROM threads_message"
            " JOIN threads_thread ON threads_thread.id = thread_id"
        ).fetchone()
    assert lonely == 0
    replies = sum(1 for path, _ in writer.sent.values() if "reacties" in path)
    assert numbers == (replies, replies, 1, replies), "gapless, and counted right"
