"""kill -9 while the search queue is brought into the index: what was marked is still marked or in it, once."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.servers import manage, pretend_a_minute_passed, rows, serving

POSTS = 1_800
Index = dict[str, int]
Moment = Callable[[Path, Index], bool]
MANY = f"""
from django.utils import timezone
from people.models import User
from posts.importing import PostRecord, import_posts
import_posts(
    PostRecord(
        kind="note",
        title=f"Bericht {{number}}",
        html=f"<p>Woord{{number}} van de dijk.</p>",
        author=User.objects.get(),
        published_at=timezone.now(),
    )
    for number in range({POSTS})
)
"""
COMPARED = """
from search.engines import current_engine
from search.rebuilding import compare
ids = [each for each, _ in current_engine().fingerprints("post")]
print(len(compare()), len(ids), len(set(ids)))
"""
WAITING = "SELECT count(*) FROM search_searchchange WHERE kind = 'post'"
IN_HAND = f"{WAITING} AND claimed_until IS NOT NULL"


@pytest.mark.slow
def test_a_drain_killed_again_and_again_loses_and_doubles_nothing(data: Path) -> None:
    assert manage(data, "drain_search").returncode == 0
    filled = manage(data, "shell", "-v0", "-c", MANY)
    assert filled.returncode == 0, filled.stderr

    for has_come in (has_a_batch_in_hand, writes_the_index, has_written_the_index):
        kill_when(has_come, data)
        assert_nothing_is_lost_or_doubled(data)
        pretend_a_minute_passed(data)

    assert manage(data, "drain_search").returncode == 0
    assert counted(data, WAITING) == 0
    assert_nothing_is_lost_or_doubled(data)


def kill_when(has_come: Moment, data: Path) -> None:
    before = index_of(data)
    with serving(data) as server:
        until = time.monotonic() + 30
        while not has_come(data, before):
            assert time.monotonic() < until
            time.sleep(0.001)
        server.end(signal.SIGKILL)


def has_a_batch_in_hand(data: Path, before: Index) -> bool:
    return counted(data, IN_HAND) > 0


def writes_the_index(data: Path, before: Index) -> bool:
    return index_of(data).keys() != before.keys()


def has_written_the_index(data: Path, before: Index) -> bool:
    """What an index consists of stands in its `meta.json`, which is replaced last."""
    now = index_of(data)
    return any(now[path] != before.get(path) for path in now if path.endswith("meta.json"))


def index_of(data: Path) -> Index:
    """{path: number of the file}"""
    folder = str(data / "index")
    return {
        entry.path: entry.inode()
        for place, _, _ in os.walk(folder)
        for entry in os.scandir(place)
        if entry.is_file()
    }


def assert_nothing_is_lost_or_doubled(data: Path) -> None:
    """What waits in the queue is no drift; all else is in the index as it is now."""
    asked = manage(data, "shell", "-v0", "-c", COMPARED)
    drifts, entries, posts = map(int, asked.stdout.split())
    assert drifts == 0
    assert entries == posts
    assert posts + counted(data, WAITING) >= POSTS


def counted(data: Path, question: str) -> int:
    with rows(data) as connection:
        number: int = connection.execute(question).fetchone()[0]
    return number
