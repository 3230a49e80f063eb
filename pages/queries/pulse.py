"""How lively a place is, in a sentence made of what the viewer may read there."""

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
    tag: Tag | None = None
    last: datetime | None = None  # known of where the week was silent

    def pulse(self) -> Pulse:
        if self.fresh >= BUSY:
            return Pulse("busy", self._busy())
        if self.posts + self.replies >= LIVELY:
            return Pulse("busy", _("Lively: %(week)s this week.") % {"week": self._week()})
        if self.posts + self.replies:
            return Pulse("calm", _("Quiet: %(week)s this week.") % {"week": self._week()})
        if self.last is None:
            return Pulse("", _("Nothing has been written here yet."))
        return self._since(self.last)

    def _busy(self) -> str:
        said = ngettext(
            "Busy: %(count)s post or reply since yesterday",
            "Busy: %(count)s posts and replies since yesterday",
            self.fresh,
        ) % {"count": self.fresh}
        if self.tag is None:
            return f"{said}."
        return _("%(said)s, mostly about %(tag)s.") % {"said": said, "tag": self.tag.label()}

    def _week(self) -> str:
        posts = ngettext("%(count)s new post", "%(count)s new posts", self.posts)
        replies = ngettext("%(count)s reply", "%(count)s replies", self.replies)
        said = [words % {"count": n} for words, n in ((posts, self.posts), (replies, self.replies))]
        return _("%(posts)s and %(replies)s") % {"posts": said[0], "replies": said[1]}

    def _since(self, last: datetime) -> Pulse:
        shown = {"day": day(last, with_year=last.year != timezone.localdate().year)}
        if timezone.now() - last < MONTH:
            return Pulse("calm", _("Quiet this week, last heard of on %(day)s.") % shown)
        return Pulse("", _("Silent since %(day)s.") % shown)


def last_activity(viewer: User) -> Subquery:
    """When something last happened in the community of the outer query."""
    there = Post.objects.visible_to(viewer).published().filter(community=OuterRef("pk"))
    return Subquery(there.order_by("-last_activity_at").values("last_activity_at")[:1])


def pulses(viewer: User, communities: Iterable[Community]) -> dict[int, Pulse]:
    """For each community that the viewer reads; silent about the others."""
    ids = [community.pk for community in communities]
    readable = Community.objects.readable_by(viewer).filter(pk__in=ids)
    found = {pk: Activity() for pk in readable.values_list("pk", flat=True)}
    posts = Post.objects.visible_to(viewer).published().filter(community__in=found).order_by()
    moving = posts.filter(last_activity_at__gte=timezone.now() - WEEK)
    for pk, fresh, week in _posts(moving):
        found[pk].fresh, found[pk].posts = fresh, week
    for pk, fresh, week in _replies(moving):
        found[pk].fresh += fresh
        found[pk].replies = week
    for pk, tag in _subjects(moving).items():
        found[pk].tag = tag
    silent = readable.filter(pk__in=[pk for pk, each in found.items() if not each.posts])
    for pk, last in silent.annotate(last=last_activity(viewer)).values_list("pk", "last"):
        found[pk].last = last
    return {pk: activity.pulse() for pk, activity in found.items()}


def _yesterday() -> datetime:
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - timedelta(days=1)


def _posts(moving: PostQuerySet) -> QuerySet[Post, tuple[int, int, int]]:
    """Per community: posts since yesterday, and in a week."""
    fresh = Count("pk", filter=Q(published_at__gte=_yesterday()))
    week = Count("pk", filter=Q(published_at__gte=timezone.now() - WEEK))
    return moving.values_list("community_id").annotate(fresh=fresh, week=week)


def _replies(moving: PostQuerySet) -> QuerySet[Post, tuple[int, int, int]]:
    """Per community: replies since yesterday, and in a week. From the few posts that move: from the
    replies themselves a database would read them all."""
    recent = moving.filter(
        thread__messages__removed_at__isnull=True,
        thread__messages__created_at__gte=timezone.now() - WEEK,
    )
    fresh = Count("thread__messages", filter=Q(thread__messages__created_at__gte=_yesterday()))
    return recent.values_list("community_id").annotate(fresh=fresh, week=Count("thread__messages"))


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
