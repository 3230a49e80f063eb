"""A tag exists for whoever may see something that carries it; a curated tag exists for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from tags import carriers

if TYPE_CHECKING:
    from tags.models import Tag


class TagQuerySet(models.QuerySet["Tag"]):
    def visible_to(self, viewer: carriers.Viewer) -> TagQuerySet:
        """A name of a hidden community must not leak: neither in a suggestion nor by its address."""
        if not viewer.is_authenticated or not viewer.may_enter:
            return self.none()
        seen = Q(curated=True)
        for tag_ids in carriers.seen_by(viewer):
            seen |= Q(pk__in=tag_ids)
        return self.filter(seen)

    def known_to_all(self) -> TagQuerySet:
        """What every colleague may know of: its name is no secret."""
        open_to_all = Q(curated=True)
        for tag_ids in carriers.seen_by_all():
            open_to_all |= Q(pk__in=tag_ids)
        return self.filter(open_to_all)

    def in_use(self) -> TagQuerySet:
        """Not merged into another one."""
        return self.filter(merged_into__isnull=True)
