"""The demo is the same every time but for the day, and its counters are true."""

import re
import shutil
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from sqlite3 import connect
from typing import Any

import pytest
from django.core.management import call_command
from django.db.models import Count, Q
from django.utils import timezone

from communities.models import Community, Membership
from people.models import User
from posts.models import Post
from search.models import SearchChange
from tests.databases import a_migrated_file
from tests.servers import manage
from threads.models import Message, Thread


@pytest.fixture
def demo(seeded: None, db: None) -> None:
    """Each test leaves it as it was."""


def rows() -> list[Any]:
    posts = Post.objects.order_by("pk").values_list("pk", "title", "published_at", "reads", "kept")
    replies = Message.objects.order_by("pk").values_list("pk", "html", "created_at", "change")
    return [*posts, *replies, *User.objects.order_by("pk").values_list("handle", "portrait_seed")]


def test_it_is_as_large_and_as_lively_as_promised(demo: None) -> None:
    assert User.objects.count() >= 40
    assert Community.objects.count() == 8
    assert Community.objects.filter(kind="hidden").count() == 1
    assert Community.objects.archived().count() == 1
    assert Post.objects.count() >= 150
    assert set(Post.objects.values_list("kind", flat=True)) == set(Post.Kind.values)
    assert Thread.objects.filter(last_number=300).exists()
    assert not SearchChange.objects.exists()


def test_today_is_never_empty_and_nothing_lies_ahead(demo: None) -> None:
    now = timezone.now()
    assert Post.objects.filter(published_at__gt=now - timedelta(days=2)).count() >= 3
    assert not Post.objects.filter(published_at__gt=now).exists()
    assert not Message.objects.filter(created_at__gt=now).exists()


def test_every_counter_is_what_counting_gives(demo: None) -> None:
    standing = Count("messages", filter=Q(messages__removed_at__isnull=True))
    for thread in Thread.objects.annotate(counted=standing, all=Count("messages")):
        assert (thread.replies, thread.last_number) == (thread.counted, thread.all)
    shared = Count("bookmarks", filter=~Q(bookmarks__audience="only_me"))
    assert [p.pk for p in Post.objects.annotate(n=shared) if p.kept != p.n] == []
    assert (
        not Membership.objects.values("community", "person").annotate(n=Count("pk")).filter(n__gt=1)
    )


def test_seeding_twice_changes_nothing(demo: None) -> None:
    before = rows()
    call_command("seed_demo", verbosity=0)
    assert rows() == before


KEYS = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
OURS = ("archive_", "communities_", "people_", "posts_", "tags_", "threads_")


@pytest.mark.slow
def test_one_date_gives_the_same_rows_in_any_fresh_database(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    migrated = a_migrated_file(request.config.cache.mkdir("database"))
    one, other = (seeded_on_a_fixed_day(tmp_path / name, migrated) for name in ("one", "other"))
    assert len(one["posts_post"]) >= 150
    assert len(one["threads_message"]) >= 300
    assert len(one["archive_bookmark"]) >= 20
    assert one.keys() == other.keys()
    for table, told in one.items():
        assert told == other[table], table


def seeded_on_a_fixed_day(data: Path, migrated: Path) -> dict[str, list[dict[str, Any]]]:
    """All that it wrote, table by table, in the order of writing; but for the salt of passwords."""
    data.mkdir()
    path = Path(shutil.copy(migrated, data / "kenniscafe.sqlite3"))
    done = manage(data, "seed_demo", "--date", "2026-05-04")
    assert done.returncode == 0, done.stderr
    with closing(connect(path)) as connection:
        tables = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        return {
            table: rows_of(connection.execute(f"SELECT * FROM {table} ORDER BY rowid"))
            for table in sorted(tables)
            if table.startswith(OURS)
        }


def rows_of(cursor: Any) -> list[dict[str, Any]]:
    names = [column[0] for column in cursor.description]
    told = [dict(zip(names, row, strict=True)) for row in cursor]
    return [
        {name: without_keys(said) for name, said in row.items() if name != "password"}
        for row in told
    ]


def without_keys(said: Any) -> Any:
    """A block of a page has a key of its own, made up when it is written."""
    return KEYS.sub("", said) if isinstance(said, str) else said
