"""What search may know of somebody: everyone's part, their communities' part, never the rest."""

import pytest

from people.documents import named, rows, to_document, tokens
from people.models import User
from search.documents import EMPLOYEES, members_token, person_token
from tests.factories import a_community, a_guest, a_member, a_person
from tests.factories.people import (
    an_ended_guest,
    somebody_imported,
    somebody_inactive,
    who_tells,
)

pytestmark = pytest.mark.django_db


def test_a_document_holds_each_field_where_its_owner_lets_it_be_read() -> None:
    fenna = who_tells(
        "Fenna",
        job="dijkbeheerder",
        place="Wielsluis",
        phone="2231",
        quote="gras",
        stances={"knows": ["klei"]},
        visibility={"phone": "communities", "quote": "only_me", "tags": "communities"},
    )
    place = a_community(manager=fenna)

    document = to_document(rows().get(pk=fenna.pk))

    near = (person_token(fenna.pk), members_token(place.pk))
    assert document.audience == (EMPLOYEES, *near)
    assert document.near is not None
    assert document.near.audience == near
    assert ("dijkbeheerder" in document.body, "Wielsluis" in document.body) == (True, True)
    assert "2231" not in document.body
    assert document.near.body == "2231"
    assert "gras" not in document.body + document.near.body
    assert document.tags == ()
    assert [tag.name for tag in document.near.tags] == ["klei"]


def test_only_who_is_here_is_in_the_index() -> None:
    here = a_person()
    an_ended_guest()
    somebody_inactive()
    somebody_imported()

    assert list(rows()) == [here]


def test_many_people_are_read_in_as_many_questions_as_few(
    django_assert_max_num_queries: object,
) -> None:
    for _ in range(6):
        a_member(who_tells(stances={"knows": ["klei"]}), a_community())

    with django_assert_max_num_queries(3):  # type: ignore[operator]
        [to_document(row) for row in rows()]


def test_by_names_people_the_viewer_sees() -> None:
    place = a_community(manager=a_person("Fenna Postma"))
    a_person("Fenna Elders")
    guest = a_guest(of=place)

    found = User.objects.filter(pk__in=named(guest, "fenna"))
    assert [person.name for person in found] == ["Fenna Postma"]
    assert list(tokens(guest)) == [person_token(guest.pk)]
    assert list(tokens(somebody_inactive())) == []
