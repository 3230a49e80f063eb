"""Reaching for what is hidden by other ways than its address: a field of a form, a filter, an order, a page far away."""

import re
from dataclasses import replace

import pytest
from django.urls import reverse

from posts.models import Post
from tests.conftest import Visitor
from tests.permissions.doors import DOORS
from tests.permissions.listings import ADMINISTRATORS, listings
from tests.permissions.routes import ours
from tests.permissions.walking import Answer, Walk, stands_at
from tests.permissions.words import word
from tests.permissions.world import World

pytestmark = pytest.mark.django_db
NOBODYS = "999999999"
ELSEWHERE = "https://elders.example/"


@pytest.fixture
def walk(world: World) -> Walk:
    return Walk(world)


def sent(walk: Walk, role: str, path: str, **said: str) -> Answer:
    return walk.fetch(role, "post", path, said)


def same(one: Answer, id_: object, other: Answer) -> bool:
    """But for the ids that were sent."""
    either = re.compile(rf"\b(?:{id_}|{NOBODYS})\b")
    bodies = {either.sub("ID", answer.body) for answer in (one, other)}
    return len(bodies) == 1 and (one.status, one.location) == (other.status, other.location)


@pytest.mark.parametrize("role", ["administrator", "employee", "neighbour", "open_guest"])
@pytest.mark.parametrize("place", ["hidden", "closed"])
def test_nobody_writes_into_a_place_they_are_not_in(
    role: str, place: str, walk: Walk, world: World
) -> None:
    text = {"soort": "note", "title": "", "text": "Hallo daar."}
    link = {"address": "https://water.example/", "title": "Water"}
    pk = str(world.places[place].pk)
    for path, form in (("/schrijven/", text), ("/bewaren/", link)):
        answer = sent(walk, role, path, audience=pk, **form)
        assert answer.status == 422
        assert same(answer, pk, sent(walk, role, path, audience=NOBODYS, **form))


def test_a_reply_is_reached_through_its_own_conversation_only(walk: Walk, world: World) -> None:
    """Also by who may see both: what is done is done where it is said to be done."""
    here, there = world.things["open_article"].ids, world.things["hidden_article"].ids
    path = reverse("react", args=[here["thread_pk"]])
    for role in ("employee", "open_guest", "member"):
        answer = sent(walk, role, path, react=f"{there['message_pk']}:thanks")
        assert answer.status == 404
        assert same(answer, there["message_pk"], sent(walk, role, path, react=f"{NOBODYS}:thanks"))


def test_who_may_not_be_seen_cannot_be_called_or_named(walk: Walk, world: World) -> None:
    """A handle nobody has and one somebody hidden has: the same words come back."""
    handles = [
        word(name, "name") for name in ("recluse", "administrator", "imported", "deactivated")
    ]
    form = {"soort": "note", "text": "Kijk eens.", "audience": str(world.places["open"].pk)}
    for handle in handles:
        answer = sent(walk, "open_guest", "/schrijven/", involved=f"@{handle} keek mee", **form)
        nobody = sent(walk, "open_guest", "/schrijven/", involved=f"@{NOBODYS} keek mee", **form)
        assert answer.status == 422
        assert same(answer, handle, nobody)


def test_a_form_takes_only_what_it_asks(world: World) -> None:
    visitor = world.visitors["member"]
    more = {
        "author": "1",
        "author_id": "1",
        "reads": "99",
        "kept": "99",
        "published_at": "2001-01-01",
    }
    more |= {"collection": "x", "community": str(world.places["hidden"].pk), "is_superuser": "on"}
    visitor.post(
        "/schrijven/",
        {"soort": "note", "text": "Van mij.", "audience": str(world.places["open"].pk), **more},
    )
    post = Post.objects.latest("pk")
    assert (post.author, post.community) == (world.people["member"], world.places["open"])
    assert (post.reads, post.kept, post.collection) == (0, 0, "")
    assert post.published_at.year > 2001
    visitor.post("/account/profiel/", {"name": "xmembernamex", "kind": "guest", **more})
    world.people["member"].refresh_from_db()
    assert not world.people["member"].is_superuser


