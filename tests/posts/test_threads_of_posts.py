"""A thread carries what its post says: audience, community, title and address."""

import pytest

from posts.actions import edit_post, remove_post, restore_post, withdraw_post
from posts.models import Post
from tests.factories import a_community, a_member, a_person
from tests.factories.posts import a_post
from threads.models import Thread

pytestmark = pytest.mark.django_db


def carried(post: Post) -> tuple[str, int | None, str, str]:
    thread = Thread.objects.get(pk=post.thread_id)
    return thread.audience, thread.community_id, thread.title, thread.address


def test_a_thread_says_what_its_post_says_through_everything_that_happens() -> None:
    author = a_person()
    community = a_community()
    a_member(author, community)
    for place, audience in ((None, "employees"), (community, "community")):
        post = a_post(author, community=place, title="Klei")
        place_id, address = (place.pk if place else None), f"/berichten/{post.pk}/"
        assert carried(post) == (audience, place_id, "Klei", address)
        edit_post(author, post=post, title="Zware klei", html=post.html)
        assert carried(post) == (audience, place_id, "Zware klei", address)
        withdraw_post(author, post=post)
        assert carried(post) == ("nobody", None, "Zware klei", address)
        restore_post(author, post=post)
        assert carried(post) == (audience, place_id, "Zware klei", address)
        remove_post(author, post=post)
        assert carried(post) == ("nobody", None, "Zware klei", address)


def test_taking_a_post_away_raises_the_version_of_access() -> None:
    author = a_person()
    post = a_post(author)
    before = Thread.objects.get(pk=post.thread_id).access_version
    withdraw_post(author, post=post)
    assert Thread.objects.get(pk=post.thread_id).access_version > before
