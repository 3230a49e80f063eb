import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client

from pages.shell import organisation_facts
from people.models import Organisation, User
from tests.conftest import Visitor
from tests.factories import a_community, a_guest, a_member, a_person, a_unit
from tests.factories.communities import an_archived_community, an_invitation
from tests.factories.people import an_ended_guest, somebody_imported


def frame(visitor: Visitor, person: User) -> dict[str, Any]:
    context = visitor.visit(person).get("/account/").context
    names = ("organisation_facts", "shell_places", "shell_waiting")
    return {name: context[name]() for name in names}


def test_the_frame_counts_colleagues_and_departments(visitor: Visitor) -> None:
    me = a_person(language="en")
    team = a_unit("Team")
    team.parent = a_unit("Waterketen")
    team.save()
    a_guest()
    an_ended_guest()
    somebody_imported()

    assert frame(visitor, me)["organisation_facts"] == "1 colleague, 2 departments"


def test_a_guest_reads_the_name_of_the_organisation_and_no_figures(visitor: Visitor) -> None:
    guest = a_guest()

    assert frame(visitor, guest)["organisation_facts"] == ""
    assert "Waterschap Test" in visitor.get("/account/").content.decode()
    assert organisation_facts(a_person()) != ""


def test_the_menu_lists_my_communities_that_are_in_use(visitor: Visitor) -> None:
    me = a_person()
    a_member(me, a_community("Peil & Pomp"))
    a_member(me, a_community("Dijkwerkers"))
    a_member(me, an_archived_community())
    a_community("Van anderen")

    mine = frame(visitor, me)["shell_places"]
    assert [place.community.name for place in mine] == ["Dijkwerkers", "Peil & Pomp"]


def test_the_menu_counts_what_waits_for_me(visitor: Visitor) -> None:
    me = a_person()
    an_invitation(person=me)

    assert frame(visitor, me)["shell_waiting"] == 1


@pytest.mark.parametrize(
    ("cookie", "written"), [("dark", True), ('"><script>', False), ("", False)]
)
def test_the_chosen_theme_is_written_into_the_page(
    visitor: Visitor, cookie: str, written: bool
) -> None:
    visitor.cookies["theme"] = cookie

    page = visitor.visit(a_person()).get("/account/").content.decode()

    assert ('data-theme="dark"' in page) is written
    assert "<script>" not in page


def test_the_portrait_of_a_seed_is_for_everybody_for_ever(organisation: Organisation) -> None:
    answer = Client().get("/portret/42.svg")

    assert answer["Content-Type"] == "image/svg+xml"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.content == Client().get("/portret/42.svg").content
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


def test_health_and_portraits_ask_nothing_about_the_visitor(
    visitor: Visitor, django_assert_num_queries: Callable[[int], object]
) -> None:
    visitor.visit(a_person())

    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        assert visitor.get("/health").json() == {"status": "ok"}
    with django_assert_num_queries(0):  # type: ignore[attr-defined]
        visitor.get("/portret/42.svg")


def test_health_tells_that_the_database_is_gone_and_nothing_more(
    organisation: Organisation,
) -> None:
    def gone(*_asked: object) -> None:
        raise OperationalError("could not connect to 10.0.0.7 as postgres")

    with connection.execute_wrapper(gone):
        answer = Client().get("/health")

    assert (answer.status_code, answer.json()) == (503, {"status": "unwell"})


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_manifest_speaks_the_language_of_the_browser(
    organisation: Organisation, language: str
) -> None:
    answer = Client().get("/manifest.webmanifest", headers={"Accept-Language": language})

    manifest = json.loads(answer.content)
    assert answer["Content-Type"] == "application/manifest+json"
    assert (manifest["lang"], manifest["start_url"]) == (language, "/")
    assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512"}
