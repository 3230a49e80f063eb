"""The two mails of a day, each once, by the clock on the wall where somebody is."""

from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from kenniscafe import mail
from notifications.models import Cup, Notice, Nudge, Preference, weekend
from notifications.queries import preferences_of
from people.models import Absence, User
from people.queries import who_is_away
from people.querysets import UserQuerySet
from people.zones import zone_of

COFFEE_AT: Final = time(7, 45)
TOO_LATE: Final = time(12)  # a café that was shut in the morning pours no coffee in the afternoon
AT_ONCE: Final = 500
MONDAY: Final = 0
KEPT: Final = timedelta(days=30)


def send_cups() -> None:
    now = timezone.now()
    for zone in _zones():
        here = now.astimezone(ZoneInfo(zone or settings.TIME_ZONE))
        if COFFEE_AT <= here.time() < TOO_LATE:
            _pour_coffee(zone, here.date())
    _send_bundles(now)


def forget_old() -> None:
    """What somebody wanted to keep is in their archive."""
    before = timezone.now() - KEPT
    Notice.objects.filter(at__lt=before).delete()
    Nudge.objects.filter(at__lt=before).delete()
    Cup.objects.filter(at__lt=before).delete()


def _zones() -> list[str]:
    return list(User.objects.colleagues().order_by().values_list("time_zone", flat=True).distinct())


def _pour_coffee(zone: str, day: date) -> None:
    wants = _who_want_coffee(zone, day)
    poured = Cup.objects.filter(kind=Cup.Kind.COFFEE, day=day).values("person")
    away = Absence.objects.filter(kind=Absence.Kind.AWAY).around(day, day).values("person")
    wants = wants.exclude(pk__in=away)
    while people := list(wants.exclude(pk__in=poured).values_list("pk", flat=True)[:AT_ONCE]):
        _send(Cup.Kind.COFFEE, dict.fromkeys(people, day))


def _who_want_coffee(zone: str, day: date) -> UserQuerySet:
    """Who never chose has it on working days."""
    people: UserQuerySet = User.objects.colleagues().filter(time_zone=zone)
    chose = Preference.objects.filter(person__time_zone=zone)
    never = Q(rhythm=Preference.Rhythm.NEVER)
    not_today = never | Q(rhythm=Preference.Rhythm.WEEKLY) if day.weekday() != MONDAY else never
    skip = chose.filter(not_today).values("person")
    on_their_free_day = [
        wish.person_id for wish in chose.only("quiet_days") if day.weekday() in wish.quiet_days
    ]
    people = people.exclude(pk__in=skip).exclude(pk__in=on_their_free_day)
    if day.weekday() in weekend():
        people = people.filter(pk__in=chose.values("person"))
    return people.order_by("pk")


def _send_bundles(now: datetime) -> None:
    """To who has something that waits, at their own hour; on a quiet day it waits for the next."""
    waiting = Notice.objects.held().order_by().values("person").distinct()
    people = list(User.objects.colleagues().filter(pk__in=waiting).order_by("pk"))
    gone = {absence.person_id for absence in who_is_away([person.pk for person in people])}
    wishes = preferences_of([person.pk for person in people])
    due = {}
    for person in people:
        if person.pk in gone:
            continue
        wish, here = wishes[person.pk], now.astimezone(zone_of(person))
        if wish.bundles and wish.bundle_at <= here.time() and here.weekday() not in wish.quiet_days:
            due[person.pk] = here.date()
    had = set(
        Cup.objects.filter(
            kind=Cup.Kind.BUNDLE, day__in=set(due.values()), person__in=due
        ).values_list("person", "day")
    )
    left = [(person_id, day) for person_id, day in due.items() if (person_id, day) not in had]
    for start in range(0, len(left), AT_ONCE):
        _send(Cup.Kind.BUNDLE, dict(left[start : start + AT_ONCE]))


def _send(kind: str, days: dict[int, date]) -> None:
    """Whoever makes the row sends the letter, so that of two workers one does."""
    began = timezone.now()
    with transaction.atomic():
        Cup.objects.bulk_create(
            [Cup(person_id=pk, kind=kind, day=day, at=began) for pk, day in days.items()],
            ignore_conflicts=True,
        )
        mine = Cup.objects.filter(kind=kind, person__in=days, at=began).select_for_update()
        cups = list(mine)
        for cup in cups if kind == Cup.Kind.BUNDLE else ():
            Notice.objects.held().filter(person=cup.person_id).update(cup=cup, held_at=None)
        mail.queue_many(kind, [(cup.person_id, {"cup": cup.pk}) for cup in cups])
