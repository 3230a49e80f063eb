"""Being busy or away: in one's own days, with a stand-in who said yes, and nothing kept of it afterwards."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from unittest import mock

import pytest
from django.test import Client
from django.utils import timezone

from kenniscafe.permissions import NotAllowed, RuleBroken
from people.absence import (
    agree_to_stand_in,
    ask_stand_in,
    be_available,
    be_busy,
    change_absence,
    decline_to_stand_in,
    end_absence,
    forget_past_absences,
    go_away,
)
from people.models import Absence, User
from people.permissions import (
    AwayTooLong,
    AwayTwice,
    CannotStandIn,
    DaysArePast,
    DaysAreWrong,
    NotAwayAnyMore,
    StandInIsAway,
)
from people.queries import away, away_notes, stand_in_of
from people.zones import today_of
from tests.conftest import Visitor
from tests.factories import a_community, a_guest, a_member, a_person
from tests.factories.posts import a_post

pytestmark = pytest.mark.django_db
PAGE = "/account/even-weg/"


def days(first: int, last: int) -> dict[str, date]:
    today = timezone.localdate()
    return {"first_day": today + timedelta(first), "last_day": today + timedelta(last)}


@pytest.fixture
def noor() -> User:
    return a_person("Noor Terwiel")


@pytest.fixture
def marleen() -> User:
    return a_person("Marleen Dekkers")


@pytest.fixture
def gone(noor: User, marleen: User) -> Absence:
    """Noor is away, and Marleen agreed to stand in."""
    absence = go_away(noor, **days(0, 5), stand_in=marleen)
    return agree_to_stand_in(marleen, absence=absence)


def test_a_stand_in_is_nobody_until_they_say_yes(noor: User, marleen: User) -> None:
    absence = go_away(noor, **days(0, 5), stand_in=marleen)
    assert (away(noor), stand_in_of(noor)) == (absence, None)

    agree_to_stand_in(marleen, absence=absence)
    assert stand_in_of(noor) == marleen

    decline_to_stand_in(marleen, absence=absence)
    assert stand_in_of(noor) is None


def test_nobody_answers_for_somebody_else(noor: User, marleen: User) -> None:
    absence = go_away(noor, **days(0, 5), stand_in=marleen)

    for action in (agree_to_stand_in, decline_to_stand_in):
        with pytest.raises(NotAllowed):
            action(noor, absence=absence)
    for change in (
        end_absence,
        lambda who, absence: ask_stand_in(who, absence=absence, stand_in=None),
    ):
        with pytest.raises(NotAllowed):
            change(marleen, absence=absence)


def test_busy_is_not_away(noor: User) -> None:
    be_busy(noor, until=days(0, 3)["last_day"])

    assert away(noor) is None
    assert away_notes(a_person(), [noor])[noor.pk].is_busy


def test_busy_again_takes_the_place_of_busy(noor: User) -> None:
    be_busy(noor, until=days(0, 3)["last_day"])
    be_busy(noor, until=days(0, 9)["last_day"])

    assert Absence.objects.get(person=noor).last_day == days(0, 9)["last_day"]


def test_who_is_back_keeps_what_is_planned(noor: User, gone: Absence) -> None:
    go_away(noor, **days(20, 25))

    be_available(noor)

    assert [row.first_day for row in Absence.objects.filter(person=noor)] == [
        days(20, 25)["first_day"]
    ]
    assert away(noor) is None


@pytest.mark.parametrize(
    ("first", "last", "broken"),
    [
        (3, 2, DaysAreWrong),
        (-9, -1, DaysArePast),
        (0, 36_525, AwayTooLong),
        (5, 9, AwayTwice),
        (-3, 0, AwayTwice),
        (-20, 90, AwayTwice),
    ],
)
def test_days_that_cannot_be_are_refused(
    noor: User, gone: Absence, first: int, last: int, broken: type[RuleBroken]
) -> None:
    with pytest.raises(broken):
        go_away(noor, **days(first, last))
    assert Absence.objects.count() == 1


def test_the_day_after_is_no_overlap(noor: User, gone: Absence) -> None:
    assert go_away(noor, **days(6, 6)).pk


def test_who_cannot_stand_in_is_not_asked(noor: User) -> None:
    place = a_community()
    left = a_person(is_active=False)
    ended = a_person(access_until=timezone.now() - timedelta(minutes=1))
    for nobody in (noor, left, ended, a_guest(of=place)):
        with pytest.raises(CannotStandIn):
            go_away(noor, **days(0, 5), stand_in=nobody)

    a_member(noor, place)
    assert go_away(noor, **days(0, 5), stand_in=a_guest(of=place)).pk


def test_who_is_away_then_does_not_stand_in(noor: User, marleen: User) -> None:
    go_away(marleen, **days(4, 9))

    with pytest.raises(StandInIsAway):
        go_away(noor, **days(0, 5), stand_in=marleen)
    go_away(noor, **days(0, 3), stand_in=marleen)


def test_who_goes_away_after_agreeing_is_no_stand_in_on_those_days(
    noor: User, marleen: User, gone: Absence
) -> None:
    go_away(marleen, **days(2, 3))

    assert stand_in_of(noor) == marleen
    assert stand_in_of(noor, days(2, 2)["first_day"]) is None


def test_who_planned_to_be_away_cannot_agree_any_more(noor: User, marleen: User) -> None:
    absence = go_away(noor, **days(0, 5), stand_in=marleen)
    go_away(marleen, **days(2, 3))

    with pytest.raises(StandInIsAway):
        agree_to_stand_in(marleen, absence=absence)


def test_a_stand_in_whose_access_ends_is_none(noor: User, marleen: User, gone: Absence) -> None:
    User.objects.filter(pk=marleen.pk).update(is_active=False)

    assert stand_in_of(noor) is None


def test_a_guest_who_shares_no_community_any_more_is_none(noor: User) -> None:
    place = a_community()
    a_member(noor, place)
    guest = a_guest(of=place)
    absence = go_away(noor, **days(0, 5), stand_in=guest)
    agree_to_stand_in(guest, absence=absence)
    assert stand_in_of(noor) == guest

    place.memberships.filter(person=noor).delete()

    assert stand_in_of(noor) is None


@pytest.mark.parametrize(
    ("first", "last", "still"), [(1, 4, True), (0, 5, True), (0, 6, False), (-1, 5, False)]
)
def test_other_days_are_asked_anew_and_fewer_are_not(
    noor: User, marleen: User, gone: Absence, first: int, last: int, still: bool
) -> None:
    changed = change_absence(noor, absence=gone, **days(first, last), stand_in=marleen)

    assert (changed.agreed_at is not None) == still


def test_a_yes_to_days_that_have_changed_is_no_yes(noor: User, marleen: User) -> None:
    read = go_away(noor, **days(0, 5), stand_in=marleen)
    change_absence(noor, absence=read, **days(0, 50), stand_in=marleen)
    read.first_day, read.last_day = days(0, 5).values()

    with pytest.raises(NotAwayAnyMore):
        agree_to_stand_in(marleen, absence=read)


@pytest.fixture
def new_years_eve() -> Iterator[None]:
    """Half past eleven at night in Amsterdam; on the Fiji Islands it is the new year already."""
    moment = timezone.datetime.fromisoformat("2026-12-31T22:30:00+00:00")  # type: ignore[attr-defined]
    with mock.patch("django.utils.timezone.now", return_value=moment):
        yield


@pytest.mark.parametrize(
    ("zone", "today"),
    [
        ("", date(2026, 12, 31)),
        ("Pacific/Fiji", date(2027, 1, 1)),
        ("America/Los_Angeles", date(2026, 12, 31)),
    ],
)
def test_a_day_begins_where_somebody_is(new_years_eve: None, zone: str, today: date) -> None:
    person = a_person(time_zone=zone)
    assert today_of(person) == today

    go_away(person, first_day=date(2027, 1, 1), last_day=date(2027, 1, 2))

    began = today == date(2027, 1, 1)
    assert (away(person) is not None) == began
    assert (person.pk in away_notes(a_person(), [person])) == began


def test_what_is_past_is_not_kept(noor: User) -> None:
    go_away(noor, **days(0, 1))
    Absence.objects.update(first_day=days(-9, -2)["first_day"], last_day=days(-9, -2)["last_day"])

    forget_past_absences()

    assert not Absence.objects.exists()


def test_a_stand_in_is_named_to_who_may_know_them(noor: User, gone: Absence) -> None:
    place = a_community()
    a_member(noor, place)

    note = away_notes(a_guest(of=place), [noor])[noor.pk]

    assert (note.last_day, note.stand_in) == (gone.last_day, None)
    assert away_notes(a_person(), [noor])[noor.pk].stand_in is not None


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
