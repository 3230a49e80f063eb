"""A notice is its reader's alone, and says nothing that they may no longer read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q

from communities.models import Community, Invitation
from people.models import Absence, Invite
from posts.models import Case
from threads.models import Message, Thread

if TYPE_CHECKING:
    from notifications.models import Notice
    from people.models import User
    from people.querysets import Viewer


NEW = Q(read_at__isnull=True, in_cafe=True)  # what the bell counts


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, viewer: Viewer) -> NoticeQuerySet:
        """What it is about is asked again whenever it is shown, counted or mailed."""
        if not viewer.is_authenticated or not viewer.may_enter:
            return self.none()
        thread = Thread.objects.visible_to(viewer).filter(pk=OuterRef("thread"))
        standing = Message.objects.standing().filter(pk=OuterRef("message"))
        said = Q(message__isnull=True) | Exists(standing)
        invited = Invitation.objects.waiting().filter(
            person=viewer, community=OuterRef("community")
        )
        known = Community.objects.visible_to(viewer).filter(pk=OuterRef("community"))
        run = known.filter(memberships__person=viewer, memberships__role="manager")
        cases = Case.objects.filter(pk=OuterRef("case"))
        return self.filter(
            Q(Exists(thread), said, thread__isnull=False)
            | Q(Exists(invited), kind="invited")
            | Q(Exists(run), kind="waits")
            | Q(Exists(known), kind="decided")
            | Q(Exists(cases.visible_to(viewer).waiting()), kind="reported")
            | Q(Exists(cases.told_to(viewer)), kind="judged")
            | _still_so(viewer)
            | _of_guests(viewer),
            person=viewer,
        )

    def new(self) -> NoticeQuerySet:
        return self.filter(NEW)

    def held(self) -> NoticeQuerySet:
        """Kept for the bundle."""
        return self.filter(held_at__isnull=False, read_at__isnull=True)


def _still_so(viewer: User) -> Q:
    """Who asks, agreed or declined: until they think again, or the days are over."""
    for_them = Absence.objects.filter(person=OuterRef("actor"), stand_in=viewer)
    for_me = Absence.objects.filter(person=viewer, stand_in=OuterRef("actor"))
    asked = for_them.filter(agreed_at=None, declined_at=None)
    return (
        Q(Exists(asked), kind="absence", event="StandInAsked")
        | Q(Exists(for_me.filter(agreed_at__isnull=False)), kind="absence", event="StandInAgreed")
        | Q(
            Exists(for_me.filter(declined_at__isnull=False)),
            kind="absence",
            event="StandInDeclined",
        )
        | Q(kind="absence", event="AbsenceChanged")
    )


def _of_guests(viewer: User) -> Q:
    """Whom they invited themselves; an administrator is asked of those that nobody did."""
    if viewer.is_superuser:
        return Q(kind="guest")
    mine = Invite.objects.filter(invited_by=viewer, accepted_by=OuterRef("actor"))
    return Q(Exists(mine), kind="guest")
