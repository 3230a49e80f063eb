"""Two people at one moment with the same tags: one wins, the other hears why, and there is never a circle."""

import pytest

from posts.actions import edit_post
from posts.models import Post
from tags.actions import carry_over, merge_tags
from tags.models import Tag
from tags.permissions import TagIsMerged
from tests.at_once import at_once
from tests.factories import an_administrator
from tests.factories.posts import a_post

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("_time", range(3))
def test_merging_in_opposite_directions_has_one_winner(_time: int) -> None:
    a_post(tags=["klei"])
    a_post(tags=["leem"])
    clay, loam = Tag.objects.get(name="klei"), Tag.objects.get(name="leem")
    one, other = an_administrator(), an_administrator()

    wrong = at_once(
        lambda: merge_tags(one, tag=clay, into=loam),
        lambda: merge_tags(other, tag=loam, into=clay),
    )

    assert [type(error) for error in wrong] == [TagIsMerged]
    [lost] = Tag.objects.filter(merged_into__isnull=False)
    assert lost.merged_into is not None
    assert lost.merged_into.merged_into is None


def test_editing_and_following_while_a_tag_moves_loses_nothing() -> None:
    posts = [a_post(tags=["klei", "dijk"]) for _ in range(8)]
    a_post(tags=["leem"])
    clay, loam = Tag.objects.get(name="klei"), Tag.objects.get(name="leem")
    merge_tags(an_administrator(), tag=clay, into=loam)

    edits = [
        lambda post=post: edit_post(
            post.author, post=post, title="Nieuw", html="", tags=["klei", "dijk", "gras"]
        )
        for post in posts
    ]
    assert at_once(lambda: carry_over(clay.pk), lambda: carry_over(clay.pk), *edits) == []

    carry_over(clay.pk)
    for post in Post.objects.filter(pk__in=[post.pk for post in posts]):
        assert {tag.name for tag in post.tags.all()} == {"leem", "dijk", "gras"}
