"""A café that is put back from its backup is the same in every table and file, but for what a restore renews."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from tests.databases import ROOT, a_template, on_server

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]

Rows = dict[str, list[str]]
# What a restore renews, and what running a command writes by itself.
RENEWED = {
    "django_session",
    "django_tasks_database_dbtaskresult",
    "kenniscafe_letter",
    "kenniscafe_lease",
    "kenniscafe_scheduledrun",
    "search_searchchange",
    "search_searchcounter",
}
FILL = """
from datetime import timedelta
from django.contrib.sessions.models import Session
from django.utils import timezone
from kenniscafe.models import Letter
from people.models import User
from search.changes import mark
from threads.models import Thread
Session.objects.create(session_key="x" * 32, session_data="x", expire_date=timezone.now() + timedelta(days=1))
Letter.objects.create(kind="new_password", to=User.objects.first())
mark("post", 1)
Thread.objects.update(epoch=7)
"""


class Cafe:
    """An installation of its own, by its commands alone."""

    def __init__(self, folder: Path, database: str) -> None:
        self.folder, self.database = folder, database
        self.env = os.environ | {
            "DATA_DIR": str(folder),
            "DATABASE_URL": database,
            "DJANGO_SETTINGS_MODULE": "kenniscafe.settings.base",
            "SEARCH_INDEX_DIR": "",
        }

    def does(self, *said: str, given: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-W", "ignore", "manage.py", *said]
        return subprocess.run(
            command, cwd=ROOT, env=self.env, input=given, capture_output=True, text=True
        )

    def rows(self) -> Rows:
        if self.database:
            return rows_on_server(self.database)
        return rows_in_file(self.folder / "kenniscafe.sqlite3")

    def files(self) -> dict[str, bytes]:
        media = self.folder / "media"
        found = (file for file in media.rglob("*") if file.is_file())
        return {str(file.relative_to(media)): file.read_bytes() for file in found}


def rows_in_file(path: Path) -> Rows:
    with closing(sqlite3.connect(path)) as opened:
        tables = opened.execute(
            "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite%'"
        ).fetchall()
        return {
            name: sorted(map(repr, opened.execute(f'SELECT * FROM "{name}"'))) for (name,) in tables
        }


def rows_on_server(address: str) -> Rows:
    with psycopg.connect(address) as opened:
        tables = opened.execute("SELECT tablename FROM pg_tables WHERE schemaname='public'")
        return {
            name: sorted(row for (row,) in opened.execute(f'SELECT t::text FROM "{name}" t'))
            for (name,) in tables.fetchall()
        }


@pytest.fixture
def empty(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Cafe]:
    with django_db_blocker.unblock():
        yield from a_place(tmp_path / "second", "")


@pytest.fixture(scope="module")
def cafe(
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Cafe]:
    """One for all of them: it takes a while to fill."""
    with django_db_blocker.unblock():
        yield from a_filled_cafe(tmp_path_factory.mktemp("cafe"), request)


def a_filled_cafe(where: Path, request: pytest.FixtureRequest) -> Iterator[Cafe]:
    template = a_template(request.config.cache.mkdir("database"))
    for made in a_place(where / "first", template):
        assert made.does("seed_demo").returncode == 0
        filled = made.does("shell", given=FILL)
        assert filled.returncode == 0, filled.stderr
        yield made


def a_place(folder: Path, template: str) -> Iterator[Cafe]:
    folder.mkdir()
    if connection.vendor == "sqlite":
        if template:
            (folder / "kenniscafe.sqlite3").write_bytes(Path(template).read_bytes())
        yield Cafe(folder, "")
        return
    name = f"test_backup_{os.getpid()}_{folder.name}"
    on_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    on_server(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if template else ""))
    server = os.environ["DATABASE_URL"].rpartition("/")[0]
    try:
        yield Cafe(folder, f"{server}/{name}")
    finally:
        on_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def backup_of(cafe: Cafe, into: Path) -> Path:
    made = cafe.does("backup", str(into))
    assert made.returncode == 0, made.stderr
    [folder] = into.iterdir()
    return folder


def test_every_table_and_file_is_there_again(cafe: Cafe, empty: Cafe, tmp_path: Path) -> None:
    folder = backup_of(cafe, tmp_path / "backups")
    before = cafe.rows()
    restored = empty.does("restore", str(folder))
    assert restored.returncode == 0, restored.stderr
    after = empty.rows()
    assert after.keys() == before.keys()
    for name in before.keys() - RENEWED - {"threads_thread"}:
        assert after[name] == before[name], name
    assert empty.files() == cafe.files()
    assert len(cafe.files()) > 5
    for name in ("django_session", "kenniscafe_letter", "search_searchchange"):
        assert (len(before[name]) > 0, after[name]) == (True, []), name
    told = empty.does("shell", given=ASKED)
    assert told.stdout.split()[-2:] == ["[8]", "True"], told.stderr
    assert empty.does("compare_search_index").returncode == 0
    same = (cafe.folder / "secret_key").read_bytes() == (empty.folder / "secret_key").read_bytes()
    assert same
    assert empty.does("restore", str(folder)).returncode != 0, "only into an empty place"


ASKED = """
from threads.models import Thread
print(list(Thread.objects.order_by().values_list("epoch", flat=True).distinct()))
from posts.models import Post
from posts.actions import publish_post
post = publish_post(Post.objects.filter(community=None).first().author, kind="note", title="Na", html="<p>Na.</p>")
print(post.pk > max(Post.objects.exclude(pk=post.pk).values_list("pk", flat=True)))
"""


def test_a_damaged_backup_is_refused_and_nothing_written(
    cafe: Cafe, empty: Cafe, tmp_path: Path
) -> None:
    folder = backup_of(cafe, tmp_path / "backups")
    manifest = json.loads((folder / "manifest.json").read_text())
    media = next(name for name in manifest["files"] if name.startswith("media/"))
    whole = (folder / media).read_bytes()
    for damage in (whole[:-1], whole[:-1] + b"?", None):
        (folder / media).unlink()
        if damage is not None:
            (folder / media).write_bytes(damage)
        assert empty.does("restore", str(folder)).returncode != 0
        (folder / media).write_bytes(whole)
    (folder / "media" / "strange").write_text("niet van ons")
    refused = empty.does("restore", str(folder))
    assert "Nothing was restored" in refused.stderr
    assert not (empty.folder / "media").exists()
    assert empty.rows() == {}


def test_one_that_was_killed_looks_like_no_backup(cafe: Cafe, empty: Cafe, tmp_path: Path) -> None:
    big = cafe.folder / "media" / "groot"
    big.write_bytes(os.urandom(200_000_000))
    into = tmp_path / "backups"
    command = [sys.executable, "-W", "ignore", "manage.py", "backup", str(into)]
    process = subprocess.Popen(command, cwd=ROOT, env=cafe.env, stdout=subprocess.DEVNULL)
    while not list(into.glob("*.unfinished/media/groot")):
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    [left] = into.iterdir()
    assert left.name.endswith(".unfinished")
    assert "is no backup" in empty.does("restore", str(left)).stderr
    big.unlink()


def test_a_file_that_goes_meanwhile_does_not_end_it(
    cafe: Cafe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that was listed and is gone; one that comes between files and database."""
    code = GOES.format(into=str(tmp_path / "backups"))
    told = cafe.does("shell", given=code)
    assert told.returncode == 0, told.stderr
    assert told.stdout.splitlines()[-1] == "True False"


GOES = """
from pathlib import Path
from django.conf import settings
from kenniscafe.backup import making
media = Path(settings.MEDIA_ROOT)
(media / "weg").write_text("weg")
listed = making._files
def slowly(root):
    for file in list(listed(root)):
        if file.name == "weg":
            file.unlink(missing_ok=True)
        yield file

making._files = slowly
folder = making.make(Path("{into}"), tell=lambda said: (media / "nieuw").write_text("nieuw"))
print((folder / "media" / "nieuw").exists(), (folder / "media" / "weg").exists())
"""


def test_nothing_is_restored_over_what_is_there(cafe: Cafe, tmp_path: Path) -> None:
    folder = backup_of(cafe, tmp_path / "backups")
    before = cafe.rows()
    refused = cafe.does("restore", str(folder))
    assert refused.returncode != 0
    assert "Nothing was restored" in refused.stderr
    assert cafe.rows() == before
    assert cafe.folder != settings.DATA_DIR
