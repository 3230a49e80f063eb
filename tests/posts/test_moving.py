"""A post goes to another place with everything under it, once it was said who reads it there and who no longer."""

import pytest

from communities.models import Community
from kenniscafe.permissions import NotAllowed
from people.models import User
from posts.actions import move_post
from posts.models import Post
from posts.permissions import AlreadyThere
from search.models import SearchChange
from tests.at_once import at_once
from tests.conftest import Visitor
from tests.factories import a_community, a_guest, a_member, a_person
from tests.factories.posts import a_link_post, a_post
from tests.factories.threads import a_reply
from threads.models import Message, Thread

pytestmark = pytest.mark.django_db


def two_places(kind: str = "closed") -> tuple[User, Community, Community]:
    here = a_community("Dijkwerkers")
    there = a_community("Groen & Blauw", kind=kind)
    return a_member(here.created_by, there), here, there


def test_first_one_hears_who_reads_it_there_and_then_it_goes(visitor: Visitor) -> None:
    author, here, there = two_places()
    post = a_post(author, community=here)
    replier = a_person("Geert Boonstra")
    message = a_reply(post.thread, by=replier)
    visitor.visit(author)

    address = f"/berichten/{post.pk}/verplaatsen/"
    page = visitor.get(address, {"to": there.pk}).content.decode()
    assert "Alleen de 2 leden lezen het" in page
    assert "<b>Geert Boonstra</b>" in page
    assert Post.objects.get(pk=post.pk).community == here

    assert visitor.post(address, {"to": there.pk})["Location"] == post.get_absolute_url()
    assert Post.objects.get(pk=post.pk).community == there
    assert visitor.visit(replier).get(post.get_absolute_url()).status_code == 404
    assert not Message.objects.visible_to(replier).filter(pk=message.pk).exists()
    member = there.memberships.exclude(person=author).get().person
    assert visitor.visit(member).get(post.get_absolute_url()).status_code == 200
    assert Message.objects.visible_to(member).filter(pk=message.pk).exists()


def test_its_conversation_and_search_follow() -> None:
    author, here, there = two_places()
    post = a_post(author, community=here)
    SearchChange.objects.all().delete()

    move_post(author, post=post, to=there)
    thread = Thread.objects.get(pk=post.thread_id)
    assert (thread.audience, thread.community) == (Thread.Audience.COMMUNITY, there)
    assert SearchChange.objects.filter(kind="post", object_id=post.pk).exists()

    move_post(author, post=post, to=None)
    thread.refresh_from_db()
    assert (thread.audience, thread.community) == (Thread.Audience.EMPLOYEES, None)


def test_from_a_closed_place_to_everybody(visitor: Visitor) -> None:
    closed = a_community(kind="closed")
    guest = a_guest(of=closed)
    post = a_post(closed.created_by, community=closed)
    a_reply(post.thread, by=guest)
    visitor.visit(closed.created_by)
    page = visitor.get(f"/berichten/{post.pk}/verplaatsen/", {"to": "everyone"}).content.decode()
    assert "Alle collega’s lezen het, met elke reactie eronder." in page
    assert guest.name in page

    visitor.post(f"/berichten/{post.pk}/verplaatsen/", {"to": "everyone"})
    assert visitor.visit(a_person()).get(post.get_absolute_url()).status_code == 200
    assert visitor.visit(guest).get(post.get_absolute_url()).status_code == 404


def test_one_moves_what_one_may_edit_to_where_one_writes() -> None:
    author, here, there = two_places()
    post = a_post(author, community=here)
    elsewhere, outsider = a_community(), a_person()
    for actor, place in ((author, elsewhere), (outsider, None), (a_member(a_person(), here), None)):
        with pytest.raises(NotAllowed):
            move_post(actor, post=post, to=place)
    with pytest.raises(AlreadyThere):
        move_post(author, post=post, to=here)
    moderator = a_member(a_member(a_person(), here, role="moderator"), there)
    move_post(moderator, post=post, to=there)
    with pytest.raises(NotAllowed):
        move_post(author, post=a_link_post(author), to=here)


def test_a_place_one_is_not_in_is_no_choice(visitor: Visitor) -> None:
    hidden, post = a_community("Reorganisatie", kind="hidden"), a_post()
    visitor.visit(post.author)
    address = f"/berichten/{post.pk}/verplaatsen/"
    for method in (visitor.get, visitor.post):
        for to in (str(hidden.pk), "999999", "", "everyone", "\x00"):
            answer = method(address, {"to": to})
            assert answer.status_code == 422
            assert "Reorganisatie" not in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_moved_to_two_places_at_once_it_stands_in_one_with_its_conversation() -> None:
    author, here, there = two_places()
    third = a_community()
    a_member(author, third)
    post = a_post(author, community=here)
    fresh = [Post.objects.get(pk=post.pk) for _ in range(2)]
    wrong = at_once(
        lambda: move_post(author, post=fresh[0], to=there),
        lambda: move_post(author, post=fresh[1], to=third),
    )
    assert wrong == []
    post = Post.objects.select_related("thread").get(pk=post.pk)
    assert post.community_id == post.thread.community_id
