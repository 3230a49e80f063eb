"""A bookmark marked "only me" is seen by nobody else; a shared one by whoever may see what it keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q

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
        replies = Message.objects.visible_to(viewer).standing()
        # Asked of each row: as lists, SQLite would gather every post and reply the viewer may see.
        kept = (
            Exists(posts.filter(pk=OuterRef("post")))
            | Exists(replies.filter(pk=OuterRef("message")))
            | Q(person__in=Person.objects.visible_to(viewer))
            | Q(Exists(posts.filter(pk=OuterRef("published_as"))), link__isnull=False)
        )
        others = Q(owner__in=Person.objects.visible_to(viewer)) & ~Q(audience="only_me") & kept
        return self.filter(Q(owner=viewer) | others)
