"""Inviting somebody from outside, by a link that works once, and coming in by it."""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from kenniscafe import audit
from kenniscafe.events import publish
from kenniscafe.mail import queue
from kenniscafe.permissions import require
from kenniscafe.richtext import clean_line
from people.actions import add_person, sound_email
from people.events import InviteAccepted, InviteSent, InviteWithdrawn
from people.models import Invite, OrganisationUnit, Profile, User
from people.permissions import (
    EndIsPast,
    GuestsNeedAnEnd,
    InviteIsOver,
    can_bring_in,
    can_view_invite,
)
from people.places import admit

GOOD_FOR: Final = timedelta(days=14)


def invite_from_outside(
    actor: User,
    *,
    email: str,
    kind: str,
    access_until: datetime | None,
    reason: str = "",
    unit: OrganisationUnit | None = None,
    place: int | None = None,
    by_mail: bool = True,
) -> Invite:
    require(can_bring_in(actor, kind=kind, place=place))
    if access_until is not None and access_until <= timezone.now():
        raise EndIsPast
    if access_until is None and kind != User.Kind.EMPLOYEE:
        raise GuestsNeedAnEnd
    invite = Invite(
        email=sound_email(email),
        kind=User.Kind(kind),
        access_until=access_until,
        reason=clean_line(reason, limit=300),
        unit=unit,
        place=place,
        invited_by=actor,
        expires_at=timezone.now() + GOOD_FOR,
    )
    with transaction.atomic():
        invite.save()
        audit.record(
            actor,
            "invited",
            about=invite,
            words=invite.email,
            reason=invite.reason,
            community=place,
        )
        if by_mail:
            queue("invite", to=None, about={"invite": invite.pk})
        publish(InviteSent(invite_id=invite.pk, by_id=actor.pk))
    return invite


def withdraw_invite(actor: User, *, invite: Invite) -> None:
    with transaction.atomic():
        row = Invite.objects.select_for_update().get(pk=invite.pk)
        require(can_view_invite(actor, row))
        if not row.is_open:
            raise InviteIsOver
        row.withdrawn_at = timezone.now()
        row.save(update_fields=["withdrawn_at"])
        audit.record(actor, "invite withdrawn", about=row, words=row.email, community=row.place)
        publish(InviteWithdrawn(invite_id=row.pk, by_id=actor.pk))


def come_in(*, invite: Invite, name: str, password: str, language: str) -> User:
    """Of two who use the link at once the second hears that it is over."""
    with transaction.atomic():
        row = Invite.objects.select_for_update().get(pk=invite.pk)
        if not may_still(row):
            raise InviteIsOver
        person = add_person(
            None,
            email=row.email,
            name=name,
            kind=row.kind,
            access_until=row.access_until,
            language=language,
            password=password,
        )
        Profile.objects.filter(person=person).update(unit=row.unit)
        if row.place is not None:
            admit(row.place, person, by=row.invited_by)
        row.accepted_at, row.accepted_by = timezone.now(), person
        row.save(update_fields=["accepted_at", "accepted_by"])
        publish(InviteAccepted(row.pk, person_id=person.pk, by_id=row.invited_by_id))
    return person


def may_still(invite: Invite) -> bool:
    """Neither over nor sent by somebody who may no longer bring people in."""
    return invite.is_open and can_bring_in(invite.invited_by, kind=invite.kind, place=invite.place)


def link_of(invite: Invite) -> str:
    path = reverse("come_in", args=[f"{invite.pk}-{_key(invite)}"])
    return f"{settings.SITE_ADDRESS}{path}"


def invite_of(token: str) -> Invite | None:
    number, _, key = token.partition("-")
    if not number.isdecimal() or len(number) > 18:
        return None
    invite: Invite | None = (
        Invite.objects.select_related("invited_by").filter(pk=int(number)).first()
    )
    if invite is None or not constant_time_compare(key, _key(invite)):
        return None
    return invite


def _key(invite: Invite) -> str:
    return salted_hmac(
        "people.Invite", f"{invite.pk}:{invite.seed}", algorithm="sha256"
    ).hexdigest()
