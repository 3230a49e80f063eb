"""*Even weg* as somebody uses it: where colleagues read it, the form, and what is refused there."""

from typing import Any

import pytest
from django.test import Client

from people.absence import (
    change_absence,
    go_away,
)
from people.models import Absence, User
from tests.conftest import Visitor
from tests.factories import a_community, a_member, a_person
from tests.factories.posts import a_post
from tests.people.away import days

pytestmark = pytest.mark.django_db
PAGE = "/account/even-weg/"


def test_it_stands_where_one_turns_to_them(visitor: Visitor, noor: User, gone: Absence) -> None:
    post = a_post(noor, kind="question")
    visitor.visit(a_person())

    profile, page = (visitor.get(at.get_absolute_url()).content.decode() for at in (noor, post))
    called = visitor.get("/schrijven/mensen", {"q": "noor"}).content.decode()

    for text in (profile, page):
        assert "Noor is weg tot en met" in text
        assert "Marleen Dekkers</a> vervangt" in text
    assert "weg tot en met" in called


def test_a_stand_in_who_cannot_read_the_conversation_is_not_named_there(
    visitor: Visitor, noor: User, gone: Absence
) -> None:
    place = a_community(kind="hidden", manager=noor)
    reader = a_member(a_person(), place)
    post = a_post(noor, kind="question", community=place)

    page = visitor.visit(reader).get(post.get_absolute_url()).content.decode()

    assert "Noor is weg tot en met" in page
    assert "Marleen" not in page


def test_the_page_says_it_and_takes_it_back(visitor: Visitor, noor: User, marleen: User) -> None:
    visitor.visit(noor).post(PAGE, said(stand_in=marleen.handle))
    absence = Absence.objects.get(person=noor)
    assert "is gevraagd" in visitor.get(PAGE).content.decode()

    theirs = Visitor().visit(marleen)
    assert "vraagt of je wilt vervangen" in theirs.get(PAGE).content.decode()
    theirs.post(f"/account/vervangen/{absence.pk}/ja/")
    assert "Je vervangt" in theirs.get(PAGE).content.decode()
    assert "en zei ja" in visitor.get(PAGE).content.decode()

    visitor.post(f"/account/even-weg/{absence.pk}/weghalen/")
    assert not Absence.objects.exists()


def test_a_form_that_was_open_for_long_answers_for_the_days_it_showed(
    noor: User, marleen: User
) -> None:
    absence = go_away(noor, **days(0, 5), stand_in=marleen)
    shown = {name: day.isoformat() for name, day in days(0, 5).items()}
    change_absence(noor, absence=absence, **days(0, 9), stand_in=marleen)

    Visitor().visit(marleen).post(f"/account/vervangen/{absence.pk}/ja/", shown)

    assert Absence.objects.get().agreed_at is None


def said(**more: str) -> dict[str, str]:
    typed = {name: day.isoformat() for name, day in days(0, 5).items()}
    return {"state": "away", "stand_in": "", "other": "", **typed, **more}


WRONG = {
    "no state": ({"state": ""}, "state"),
    "a state of nowhere": ({"state": "asleep"}, "state"),
    "no first day": ({"first_day": ""}, "first_day"),
    "no last day": ({"last_day": ""}, "last_day"),
    "busy without a day": ({"state": "busy", "last_day": ""}, "last_day"),
    "no day at all": ({"first_day": "2026-02-30"}, "first_day"),
    "words for a day": ({"last_day": "morgen"}, "last_day"),
    "null in a day": ({"last_day": "2026-12-\x0031"}, "last_day"),
    "a day of a megabyte": ({"last_day": "9" * 1_000_000}, "last_day"),
    "the year ten thousand": ({"last_day": "10000-01-01"}, "last_day"),
    "a year of nought": ({"first_day": "0000-01-01"}, "first_day"),
    "a hundred years": ({"last_day": "2126-01-01"}, "last_day"),
    "turned round": ({"last_day": "2020-01-01"}, "last_day"),
    "a stand-in who was not offered": ({"stand_in": "niemand"}, "stand_in"),
    "an unknown name": ({"other": "Niemand En-Nergens"}, "other"),
    "a name of a megabyte": ({"other": "x" * 1_000_000}, "other"),
    "a script for a name": ({"other": "<script>alert(1)</script>"}, "other"),
    "hidden letters and emoji": ({"other": "\u202e🌱\x08"}, "other"),
    "oneself": ({"other": "Noor Terwiel"}, "other"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_lost(
    visitor: Visitor, noor: User, name: str
) -> None:
    typed, field = WRONG[name]
    answer = visitor.visit(noor).post(PAGE, said(**typed))

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Absence.objects.exists()
    assert 'value="' + said(**typed)["first_day"][:10] in answer.content.decode()


def test_sent_twice_it_is_one_absence(visitor: Visitor, noor: User) -> None:
    visitor.visit(noor)

    answers = [visitor.post(PAGE, said()).status_code for _ in range(2)]

    assert answers == [302, 422]
    assert Absence.objects.count() == 1


def test_two_of_one_name_are_told_apart(visitor: Visitor, noor: User) -> None:
    one, _other = a_person("Fenna Postma"), a_person("Fenna Postma")
    visitor.visit(noor)

    page = visitor.post(PAGE, said(other="Fenna Postma")).content.decode()
    assert "Er heten er meer zo" in page

    visitor.post(PAGE, said(other=f"@{one.handle}"))
    assert Absence.objects.get().stand_in == one


@pytest.mark.parametrize("path", ["weghalen/", ""])
def test_somebody_elses_is_not_there(visitor: Visitor, gone: Absence, path: str) -> None:
    visitor.visit(a_person())

    answer: Any = visitor.post(f"{PAGE}{gone.pk}/{path}", said())

    assert answer.status_code == 404
    assert Absence.objects.filter(pk=gone.pk).exists()


def test_a_visit_without_a_session_leads_to_the_door(client: Client, gone: Absence) -> None:
    assert client.get(PAGE)["Location"].startswith("/aanmelden/")
