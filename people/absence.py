"""Everything that changes who is busy, away, or stands in for whom."""

from datetime import date, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from kenniscafe.events import publish
from kenniscafe.permissions import require
from people.events import AbsenceChanged, StandInAgreed, StandInAsked, StandInDeclined
from people.models import Absence, User
from people.permissions import (
    AwayTooLong,
    AwayTwice,
    CannotStandIn,
    DaysArePast,
    DaysAreWrong,
    NotAwayAnyMore,
    StandInIsAway,
    can_answer_for,
    can_change_absence,
    can_stand_in,
)
from people.zones import today_of

AHEAD: Final = timedelta(days=366)
EVERYWHERE: Final = timedelta(days=1)  # no clock on earth is further from UTC

Kind = Absence.Kind


def be_available(actor: User) -> None:
    """Whatever keeps them today ends; what is planned stays."""
    require(actor.may_enter)
    today = today_of(actor)
    with transaction.atomic():
        _hold(actor)
        for absence in Absence.objects.filter(person=actor).around(today, today):
            _end(absence)


def be_busy(actor: User, *, until: date) -> Absence:
    require(actor.may_enter)
    today = today_of(actor)
    _sound(today, until, today)
    with transaction.atomic():
        _hold(actor)
        Absence.objects.filter(person=actor, kind=Kind.BUSY).delete()
        absence = Absence.objects.create(
            person=actor, kind=Kind.BUSY, first_day=today, last_day=until
        )
        publish(AbsenceChanged(person_id=actor.pk, stand_in_id=None))
    return absence


def go_away(
    actor: User, *, first_day: date, last_day: date, stand_in: User | None = None
) -> Absence:
    require(actor.may_enter)
    absence = Absence(person=actor, kind=Kind.AWAY, first_day=first_day, last_day=last_day)
    return _plan(actor, absence, stand_in)


def change_absence(
    actor: User, *, absence: Absence, first_day: date, last_day: date, stand_in: User | None
) -> Absence:
    """Who agreed to other days is asked again, unless there are only fewer of them."""
    require(can_change_absence(actor, absence))
    return _plan(actor, absence, stand_in, (first_day, last_day))


def end_absence(actor: User, *, absence: Absence) -> None:
    require(can_change_absence(actor, absence))
    with transaction.atomic():
        _hold(actor)
        still = Absence.objects.filter(person=actor, pk=absence.pk).first()
        if still is not None:
            _end(still)


def ask_stand_in(actor: User, *, absence: Absence, stand_in: User | None) -> Absence:
    return change_absence(
        actor,
        absence=absence,
        first_day=absence.first_day,
        last_day=absence.last_day,
        stand_in=stand_in,
    )


def agree_to_stand_in(actor: User, *, absence: Absence) -> Absence:
    require(can_answer_for(actor, absence))
    with transaction.atomic():
        _hold(actor)
        still = _as_asked(actor, absence)
        if still.agreed_at is None:
            _free(actor, still)
            still.agreed_at, still.declined_at = timezone.now(), None
            still.save(update_fields=["agreed_at", "declined_at"])
            publish(StandInAgreed(still.pk, still.person_id, actor.pk))
    return still


def decline_to_stand_in(actor: User, *, absence: Absence) -> Absence:
    """Also of who agreed before: somebody who cannot after all says so."""
    require(can_answer_for(actor, absence))
    with transaction.atomic():
        still = _as_asked(actor, absence)
        if still.declined_at is None:
            still.agreed_at, still.declined_at = None, timezone.now()
            still.save(update_fields=["agreed_at", "declined_at"])
            publish(StandInDeclined(still.pk, still.person_id, actor.pk))
    return still


def forget_past_absences() -> None:
    """By the clock: who was away when is nobody's business afterwards."""
    Absence.objects.filter(last_day__lt=timezone.now().date() - EVERYWHERE).delete()


def _plan(
    actor: User, absence: Absence, stand_in: User | None, days: tuple[date, date] | None = None
) -> Absence:
    first, last = days or (absence.first_day, absence.last_day)
    _sound(first, last, today_of(actor))
    with transaction.atomic():
        _hold(actor)
        absence = _still(actor, absence)
        before, agreed = (absence.first_day, absence.last_day), absence.agreed_at
        others = Absence.objects.filter(person=actor, kind=Kind.AWAY).exclude(pk=absence.pk)
        if others.around(first, last).exists():
            raise AwayTwice
        same = absence.stand_in_id == (stand_in.pk if stand_in else None)
        keeps = same and agreed is not None and before[0] <= first and last <= before[1]
        told = absence.stand_in_id if agreed else None
        absence.first_day, absence.last_day = first, last
        _settle(actor, absence, stand_in, keeps=keeps)
        publish(AbsenceChanged(person_id=actor.pk, stand_in_id=told))
        if stand_in is not None and not keeps:
            publish(StandInAsked(absence.pk, actor.pk, stand_in.pk))
    return absence


def _settle(actor: User, absence: Absence, stand_in: User | None, *, keeps: bool) -> None:
    if stand_in is not None and not keeps:
        if not can_stand_in(actor, stand_in):
            raise CannotStandIn
        _free(stand_in, absence)
        absence.agreed_at = absence.declined_at = None
    if stand_in is None:
        absence.agreed_at = absence.declined_at = None
    absence.stand_in = stand_in
    absence.save()


def _still(actor: User, absence: Absence) -> Absence:
    """As it is now: another window may have changed it, or ended it."""
    if absence.pk is None:
        return absence
    found = Absence.objects.filter(person=actor, pk=absence.pk).first()
    if found is None:
        raise NotAwayAnyMore
    return found


def _as_asked(actor: User, absence: Absence) -> Absence:
    """On the very days that were read: whoever changed them asks anew."""
    held = Absence.objects.select_for_update().filter(stand_in=actor, pk=absence.pk)
    still = held.filter(first_day=absence.first_day, last_day=absence.last_day).first()
    if still is None:
        raise NotAwayAnyMore
    return still


def _free(stand_in: User, absence: Absence) -> None:
    theirs = Absence.objects.filter(person=stand_in.pk, kind=Kind.AWAY)
    if theirs.around(absence.first_day, absence.last_day).exists():
        raise StandInIsAway


def _end(absence: Absence) -> None:
    told = absence.stand_in_id if absence.agreed_at else None
    absence.delete()
    publish(AbsenceChanged(person_id=absence.person_id, stand_in_id=told))


def _sound(first: date, last: date, today: date) -> None:
    if last < first:
        raise DaysAreWrong
    if last < today:
        raise DaysArePast
    if last > today + AHEAD:
        raise AwayTooLong


def _hold(person: User) -> None:
    """One plan at a time: two windows of one person do not make them away twice."""
    User.objects.filter(pk=person.pk).update(access_version=F("access_version"))
