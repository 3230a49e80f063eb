"""A notice is its reader's alone, and says nothing that they may no longer read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q

from communities.models import Community, Invitation
from threads.models import Message, Thread

if TYPE_CHECKING:
    from notifications.models import Notice
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
        return self.filter(
            Q(Exists(thread), said, thread__isnull=False)
            | Q(Exists(invited), kind="invited")
            | Q(Exists(run), kind="waits")
            | Q(Exists(known), kind="decided"),
            person=viewer,
        )

    def new(self) -> NoticeQuerySet:
        return self.filter(NEW)

    def held(self) -> NoticeQuerySet:
        """Kept for the bundle."""
        return self.filter(held_at__isnull=False, read_at__isnull=True)