@pytest.mark.parametrize(
    "filters",
    [
        {"author__password__startswith": "md5"},
        {"sort": "phone", "order_by": "-profile__phone", "fields": "phone,email"},
        {"member_of": "hidden", "exclude_group": "hidden", "community": "hidden"},
        {"profile__phone__startswith": "x", "limit": "1000000000", "offset": "-1"},
    ],
)
def test_a_filter_nobody_offered_filters_nothing(filters: dict[str, str], walk: Walk) -> None:
    for name in ("people", "communities", "today", "archive", "search"):
        plain = walk.fetch("employee", "get", reverse(name), {})
        asked = walk.fetch("employee", "get", reverse(name), filters)
        assert asked.status == plain.status
        assert main(asked) == main(plain), name


def main(answer: Answer) -> str:
    """The page without the addresses that lead back to it."""
    page = answer.body.partition("<main")[2].partition('<form id="kaarten"')[0]
    return re.sub(r'href="(?:\?[^"]*)?"', "", page)


def test_a_page_that_is_not_there_is_the_nearest_one(walk: Walk, world: World) -> None:
    names = {name for name, _asked in listings(world)} - {
        "keep",
        "write",
        "start_community",
        *ADMINISTRATORS,
    }
    for name in names:
        for number in ("0", "-1", "999999999999999999999", "x", "１"):
            answer = walk.fetch(
                "employee", "get", reverse(name), {"page": number, "pagina": number}
            )
            assert answer.status == 200, (name, number)


def test_no_form_leads_away_from_the_cafe(walk: Walk, world: World) -> None:
    person = world.things["manager_person"].ids["handle"]
    post = world.things["everyone_article"].ids["pk"]
    for target in (ELSEWHERE, "//elders.example/", "/\\elders.example", "javascript:alert(1)"):
        for path in (f"/mensen/{person}/volgen/", f"/bewaren/?bericht={post}", "/taal/"):
            answer = sent(walk, "employee", path, next=target, language="en")
            assert answer.location.startswith("/")
            assert "elders" not in answer.location


def test_one_page_is_never_kept_for_two_people(world: World) -> None:
    """Whatever stands between us and the browser must ask again for each visitor, and for a part or a whole."""
    for path in ("/", "/mensen/", "/zoeken/?q=x", "/archief/", world.places["open"].url):
        answer = world.visitors["member"].get(path)
        assert "Cookie" in answer.headers["Vary"], path
        assert "HX-Request" in answer.headers["Vary"], path
        assert answer.headers["Cache-Control"] == "private, no-store", path
    for path in ("/health", "/portret/1.svg"):
        assert not world.visitors["member"].get(path).cookies


def test_nothing_answers_who_has_not_signed_in_but_the_door(world: World) -> None:
    """New addresses are shut until they stand in this list."""
    shown = set()
    for route in ours():
        for method in ("get", "post"):
            answer = Walk(world).fetch("anonymous", method, route.sample, {})
            if answer.said not in ("sign-in", "401", "405"):
                shown.add(route.name)
    assert shown == OPEN_TO_ALL


OPEN_TO_ALL = {
    "mailbox",  # 404 without DEBUG: tests/pages/test_mailbox.py
    "letter",
    "letter_html",
    "come_in",  # the link of an invitation
    "openid_connect_login",  # 404 without a provider
    "openid_connect_callback",
    "account_closed",  # who has just left reads how to come back
    "account_login",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "first_start",
    "health",
    "metrics",  # not there without its token
    "portrait",
    "set_language",
    "unsubscribe",
    "webmanifest",
}


def test_a_form_of_another_site_changes_nothing(world: World) -> None:
    visitor = Visitor(enforce_csrf_checks=True).visit(world.people["administrator"])
    for route in ours():
        if route.name != "unsubscribe":  # a mail program sends it; the link itself is the proof
            assert visitor.post(route.sample, {"text": "Hallo."}).status_code == 403, route
    thread = world.things["everyone_article"].ids["thread_pk"]
    headers = {"X-HTTP-Method-Override": "POST", "Content-Type": "text/plain"}
    path = reverse("reply", args=[thread])
    assert (
        visitor.post(path, '{"text": "Hallo."}', "text/plain", headers=headers).status_code == 403
    )


def test_a_link_changes_nothing(walk: Walk) -> None:
    """What is done by a form is not done by opening its address, whoever opens it."""
    also_shown = {door.name for door in DOORS if door.method == "get"}
    also_shown.add("react")  # leads back to the page, for who had to sign in again
    only_done = [door for door in DOORS if door.name not in also_shown]
    assert len(only_done) > 15
    for door in only_done:
        thing = next(each for each in walk.world.things.values() if stands_at(each, door))
        for role in ("manager", "neighbour"):
            answer = walk.ask(role, replace(door, method="get"), thing.ids)
            assert answer.status == 405, door.name
