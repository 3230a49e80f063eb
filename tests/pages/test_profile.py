from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.actions import keep
from people.models import Profile, User
from posts.actions import withdraw_post
from tests.conftest import Visitor
from tests.factories import a_community, a_guest, a_member, a_person
from tests.factories.people import (
    an_ended_guest,
    somebody_imported,
    somebody_inactive,
    who_tells,
)
from tests.factories.posts import a_post
from tests.factories.threads import a_reply

TOLD = {
    "place": "Steunpunt Wielsluis",
    "phone": "toestel 2231",
    "since": 2014,
    "languages": "Nederlands, Fries",
    "quote": "Vraag me naar gras",
    "about": "<p>Ik loop langs de Worp.</p>",
    "wants": ["Jonge dijkwachten opleiden"],
    "stances": {"knows": ["dijkinspectie"], "seeks": ["drones"]},
}
SIGNS = {
    "place": "Steunpunt Wielsluis",
    "phone": "toestel 2231",
    "since": "#calendar",
    "languages": "Nederlands, Fries",
    "quote": "Vraag me naar gras",
    "about": "Ik loop langs de Worp.",
    "wants": "Jonge dijkwachten opleiden",
    "tags": "#dijkinspectie",
    "email": "mailto:",
}
NOT_THERE: dict[str, Callable[[], User]] = {
    "ended guest": an_ended_guest,
    "inactive person": somebody_inactive,
    "imported person": somebody_imported,
}


def page(visitor: Visitor, person: User) -> str:
    answer = visitor.get(person.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_profile_tells_what_its_owner_tells(visitor: Visitor) -> None:
    fenna = who_tells("Fenna Postma", **TOLD)

    shown = page(visitor.visit(a_person()), fenna)

    assert [sign for sign in SIGNS.values() if sign not in shown] == []
    assert "Waterveiligheid" in shown


@pytest.mark.parametrize("field", Profile.FIELDS)
@pytest.mark.parametrize(
    ("chosen", "readers"),
    [
        ("everyone", {"owner", "community", "colleague", "guest"}),
        ("communities", {"owner", "community", "guest"}),
        ("only_me", {"owner"}),
    ],
)
def test_each_field_is_read_by_whom_its_owner_chose(
    visitor: Visitor, field: str, chosen: str, readers: set[str]
) -> None:
    fenna = who_tells("Fenna Postma", **TOLD, visibility={field: chosen})
    place = a_community(manager=fenna)
    viewers = {
        "owner": fenna,
        "community": a_member(a_person(), place),
        "colleague": a_person(),
        "guest": a_guest(of=place),
    }

    read = {
        who for who, viewer in viewers.items() if SIGNS[field] in page(visitor.visit(viewer), fenna)
    }

    assert read == readers


@pytest.mark.parametrize("state", NOT_THERE)
def test_who_is_not_here_has_no_profile(visitor: Visitor, state: str) -> None:
    gone = NOT_THERE[state]()
    visitor.visit(a_person())

    answer = visitor.get(gone.get_absolute_url())
    unknown = visitor.get("/mensen/bestaat-niet/")

    assert answer.status_code == unknown.status_code == 404
    assert len(answer.content) == len(unknown.content)


def test_a_guest_opens_only_the_people_of_their_communities(visitor: Visitor) -> None:
    place = a_community()
    guest, colleague = a_guest(of=place), a_person()
    visitor.visit(guest)

    assert visitor.get(place.created_by.get_absolute_url()).status_code == 200
    assert visitor.get(guest.get_absolute_url()).status_code == 200
    assert visitor.get(colleague.get_absolute_url()).status_code == 404


def test_communities_are_named_only_where_the_viewer_may_know_of_them(visitor: Visitor) -> None:
    fenna = a_person("Fenna")
    both = a_community("Samen", manager=fenna)
    a_community("Open huis", manager=fenna)
    a_community("Besloten", kind="closed", manager=fenna)
    a_community("Verborgen", kind="hidden", manager=fenna)

    answer = visitor.visit(a_member(a_person(), both)).get(fenna.get_absolute_url())

    places = {place.membership.community: place.shared for place in answer.context["page"].places}
    assert {place.name: shared for place, shared in places.items()} == {
        "Samen": True,
        "Open huis": False,
    }
    assert "Besloten" not in answer.content.decode()
    assert "Verborgen" not in answer.content.decode()


def test_lately_shows_what_somebody_published_where_the_viewer_may_read_it(
    visitor: Visitor,
) -> None:
    fenna = a_person("Fenna")
    hidden = a_community(kind="hidden", manager=fenna)
    a_post(fenna, title="Voor iedereen")
    secret = a_post(fenna, title="In het geheim", community=hidden)
    withdrawn = a_post(fenna, title="Toch maar niet")
    withdraw_post(fenna, post=withdrawn)
    a_reply(a_post(title="Waar ze op reageerde").thread, by=fenna)
    a_reply(secret.thread, by=fenna)

    shown = page(visitor.visit(a_person()), fenna)

    assert f"?q=by:{fenna.handle}" in shown
    assert "Voor iedereen" in shown
    assert "Waar ze op reageerde" in shown
    assert "In het geheim" not in shown
    assert "Toch maar niet" not in shown
    assert "Toch maar niet" not in page(visitor.visit(fenna), fenna)


def test_what_somebody_keeps_follows_and_reads_is_nowhere(visitor: Visitor) -> None:
    fenna, geert = a_person("Fenna"), a_person("Geert")
    keep(fenna, thing=a_post(title="Stil bewaard"), shared=True)
    visitor.visit(fenna).post(f"{geert.get_absolute_url()}volgen/")

    shown = page(visitor.visit(a_person()), fenna)

    assert "Stil bewaard" not in shown
    assert "Geert" not in shown


def test_somebody_follows_others_and_changes_their_own(visitor: Visitor) -> None:
    me, you = a_person(), a_person()
    visitor.visit(me)

    assert f"{you.get_absolute_url()}volgen/" in page(visitor, you)
    mine = page(visitor, me)
    assert "volgen/" not in mine
    assert "/account/profiel/" in mine


def test_a_long_career_costs_as_many_questions_as_a_short_one(visitor: Visitor) -> None:
    fenna = who_tells("Fenna", **TOLD)

    def asked() -> int:
        with CaptureQueriesContext(connection) as questions:
            page(visitor, fenna)
        return len(questions)

    def work(times: int) -> None:
        for _ in range(times):
            a_reply(a_post(fenna, community=a_community(manager=fenna)).thread, by=fenna)

    work(1)
    page(visitor.visit(a_person()), fenna)
    few = asked()
    work(5)

    assert asked() == few
