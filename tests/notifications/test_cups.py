"""The two mails of a day: around a change of clock and after a run that was killed each comes once."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Any
from unittest.mock import patch

import pytest

from kenniscafe import mail
from kenniscafe.models import Letter
from notifications.actions import choose_preferences, send_cups
from notifications.models import Cup, Notice
from people.models import User
from tests.factories import a_person
from tests.factories.posts import a_post
from tests.factories.threads import a_reply
from tests.notifications.telling import TUESDAY, after_work

pytestmark = pytest.mark.django_db


def at(moment: datetime) -> Any:
    return patch("django.utils.timezone.now", return_value=moment)


def told_of_something(**wishes: Any) -> User:
    """It waits for the bundle."""
    me = a_person()
    choose_preferences(me, budget=0, quiet_days=[], **wishes)
    a_reply(a_post(me).thread)
    after_work()
    return me


def days(person: User, kind: str) -> list[int]:
    return [cup.day.day for cup in Cup.objects.filter(person=person, kind=kind).order_by("day")]


def letters(person: User, kind: str) -> int:
    return Letter.objects.filter(to=person, kind=kind).count()


@pytest.mark.parametrize(
    ("before", "day"),
    [
        (datetime(2025, 3, 30, 0, 59, tzinfo=UTC), 30),  # it was never half past two
        (datetime(2025, 10, 26, 0, 29, tzinfo=UTC), 26),  # it was so twice
    ],
)
def test_around_a_change_of_clock_the_bundle_comes_once(before: datetime, day: int) -> None:
    with at(before):
        me = told_of_something(bundle_at=time(2, 30))
        send_cups()
        assert days(me, "bundle") == []
    for minutes in (2, 30, 62, 122, 600):
        with at(before + timedelta(minutes=minutes)):
            send_cups()
            a_reply(a_post(me).thread)
            after_work()
    assert days(me, "bundle") == [day]
    assert letters(me, "bundle") == 1


@pytest.mark.parametrize("month", [3, 10])
def test_around_a_change_of_clock_each_morning_has_its_coffee(month: int) -> None:
    night = datetime(2025, month, 29 if month == 3 else 25, tzinfo=UTC)
    me = a_person()
    choose_preferences(me, rhythm="workdays", quiet_days=[])
    for quarter in range(4 * 72):
        with at(night + timedelta(minutes=15 * quarter)):
            send_cups()
    assert days(me, "coffee") == [night.day, night.day + 1, night.day + 2]
    assert letters(me, "coffee") == 3


def killed_at(kind: str, real: Callable[..., None]) -> Callable[..., None]:
    def queue_many(what: str, about: Any) -> None:
        if what == kind:
            raise KeyboardInterrupt
        real(what, about)

    return queue_many


@pytest.mark.parametrize("kind", ["bundle", "coffee"])
def test_killed_between_cup_and_mail_both_come_the_next_time(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with at(TUESDAY):
        me = told_of_something(bundle_at=time(11))
        with monkeypatch.context() as patched:
            patched.setattr(mail, "queue_many", killed_at(kind, mail.queue_many))
            with pytest.raises(KeyboardInterrupt):
                send_cups()
        assert days(me, kind) == []
        assert Notice.objects.held().filter(person=me).exists()
        send_cups()
        send_cups()
    for each in ("bundle", "coffee"):
        assert (days(me, each), letters(me, each)) == ([TUESDAY.day], 1)
    notice = Notice.objects.get(person=me)
    assert notice.cup == Cup.objects.get(person=me, kind="bundle")
