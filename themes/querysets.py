"""Which themes there are for whom, and what hangs on them.

Employees see what is published, from its first day on; guests see no themes.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from kenniscafe.editorial import EditorialQuerySet

if TYPE_CHECKING:
    from people.querysets import Viewer
    from themes.models import Contribution


class ThemeQuerySet(EditorialQuerySet):
    def visible_to(self, viewer: Any) -> ThemeQuerySet:
        shown: ThemeQuerySet = super().visible_to(viewer).filter(starts_on__lte=today())
        return shown

    def running(self) -> ThemeQuerySet:
        open_end = Q(ends_on=None) | Q(ends_on__gte=today())
        rows: ThemeQuerySet = self.filter(open_end, starts_on__lte=today())
        return rows

    def ended(self) -> ThemeQuerySet:
        rows: ThemeQuerySet = self.filter(ends_on__lt=today())
        return rows


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def visible_to(self, viewer: Viewer) -> ContributionQuerySet:
        """Of a theme and a post that the viewer sees both."""
        from posts.models import Post
        from themes.models import ThemePage

        posts = Post.objects.visible_to(viewer).filter(pk=OuterRef("post"))
        themes = ThemePage.objects.visible_to(viewer).order_by()
        return self.filter(Exists(posts), theme__in=themes.values("pk"))


def today() -> date:
    return timezone.localdate()
