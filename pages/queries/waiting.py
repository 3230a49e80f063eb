"""Questions that still wait for an answer, those about what the viewer knows first."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.utils import timezone

from people.models import PersonTag, User
from posts.models import Post, PostTag
from posts.querysets import PostQuerySet

BACK: Final = timedelta(days=14)
MOST: Final = 50
HELPS: Final = ["knows", "practises", "offers"]


@dataclass(frozen=True, slots=True)
class Waiting:
    questions: list[Post]
    most: (
        tuple[int, int] | None
    )  # the tag the viewer knows of about which most is asked, and how much


def waiting_for_answer(viewer: User, seen: PostQuerySet, *, shown: int) -> Waiting:
    """`seen`: the published posts the viewer may see."""
    lately = seen.unanswered().filter(last_activity_at__gte=timezone.now() - BACK)
    newest = lately.exclude(author=viewer).order_by("-last_activity_at", "-pk")
    asked = list(newest.values_list("pk", flat=True)[:MOST])
    mine = PersonTag.objects.filter(person=viewer, stance__in=HELPS).shown()
    about = PostTag.objects.filter(content_object__in=asked, tag__in=mine.values("tag_id"))
    carried = list(about.values_list("content_object_id", "tag_id"))
    about_mine = {post_id for post_id, _ in carried}
    first = sorted(asked, key=lambda post_id: post_id not in about_mine)[:shown]
    questions = seen.select_related("author").in_bulk(first)
    counts = Counter(tag_id for _, tag_id in carried)
    return Waiting(
        questions=[questions[post_id] for post_id in first],
        most=min(counts.items(), key=lambda item: (-item[1], item[0]), default=None),
    )
