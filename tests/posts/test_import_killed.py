"""kill -9 in the middle of an import: run once more, it has made what one clean run makes."""

import gzip
import json
import random
import shutil
import signal
import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest

from tests.databases import a_migrated_file
from tests.servers import Serving, manage, pretend_a_minute_passed, rows

DOCUMENTS = 1_300  # three transactions
WORDS = "dijk klei gras peil keur schouw oever gemaal stuw otter krib duiker".split()
IN = "SELECT count(*) FROM posts_post"
INDEXED = "SELECT (SELECT count(*) FROM posts_post) - count(*) FROM search_searchchange WHERE kind = 'post'"

POST = "FROM posts_post p JOIN threads_thread t ON t.id = p.thread_id"
COMMUNITY = "LEFT JOIN communities_community c ON c.id = p.community_id"
# Everything that matters, by its natural values: numbers of rows may differ.
WHAT_MATTERS = {
    "posts": f"SELECT p.collection, p.source_id, p.kind, a.name, a.source_id, c.name, p.title, p.html,"
    f" p.language, p.published_at, p.last_activity_at, p.minutes, p.reads, p.kept {POST} {COMMUNITY}"
    f" JOIN people_user a ON a.id = p.author_id",
    "threads": f"SELECT t.collection, t.source_id, t.title, t.audience, c.name, t.created_at, t.replies,"
    f" t.last_number, t.last_change, replace(t.address, '/' || p.id || '/', '/N/') {POST}"
    f" LEFT JOIN communities_community c ON c.id = t.community_id",
    "tags": f"SELECT p.source_id, tag.name {POST} JOIN posts_posttag g ON g.content_object_id = p.id"
    f" JOIN tags_tag tag ON tag.id = g.tag_id",
    "involved": f"SELECT p.source_id, u.name, u.source_id, i.part, i.words, i.at {POST}"
    f" JOIN posts_involvement i ON i.post_id = p.id JOIN people_user u ON u.id = i.person_id",
    "people": "SELECT collection, source_id, name, handle, email, is_active FROM people_user",
    "communities": "SELECT name, slug, kind, purpose FROM communities_community",
    "all tags": "SELECT name, slug FROM tags_tag",
    "counts": "SELECT (SELECT count(*) FROM posts_post), (SELECT count(*) FROM threads_thread),"
    " (SELECT count(*) FROM threads_message), (SELECT count(*) FROM communities_membership)",
}
ASK = """
from people.models import User
from search.queries import search_page
reader = User.objects.create(email="lezer@example.org", name="Lezer", handle="lezer")
print(search_page(reader, text="{word}", tab="posts", number="1").total)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("collections") / "handboek"
    place.mkdir()
    chance = random.Random(4)
    with gzip.open(place / "documents.jsonl.gz", "wt", encoding="utf-8") as out:
        for number in range(DOCUMENTS):
            out.write(json.dumps(a_document(number, chance)) + "\n")
    return place


def a_document(number: int, chance: random.Random) -> dict[str, Any]:
    text = " ".join(chance.choices(WORDS, k=80))
    return {
        "id": f"stuk-{number}",
        "title": f"Stuk {number} over {chance.choice(WORDS)}",
        "body": f"<p>Alleen hier staat woord{number}.</p><p>{text}</p>",
        "format": "html",
        "language": chance.choice(["nl", "en"]),
        "date": f"20{chance.randint(10, 25)}-0{chance.randint(1, 9)}-1{chance.randint(0, 9)}",
        "people": chance.sample(["fenna", "ravi", "tess", "noor"], k=chance.randint(0, 2)),
        "tags": chance.sample(WORDS, k=chance.randint(0, 4)),
    }


@pytest.fixture(scope="module")
def migrated(request: pytest.FixtureRequest) -> Path:
    return a_migrated_file(request.config.cache.mkdir("database"))


def a_file_of_its_own(place: Path, migrated: Path) -> Path:
    place.mkdir()
    shutil.copy(migrated, place / "kenniscafe.sqlite3")
    return place


def beside(place: Path) -> dict[str, str]:
    """Index, media and lock stand beside the database file, and nowhere else."""
    return {"DATABASE_URL": f"sqlite:///{place}/kenniscafe.sqlite3", "DATA_DIR": ""}


def imported(place: Path, folder: Path) -> Path:
    done = manage(place, "import_collection", str(folder), **beside(place))
    assert done.returncode == 0, done.stdout + done.stderr
    return place


@pytest.fixture(scope="module")
def clean(folder: Path, migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("clean") / "data"
    return imported(a_file_of_its_own(place, migrated), folder)


@pytest.mark.slow
@pytest.mark.parametrize("counted", [IN, INDEXED], ids=["writing", "indexing"])
def test_an_import_killed_half_way_and_repeated_is_one_clean_import(
    counted: str, clean: Path, folder: Path, migrated: Path, tmp_path: Path
) -> None:
    place = a_file_of_its_own(tmp_path / "killed", migrated)
    assert 0 < killed_half_way(place, folder, counted) < DOCUMENTS

    imported(place, folder)

    for what, was in everything(clean).items():
        assert everything(place)[what] == was, what
    assert one(place, IN) == DOCUMENTS
    assert one(place, "SELECT count(*) FROM search_searchchange") == 0
    compared = manage(place, "compare_search_index", **beside(place))
    assert compared.returncode == 0, compared.stdout
    for word, hits in {"woord7": 1, f"woord{DOCUMENTS - 1}": 1, "woordenboek": 0}.items():
        asked = manage(place, "shell", "-v0", "-c", ASK.format(word=word), **beside(place))
        assert asked.stdout.split() == [str(hits)], asked.stderr
        with rows(place) as connection:
            connection.execute("DELETE FROM people_user WHERE handle = 'lezer'")


def killed_half_way(place: Path, folder: Path, counted: str) -> int:
    """How many were done when it died."""
    importing = Serving(place, ["import_collection", str(folder)], beside(place))
    try:
        while not (one(place, IN) > 0 and 0 < one(place, counted) < DOCUMENTS):
            assert importing.process.poll() is None, importing.said
            time.sleep(0.005)
        assert importing.end(signal.SIGKILL) == -signal.SIGKILL
    finally:
        importing.close()
    pretend_a_minute_passed(place)
    return one(place, counted)


def one(place: Path, question: str) -> int:
    with rows(place) as connection:
        number: int = connection.execute(question).fetchone()[0]
    return number


def everything(place: Path) -> dict[str, list[tuple[Any, ...]]]:
    connection = sqlite3.connect(place / "kenniscafe.sqlite3")
    found = {what: sorted(connection.execute(sql), key=repr) for what, sql in WHAT_MATTERS.items()}
    connection.close()
    return found
