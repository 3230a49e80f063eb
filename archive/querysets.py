"""A bookmark marked "only me" is seen by nobody else; a shared one by whoever may see what it keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from people.models import User as Person
from posts.models import Post
from threads.models import Message

if TYPE_CHECKING:
    from archive.models import Bookmark
    from people.querysets import Viewer


class BookmarkQuerySet(models.QuerySet["Bookmark"]):
    def shared(self) -> BookmarkQuerySet:
        return self.exclude(audience="only_me")

    def visible_to(self, viewer: Viewer) -> BookmarkQuerySet:
        if not viewer.is_authenticated or not viewer.may_enter:
            return self.none()
        posts = Post.objects.visible_to(viewer).published()
        kept = (
            Q(post__in=posts)
            | Q(message__in=Message.objects.visible_to(viewer).standing())
            | Q(person__in=Person.objects.visible_to(viewer))
            | Q(link__isnull=False, published_as__in=posts)
        )
        others = Q(owner__in=Person.objects.visible_to(viewer)) & ~Q(audience="only_me") & kept
        return self.filter(Q(owner=viewer) | others)
