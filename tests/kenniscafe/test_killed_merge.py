"""kill -9 while the rows of a merged tag follow: the next server brings over the rest, nothing is lost or doubled."""

import signal
import time
from pathlib import Path

import pytest

from tests.servers import assert_the_index_knows_it, manage, rows, serving

POSTS = 2_000  # four batches
BOTH = """
from people.models import User
from posts.models import Post, PostTag
from tags.actions import merge_tags
from tags.models import Tag
old, new = (Tag.objects.create(name=word, slug=word) for word in ("oudwoord", "nieuwwoord"))
ids = list(Post.objects.values_list("pk", flat=True))
PostTag.objects.bulk_create(PostTag(content_object_id=pk, tag=old) for pk in ids)
PostTag.objects.bulk_create(PostTag(content_object_id=pk, tag=new) for pk in ids[::4])
merge_tags(User.objects.get(handle="collega-1"), tag=old, into=new)
"""
STANDING = """
SELECT count(*), count(DISTINCT content_object_id) FROM posts_posttag
JOIN tags_tag ON tags_tag.id = tag_id WHERE slug = ?
"""


def standing(data: Path, slug: str) -> tuple[int, int]:
    """Rows, and the posts they are of."""
    with rows(data) as connection:
        found: tuple[int, int] = connection.execute(STANDING, [slug]).fetchone()
    return found


def left(data: Path) -> int:
    return standing(data, "oudwoord")[0]


def wait_until_fewer(data: Path, than: int) -> None:
    until = time.monotonic() + 60
    while left(data) >= than:
        assert time.monotonic() < until
        time.sleep(0.01)


@pytest.mark.slow
def test_a_merge_killed_half_way_is_finished_by_the_next_server(empty: Path) -> None:
    assert (
        manage(empty, "seed_organisation", "--people", "30", "--posts", str(POSTS)).returncode == 0
    )
    assert manage(empty, "shell", "-c", BOTH).returncode == 0
    for _ in range(2):
        with serving(empty) as server:
            wait_until_fewer(empty, than=left(empty))
            server.end(signal.SIGKILL)
        assert left(empty) > 0, "it was killed in the middle"
        assert left(empty) % 500 == 0, "a batch is whole or not there"
    with serving(empty) as server:
        wait_until_fewer(empty, than=1)
        assert server.end() == 0
    assert standing(empty, "nieuwwoord") == (POSTS, POSTS)
    assert_the_index_knows_it(empty)
