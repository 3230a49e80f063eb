"""What administrators do to accounts. There is always somebody who administers: they hold each other's rows while that may change."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from kenniscafe import audit
from kenniscafe.events import publish
from kenniscafe.models import Letter
from kenniscafe.permissions import require
from kenniscafe.richtext import clean_line
from people.actions import change_access
from people.administrators import administrators_held, is_the_last
from people.devices import end_sessions
from people.events import AccessChanged, AccessEndsSoon, AccountEnded
from people.models import Device, Editor, OrganisationUnit, Profile, User
from people.permissions import (
    EndIsPast,
    LastAdministratorStays,
    OnlyColleaguesAdminister,
    OnlyColleaguesEdit,
    ReasonIsMissing,
    can_add_people,
    can_change_access,
)

ASKED_BEFORE: Final = timedelta(days=14)


def end_access(actor: User, *, person: User, reason: str) -> None:
    """At once: sessions end, what was still to be mailed goes, and nothing they wrote changes."""
    reason = clean_line(reason, limit=300)
    if not reason:
        raise ReasonIsMissing
    with _administrators_held(actor, person) as them:
        change_access(
            None,
            person=them,
            kind=them.kind,
            access_until=them.access_until,
            is_active=False,
        )
        end_sessions(Device.objects.filter(person=them))
        Letter.objects.filter(to=them, sent_at=None).delete()
        audit.record(actor, "account ended", about=them, words=them.name, reason=reason)
        publish(AccountEnded(person_id=them.pk, by_id=actor.pk))


def open_again(actor: User, *, person: User) -> None:
    with _administrators_held(actor, person) as them:
        change_access(
            None, person=them, kind=them.kind, access_until=them.access_until, is_active=True
        )
        audit.record(actor, "account opened", about=them, words=them.name)


def change_account(
    actor: User,
    *,
    person: User,
    kind: str,
    unit: OrganisationUnit | None,
    access_until: datetime | None,
) -> None:
    if access_until is not None and access_until <= timezone.now():
        raise EndIsPast
    with _administrators_held(actor, person) as them:
        if them.is_superuser and kind != User.Kind.EMPLOYEE:
            raise OnlyColleaguesAdminister
        change_access(
            None,
            person=them,
            kind=User.Kind(kind),
            access_until=access_until,
            is_active=them.is_active,
        )
        Profile.objects.filter(person=them).update(unit=unit)
        audit.record(actor, "account changed", about=them, words=them.name)


def let_administer(actor: User, *, person: User) -> None:
    with _administrators_held(actor, person) as them:
        if not them.is_employee:
            raise OnlyColleaguesAdminister
        _administers(them, True)
        audit.record(actor, "administrator made", about=them, words=them.name)


def stop_administering(actor: User, *, person: User) -> None:
    """Of somebody else, or of oneself."""
    with transaction.atomic():
        held = administrators_held()
        require(any(each.pk == actor.pk and can_add_people(each) for each in held))
        if is_the_last(person):
            raise LastAdministratorStays
        them = User.objects.get(pk=person.pk)
        _administers(them, False)
        audit.record(actor, "administrator no more", about=them, words=them.name)


def appoint_editor(actor: User, *, person: User) -> None:
    """Writes pages and hands them over; twice is once."""
    with _administrators_held(actor, person) as them:
        if not them.is_employee:
            raise OnlyColleaguesEdit
        if Editor.objects.get_or_create(person=them, defaults={"appointed_by": actor})[1]:
            audit.record(actor, "editor made", about=them, words=them.name)


def dismiss_editor(actor: User, *, person: User) -> None:
    with _administrators_held(actor, person) as them:
        if Editor.objects.filter(person=them).delete()[0]:
            audit.record(actor, "editor no more", about=them, words=them.name)


def ask_before_access_ends() -> None:
    """By the clock: whoever invited is asked once whether it must be longer."""
    now = timezone.now()
    soon = User.objects.colleagues().filter(access_until__lte=now + ASKED_BEFORE)
    for person in soon.filter(Q(end_told=None) | ~Q(end_told=F("access_until"))):
        invite = person.accepted_invites.order_by("pk").last()
        with transaction.atomic():
            User.objects.filter(pk=person.pk).update(end_told=person.access_until)
            publish(AccessEndsSoon(person.pk, asked_id=invite.invited_by_id if invite else None))


@contextmanager
def _administrators_held(actor: User, person: User) -> Iterator[User]:
    """Who acts administers still, now that nobody else changes who does; and not their own account."""
    with transaction.atomic():
        me = next((each for each in administrators_held() if each.pk == actor.pk), None)
        require(me is not None and not person.is_imported and can_change_access(me, person))
        yield User.objects.select_for_update().get(pk=person.pk)


def _administers(person: User, is_so: bool) -> None:
    User.objects.filter(pk=person.pk).update(
        is_superuser=is_so, access_version=F("access_version") + 1
    )
    publish(AccessChanged(person_id=person.pk))
