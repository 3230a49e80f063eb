"""How lively a place is, in a sentence made of what the viewer may read there."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communities.models import Community
from frontend.moments import day
from people.models import User
from posts.models import Post, PostTag
from posts.querysets import PostQuerySet
from tags.models import Tag
from threads.models import Message

WEEK, MONTH = timedelta(days=7), timedelta(days=30)
BUSY = 10  # posts and replies since yesterday
LIVELY = 3  # the same in a week
SHARED = 2  # posts that make a tag worth naming


@dataclass(frozen=True, slots=True)
class Pulse:
    level: str  # "busy", "calm" or "": the dot repeats what the sentence says
    sentence: str


@dataclass(slots=True)
class Activity:
    fresh: int = 0  # posts and replies since yesterday
    posts: int = 0  # in a week
    replies: int = 0  # in a week
    month: int = 0  # posts in a month
    tag: Tag | None = None

    def pulse(self, last: datetime | None) -> Pulse:
        if self.fresh >= BUSY:
            return Pulse("busy", self._busy())
        if self.posts + self.replies >= LIVELY:
            return Pulse("busy", self._lively())
        if self.month or self.replies:
            return Pulse("calm", self._calm())
        if last is None:
            return Pulse("", _("Nothing has been written here yet."))
        return Pulse("", _("Silent since %(day)s.") % {"day": day(last, with_year=True)})

    def _busy(self) -> str:
        said = ngettext(
            "Busy: %(count)s post or reply since yesterday",
            "Busy: %(count)s posts and replies since yesterday",
            self.fresh,
        ) % {"count": self.fresh}
        if self.tag is None:
            return f"{said}."
        return _("%(said)s, mostly about %(tag)s.") % {"said": said, "tag": self.tag.label()}

    def _lively(self) -> str:
        posts = ngettext("%(count)s new post", "%(count)s new posts", self.posts)
        replies = ngettext("%(count)s reply", "%(count)s replies", self.replies)
        return _("Lively: %(posts)s and %(replies)s this week.") % {
            "posts": posts % {"count": self.posts},
            "replies": replies % {"count": self.replies},
        }

    def _calm(self) -> str:
        return ngettext(
            "Quiet: %(count)s new post in the last month.",
            "Quiet: %(count)s new posts in the last month.",
            self.month,
        ) % {"count": self.month}


def last_activity(viewer: User) -> Subquery:
    """When something last happened in the community of the outer query."""
    there = Post.objects.visible_to(viewer).published().filter(community=OuterRef("pk"))
    return Subquery(there.order_by("-last_activity_at").values("last_activity_at")[:1])


def pulses(viewer: User, communities: Iterable[Community]) -> dict[int, Pulse]:
    """For each community that the viewer reads; silent about the others."""
    ids = [community.pk for community in communities]
    posts = Post.objects.visible_to(viewer).published().filter(community__in=ids).order_by()
    found = _posts(posts)
    moving = posts.filter(last_activity_at__gte=timezone.now() - WEEK)
    for pk, fresh, week in _replies(viewer, moving):
        found[pk].fresh += fresh
        found[pk].replies = week
    for pk, tag in _subjects(moving).items():
        found[pk].tag = tag
    readable = Community.objects.readable_by(viewer).filter(pk__in=ids)
    last = readable.annotate(last=last_activity(viewer)).values_list("pk", "last")
    return {pk: found[pk].pulse(when) for pk, when in last}


def _yesterday() -> datetime:
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - timedelta(days=1)


def _posts(posts: PostQuerySet) -> dict[int, Activity]:
    now = timezone.now()
    counted = (
        posts.filter(last_activity_at__gte=now - MONTH)
        .values_list("community_id")
        .annotate(
            fresh=Count("pk", filter=Q(published_at__gte=_yesterday())),
            week=Count("pk", filter=Q(published_at__gte=now - WEEK)),
            month=Count("pk", filter=Q(published_at__gte=now - MONTH)),
        )
    )
    found: dict[int, Activity] = defaultdict(Activity)
    for pk, fresh, week, month in counted:
        found[pk] = Activity(fresh=fresh, posts=week, month=month)
    return found


def _replies(viewer: User, moving: PostQuerySet) -> QuerySet[Message, tuple[int, int, int]]:
    """Per community: replies since yesterday, and in a week."""
    standing = Message.objects.visible_to(viewer).standing().filter(thread__post__in=moving)
    fresh = Count("pk", filter=Q(created_at__gte=_yesterday()))
    counted = standing.filter(created_at__gte=timezone.now() - WEEK).order_by()
    return counted.values_list("thread__community_id").annotate(fresh=fresh, week=Count("pk"))


def _subjects(moving: PostQuerySet) -> dict[int, Tag]:
    """What most of the posts that move are about, where they are about the same."""
    used = PostTag.objects.filter(content_object__in=moving)
    counted = used.order_by().values_list("content_object__community_id", "tag_id")
    best: dict[int, tuple[int, int]] = {}
    for community_id, tag_id, count in counted.annotate(n=Count("pk")):
        if count >= SHARED:
            best[community_id] = max(best.get(community_id, (0, 0)), (count, -tag_id))
    tags = Tag.objects.in_bulk([-tag_id for _count, tag_id in best.values()])
    return {pk: tags[-tag_id] for pk, (_count, tag_id) in best.items()}
