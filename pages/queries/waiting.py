"""Questions that still wait for an answer, those about what the viewer knows first."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from django.urls import reverse
from django.utils import timezone

from people.models import PersonTag, User
from posts.models import PostTag
from posts.querysets import PostQuerySet

BACK: Final = timedelta(days=14)
MOST: Final = 50
HELPS: Final = ["knows", "practises", "offers"]


class Question(NamedTuple):
    pk: int
    title: str
    language: str
    published_at: datetime
    author__name: str

    @property
    def address(self) -> str:
        return reverse("post", args=[self.pk])


@dataclass(frozen=True, slots=True)
class Waiting:
    """`most`: the tag the viewer knows of about which most is asked, and how much."""

    questions: list[Question]
    most: tuple[int, int] | None


def waiting_for_answer(viewer: User, seen: PostQuerySet, *, shown: int) -> Waiting:
    """`seen`: the published posts the viewer may see. Of what others asked, the newest fifty are looked at."""
    lately = seen.unanswered().filter(last_activity_at__gte=timezone.now() - BACK)
    newest = lately.exclude(author=viewer).order_by("-last_activity_at", "-pk")
    asked = [Question(*row) for row in newest.values_list(*Question._fields)[:MOST]]
    mine = PersonTag.objects.filter(person=viewer, stance__in=HELPS).shown()
    about = PostTag.objects.filter(
        content_object__in=[question.pk for question in asked], tag__in=mine.values("tag_id")
    )
    carried = list(about.values_list("content_object_id", "tag_id"))
    about_mine = {post_id for post_id, _ in carried}
    counts = Counter(tag_id for _, tag_id in carried)
    return Waiting(
        questions=sorted(asked, key=lambda question: question.pk not in about_mine)[:shown],
        most=min(counts.items(), key=lambda item: (-item[1], item[0]), default=None),
    )
