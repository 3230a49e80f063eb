from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.models import User
from tests.conftest import Visitor
from tests.factories import a_community, a_guest, a_member, a_person, a_unit
from tests.factories.people import (
    an_ended_guest,
    somebody_imported,
    somebody_inactive,
    who_tells,
)


def names(visitor: Visitor, query: str = "") -> set[str]:
    answer = visitor.get(f"/mensen/{query}")
    assert answer.status_code == 200
    return {row.person.name for row in answer.context["rows"]}


def counts(visitor: Visitor, what: str) -> dict[str, int]:
    return {row.name: row.count for row in visitor.get("/mensen/").context[what]}


def test_an_employee_sees_every_colleague_who_is_really_here(visitor: Visitor) -> None:
    me = a_person("Noor")
    a_person("Fenna")
    a_guest("Gast")
    an_ended_guest("Afgelopen")
    somebody_inactive("Weg")
    somebody_imported("Ingevoerd")

    assert names(visitor.visit(me)) == {"Noor", "Fenna", "Gast"}


def test_a_guest_sees_the_people_of_their_communities_and_no_counts_beyond(
    visitor: Visitor,
) -> None:
    place = a_community(manager=who_tells("Stef", place="Het Peil", stances={"knows": ["klei"]}))
    who_tells("Vreemde", place="Elders", stances={"knows": ["geheim", "klei"]})
    guest = a_guest("Gast", of=place)

    assert names(visitor.visit(guest)) == {"Stef", "Gast"}
    assert counts(visitor, "places") == {"Het Peil": 1}
    assert counts(visitor, "topics") == {"klei": 1}
    assert sum(counts(visitor, "units").values()) == 2
    page = visitor.get("/mensen/").content.decode()
    assert "Vreemde" not in page
    assert "geheim" not in page
    assert "Elders" not in page
    assert "3 colleagues" not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?name=fen", {"Fenna"}),
        ("?place=Wielsluis", {"Fenna"}),
        ("?tag=gras", {"Fenna"}),
        ("?unit=team", {"Fenna"}),
        ("?unit=afdeling", {"Fenna", "Ravi"}),
        ("?unit=afdeling&tag=klei", {"Ravi"}),
        ("?tag=bestaat-niet", set()),
        ("?unit=bestaat-niet", set()),
        ("?place=Nergens", set()),
        ("?name=%25", set()),
    ],
)
def test_the_list_narrows_by_name_department_place_and_topic(
    visitor: Visitor, query: str, found: set[str]
) -> None:
    department, team = a_unit("Afdeling"), a_unit("Team")
    team.parent = department
    team.save()
    who_tells("Fenna", unit=team, place="Wielsluis", stances={"knows": ["gras"]})
    who_tells("Ravi", unit=department, stances={"seeks": ["klei"]})

    assert names(visitor.visit(a_person("Noor")), query) == found


def test_a_department_counts_its_teams(visitor: Visitor) -> None:
    department, team = a_unit("Afdeling"), a_unit("Team")
    team.parent = department
    team.save()
    who_tells("Fenna", unit=team)
    who_tells("Ravi", unit=department)
    me = who_tells("Noor", unit=None)

    assert counts(visitor.visit(me), "units") == {"Afdeling": 2, "Team": 1}


@pytest.mark.parametrize("chosen", ["communities", "only_me"])
def test_a_private_field_is_neither_shown_counted_nor_found(visitor: Visitor, chosen: str) -> None:
    hides = {"place": chosen, "tags": chosen}
    who_tells("Fenna", place="Thuis", stances={"knows": ["gras"]}, visibility=hides)
    visitor.visit(a_person("Noor"))

    page = visitor.get("/mensen/").content.decode()
    assert "Fenna" in page
    assert "Thuis" not in page
    assert "gras" not in page
    assert counts(visitor, "places") == counts(visitor, "topics") == {}
    assert names(visitor, "?place=Thuis") == names(visitor, "?tag=gras") == set()


def test_what_is_for_my_communities_is_found_by_who_shares_one(visitor: Visitor) -> None:
    fenna = who_tells(
        "Fenna",
        place="Thuis",
        stances={"knows": ["gras"]},
        visibility={"place": "communities", "tags": "communities"},
    )
    me = a_member(a_person("Noor"), a_community(manager=fenna))

    visitor.visit(me)
    assert counts(visitor, "places") == {"Thuis": 1}
    assert names(visitor, "?tag=gras") == names(visitor, "?place=Thuis") == {"Fenna"}


def test_the_list_is_in_pages_of_twenty(visitor: Visitor) -> None:
    me = a_person("Aaf")
    for number in range(24):
        a_person(f"Collega {number:02}")

    visitor.visit(me)
    assert len(names(visitor)) == 20
    assert len(names(visitor, "?page=2")) == 5
    assert len(names(visitor, "?page=999")) == 5
    assert len(names(visitor, "?page=x")) == 20


def test_it_asks_as_many_questions_for_many_people_as_for_few(visitor: Visitor) -> None:
    def crowd(total: int) -> None:
        for number in range(total):
            who_tells(place=f"Plek {number}", stances={"knows": [f"tag {number}", "klei"]})

    def asked(viewer: User) -> int:
        with CaptureQueriesContext(connection) as questions:
            visitor.get("/mensen/")
        return len(questions)

    me = a_person()
    crowd(2)
    visitor.visit(me).get("/mensen/")
    few = asked(me)
    crowd(15)

    assert asked(me) == few


FOLLOWED: dict[str, Callable[[], User]] = {
    "ended guest": an_ended_guest,
    "inactive person": somebody_inactive,
    "imported person": somebody_imported,
}


def test_somebody_follows_and_stops(visitor: Visitor) -> None:
    me, fenna = a_person(), a_person()
    visitor.visit(me)

    for _twice in range(2):
        answer = visitor.post(f"{fenna.get_absolute_url()}volgen/")
        assert answer["Location"] == fenna.get_absolute_url()
    assert [follow.person for follow in me.follows.all()] == [fenna]

    fragment = visitor.post(f"{fenna.get_absolute_url()}ontvolgen/", headers={"HX-Request": "true"})
    assert "volgen/" in fragment.content.decode()
    assert not me.follows.exists()


@pytest.mark.parametrize("state", FOLLOWED)
def test_who_is_not_here_is_not_followed(visitor: Visitor, state: str) -> None:
    person = FOLLOWED[state]()

    answer = visitor.visit(a_person()).post(f"{person.get_absolute_url()}volgen/")

    assert answer.status_code == 404


def test_a_guest_follows_nobody_outside_their_communities(visitor: Visitor) -> None:
    guest, colleague = a_guest(of=a_community()), a_person()

    answer = visitor.visit(guest).post(f"{colleague.get_absolute_url()}volgen/")

    assert answer.status_code == 404


def test_nobody_follows_themselves(visitor: Visitor) -> None:
    me = a_person()

    assert visitor.visit(me).post(f"{me.get_absolute_url()}volgen/").status_code == 403
    assert visitor.get(f"{me.get_absolute_url()}volgen/").status_code == 405
