"""What posts have with tags."""

from typing import Any, cast

from django.db.models import OuterRef, Q, QuerySet

from communities.models import Community
from people.models import User
from posts.models import Post, PostTag
from posts.querysets import tags_on_posts
from search.changes import mark_many
from tags.carriers import Carrier, Counted, items_under, move_items
from tags.models import Tag
from threads.models import Thread


def for_all() -> QuerySet[Any, Any]:
    """Of each tag asked about, itself when it stands on a published post that every colleague reads."""
    open_to_all = Q(content_object__community=None) | Q(
        content_object__community__kind=Community.Kind.OPEN
    )
    carried = PostTag.objects.filter(
        open_to_all, content_object__withdrawal=None, tag=OuterRef("pk")
    )
    return cast("QuerySet[Any, Any]", carried.values("tag_id")[:1])


def count(viewer: User, tag: Tag) -> list[Counted]:
    seen = Post.objects.visible_to(viewer).published().filter(post_tags__tag=tag)
    return [Counted("posts", seen.count())]


def move(tag: Tag, into: Tag, most: int) -> int:
    """Who changes a post holds its conversation first, so this does too: in one order."""
    ids = items_under(PostTag.objects, tag, most)
    held = Thread.objects.select_for_update().filter(post__in=ids).order_by("pk")
    list(held.values_list("pk", flat=True))
    move_items(PostTag.objects, ids, tag, into)
    mark_many("post", ids)
    return len(ids)


CARRIER = Carrier(move=move, count=count, seen=tags_on_posts, for_all=for_all)
