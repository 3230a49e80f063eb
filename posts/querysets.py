"""Which posts there are for whom: published, and in a place the viewer reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet

from communities.models import Community

if TYPE_CHECKING:
    from people.models import User
    from people.querysets import Viewer
    from posts.models import Involvement, Post, Revision


class PostQuerySet(models.QuerySet["Post"]):
    def published(self) -> PostQuerySet:
        return self.filter(withdrawal__isnull=True)

    def visible_to(self, viewer: Viewer) -> PostQuerySet:
        """An author also sees their own withdrawn (not removed) posts."""
        if not viewer.is_authenticated or not viewer.may_enter:
            return self.none()
        place = Q(community__in=Community.objects.readable_by(viewer))
        if viewer.is_employee:
            place |= Q(community__isnull=True)
        standing = Q(withdrawal__isnull=True) | Q(author=viewer, withdrawal__removed=False)
        return self.filter(place, standing)

    def with_card_data(self) -> PostQuerySet:
        return self.select_related(
            "author__profile__unit",
            "community",
            "thread",
            "link",
            "accepted_answer__message__author",
        ).prefetch_related("tags")  # type: ignore[misc]  # taggit has no types


class InvolvementQuerySet(models.QuerySet["Involvement"]):
    def visible_to(self, viewer: User) -> InvolvementQuerySet:
        from posts.models import Post

        return self.filter(post__in=Post.objects.visible_to(viewer))


class RevisionQuerySet(models.QuerySet["Revision"]):
    def visible_to(self, viewer: User) -> RevisionQuerySet:
        """How a post read before is for those who may edit it: its author and who runs its community."""
        from communities.querysets import RUNS_IT
        from posts.models import Post

        mine = Q(post__author=viewer)
        run = Q(
            post__community__memberships__person=viewer,
            post__community__memberships__role__in=RUNS_IT,
        )
        return self.filter(mine | run, post__in=Post.objects.visible_to(viewer)).distinct()


def tags_on_posts(viewer: User) -> QuerySet[Any, Any]:
    """Of each tag asked about, itself when it stands on a published post the viewer may see.

    It looks from the tag to one post of it: all visible posts are too many to gather first.
    """
    from posts.models import Post, PostTag

    seen = Post.objects.visible_to(viewer).published().filter(pk=OuterRef("content_object"))
    carried = PostTag.objects.filter(Exists(seen), tag=OuterRef("pk"))
    return cast("QuerySet[Any, Any]", carried.values("tag_id")[:1])
