"""A conversation is seen by its own audience; nothing here asks what it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import models
from django.db.models import Exists, OuterRef, Q

from communities.models import Community

if TYPE_CHECKING:
    from datetime import datetime

    from people.querysets import Viewer
    from threads.models import Message, Reaction, Thread, Watch


class Slip(NamedTuple):
    """What tells whether a kept fragment is still good, and whose reply it is."""

    pk: int
    number: int
    change: int
    author_id: int
    removed_at: datetime | None


class ThreadQuerySet(models.QuerySet["Thread"]):
    def visible_to(self, viewer: Viewer) -> ThreadQuerySet:
        if not viewer.is_authenticated or not viewer.may_enter:
            return self.none()
        # A subquery, not a join: a join would give a thread once for each of its people.
        named = self.model.people.through.objects.filter(user=viewer).values("thread_id")
        allowed = Q(audience="people", pk__in=named) | Q(
            audience="community",
            community__in=Community.objects.readable_by(viewer),
        )
        if viewer.is_employee:
            allowed |= Q(audience="employees")
        return self.filter(allowed)


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, viewer: Viewer) -> MessageQuerySet:
        return self.filter(_thread_is_visible_to(viewer))

    def standing(self) -> MessageQuerySet:
        """Not removed; a removed one keeps its place as a stub."""
        return self.filter(removed_at__isnull=True)

    def slips(self) -> list[Slip]:
        """In their order."""
        return [Slip(*row) for row in self.order_by("number").values_list(*Slip._fields)]

    def with_author(self) -> MessageQuerySet:
        return self.select_related("author__profile", "author_unit", "quotes__author")


def _thread_is_visible_to(viewer: Viewer) -> Exists:
    """Asked of each row: as a list, SQLite would gather every thread the viewer may see."""
    from threads.models import Thread

    return Exists(Thread.objects.visible_to(viewer).filter(pk=OuterRef("thread")))


class ReactionQuerySet(models.QuerySet["Reaction"]):
    def visible_to(self, viewer: Viewer) -> ReactionQuerySet:
        return self.filter(_thread_is_visible_to(viewer))


class WatchQuerySet(models.QuerySet["Watch"]):
    def visible_to(self, viewer: Viewer) -> WatchQuerySet:
        """What somebody follows is theirs to know, as long as they may read it."""
        if not viewer.is_authenticated:
            return self.none()
        return self.filter(_thread_is_visible_to(viewer), person=viewer)
