"""The one and the set agree about every viewer and every bookmark; what may be kept is what may be seen."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import AnonymousUser

from archive.actions import Place, keep, keep_link
from archive.models import Bookmark
from archive.permissions import can_view
from communities.models import Community
from kenniscafe.permissions import NotAllowed
from people.models import User
from people.querysets import Viewer
from posts.actions import withdraw_post
from posts.models import Post
from tests.factories import a_community, a_guest, a_member, a_person, an_administrator
from tests.factories.people import an_ended_guest, somebody_imported, somebody_inactive
from tests.factories.posts import a_post
from tests.factories.threads import a_reply
from threads.actions import remove_message

pytestmark = pytest.mark.django_db


def everybody(places: list[Community]) -> Iterator[Viewer]:
    yield from (AnonymousUser(), a_person("medewerker"), an_administrator(), a_guest("nergens"))
    yield from (somebody_inactive("weg"), somebody_imported("van elders"))
    for place in places:
        yield place.created_by
        yield a_member(a_person("lid"), place)
        yield a_guest("gast", of=place)
        yield an_ended_guest("afgelopen", of=place)


def keep_everything(owner: User, place: Community | None, *, shared: bool) -> None:
    """Of each kind one that stands; of a post and a reply also one that was taken away since."""
    post, withdrawn = (a_post(owner, community=place) for _ in range(2))
    reply, removed = (a_reply(post.thread, by=owner) for _ in range(2))
    for thing in (post, withdrawn, reply, removed, a_person()):
        keep(owner, thing=thing, shared=shared)
    withdraw_post(owner, post=withdrawn)
    remove_message(owner, message=removed)
    given = Place("community", place) if place else Place("everyone")
    address = f"https://waterbouwblad.example/{post.pk}"
    keep_link(owner, address=address, title="Blad", place=given if shared else Place())


def test_the_one_and_the_set_agree() -> None:
    places = [a_community(kind=kind) for kind in ("open", "closed", "hidden")]
    for place in (*places, None):
        owner = place.created_by if place else a_person()
        for shared in (True, False):
            keep_everything(owner, place, shared=shared)
    bookmarks = list(Bookmark.objects.all())
    assert len(bookmarks) == 4 * 2 * 6
    for viewer in everybody(places):
        seen = set(Bookmark.objects.visible_to(viewer))
        assert seen == {one for one in bookmarks if can_view(viewer, one)}, viewer


def test_who_may_not_see_a_thing_may_not_keep_it() -> None:
    place, me = a_community(kind="hidden"), a_person()
    post = a_post(place.created_by, community=place)
    for thing in (post, a_reply(post.thread, by=place.created_by), somebody_inactive()):
        with pytest.raises(NotAllowed):
            keep(me, thing=thing)
    withdrawn = a_post(me)
    withdraw_post(me, post=withdrawn)
    with pytest.raises(NotAllowed):
        keep(me, thing=Post.objects.get(pk=withdrawn.pk))
    assert not Bookmark.objects.exists()


def test_who_may_not_come_in_keeps_nothing() -> None:
    with pytest.raises(NotAllowed):
        keep_link(somebody_inactive(), address="https://water.example/", title="Water")
