"""Being busy or away: in one's own days, with a stand-in who said yes, and nothing kept of it afterwards."""

from collections.abc import Iterator
from datetime import date, timedelta
from unittest import mock

import pytest
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
from tests.factories import a_community, a_guest, a_member, a_person
from tests.people.away import days

pytestmark = pytest.mark.django_db
PAGE = "/account/even-weg/"


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
