"""What somebody may no longer see is gone with the next request: from every page, also from those that keep what they
made, and from search before the index has heard."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TypeVar

import pytest
from django.db.models import Model
from django.test import TestCase
from django.utils import timezone

from archive.actions import Place, change_bookmark
from archive.models import Bookmark
from communities.actions import change_community, remove_member
from communities.models import Membership
from people.actions import change_access, change_profile
from posts.actions import edit_post, withdraw_post
from tests.permissions.doors import DOORS
from tests.permissions.listings import listings
from tests.permissions.walking import WORD, Walk, stands_at
from tests.permissions.words import word
from tests.permissions.world import Thing, World
from threads.actions import remove_message
from threads.models import Message

pytestmark = pytest.mark.django_db
Row = TypeVar("Row", bound=Model)
SHOWING = (
    "post file write involved community community_members message mentionable profile tag".split()
)


def read_by(role: str, world: World, which: Callable[[Thing], bool]) -> set[str]:
    """Every word this person comes across at the doors of these things and in all lists."""
    walk, found = Walk(world), set()
    for door in DOORS:
        for thing in world.things.values():
            if (
                door.name in SHOWING
                and door.method == "get"
                and which(thing)
                and stands_at(thing, door)
            ):
                found |= set(WORD.findall(walk.ask(role, door, thing.ids).body))
    list(walk.along(role, listings(world)))  # gathers what is read, without what was typed
    return (found | walk.read[role]) & world.words.keys()


def words_of(world: World, *rows: str) -> set[str]:
    """Words that are seen with these rows alone."""
    return {
        made for made, seen in world.words.items() if {row for row, _least in seen} <= set(rows)
    }


def anew(row: Row) -> Row:
    """The row as it stands; the one in the world stays as it was for the tests that follow."""
    return type(row)._default_manager.get(pk=row.pk)


@contextmanager
def committed() -> Iterator[None]:
    """What waits for the end of the transaction happens, as it would."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        yield


def test_who_is_taken_out_of_a_community_reads_nothing_of_it_any_more(world: World) -> None:
    secret = words_of(world, "hidden", "invitation")
    kept = {
        word("hidden_link", part) for part in ("title", "body", "site", "tag")
    }  # their own note and link

    def around(thing: Thing) -> bool:
        return thing.row == "hidden" or thing.kind == "person"

    assert secret <= read_by("member", world, around)
    with committed():
        membership = Membership.objects.get(
            community=world.places["hidden"], person=world.people["member"]
        )
        remove_member(anew(world.people["manager"]), membership=membership)
    assert read_by("member", world, around) & secret <= kept


def test_what_is_taken_back_hidden_or_withdrawn_is_gone(world: World) -> None:
    def around(thing: Thing) -> bool:
        return thing.row in ("open", "everyone") or thing.kind == "person"

    secret = words_of(world, "open", "everyone", "told_to_everyone")
    assert secret <= read_by("employee", world, around)

    with committed():
        corrected = correct(world)
    now = read_by("employee", world, around)
    assert now & corrected == set()
    assert secret - corrected <= now

    with committed():
        hide(world)
    assert read_by("employee", world, around) & secret == set()


def correct(world: World) -> set[str]:
    """A text that says something else now, without its picture, and a reply that is removed and was quoted."""
    article = anew(world.posts["open_article"])
    author, replier = anew(world.people["member"]), anew(world.people["moderator"])
    edit_post(author, post=article, title=article.title, html="<p>Iets anders.</p>", tags=[])
    reply = Message.objects.get(pk=world.things["open_article"].ids["message_pk"])
    remove_message(replier, message=reply)
    gone = {word("open_article", part) for part in ("body", "tag", "reply")}
    return gone | {word("open_article", "picture", "file")}


def hide(world: World) -> None:
    manager, neighbour = anew(world.people["manager"]), anew(world.people["neighbour"])
    place = anew(world.places["open"])
    change_community(
        manager,
        community=place,
        name=place.name,
        purpose=place.purpose,
        kind="hidden",
        icon=place.icon,
    )
    withdraw_post(neighbour, post=anew(world.posts["everyone_article"]))
    kept = Bookmark.objects.get(published_as=world.posts["everyone_link"])
    change_bookmark(neighbour, bookmark=kept, note=kept.note, tags=[], place=Place())
    change_profile(manager, visibility={"quote": "only_me"})


@pytest.mark.parametrize("role", ["open_guest", "member"])
def test_whose_access_ends_is_at_the_door_again(role: str, world: World) -> None:
    person, walk = anew(world.people[role]), Walk(world)
    assert walk.fetch(role, "get", "/", {}).said == "opens"
    with committed():
        ended = timezone.now() - timedelta(seconds=1)
        change_access(None, person=person, kind=person.kind, access_until=ended, is_active=True)
    for name in ("open_article", "hidden_article"):
        for door in DOORS:
            if stands_at(world.things[name], door):
                assert walk.ask(role, door, world.things[name].ids).said == "sign-in", door.name
