"""The front page of one community: the door for everybody, what is inside for who reads."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.core.paginator import Page, Paginator
from django.db.models import Count, Min, Q
from django.utils import timezone
from django.utils.translation import gettext

from communities.models import Community, CommunityPage, Invitation, JoinRequest, Membership
from communities.permissions import can_ask, can_invite, can_join, can_manage, role_of
from communities.queries import (
    Mix,
    invitations_for,
    level_of,
    managers_of,
    members_of,
    mix_of,
    my_request,
    requests_for,
)
from frontend.moments import day
from people.models import User
from people.permissions import can_view as can_view_person
from posts.models import Post
from posts.querysets import PostQuerySet

PER_PAGE = 20
FACES = 3  # beside each conversation
PEOPLE = 12  # in the rail
MOST_SHOWN = 99
TOO_LONG = timedelta(days=4)  # a question without an answer
PARTS = {"": Q(), "vragen": Q(kind=Post.Kind.QUESTION), "bladwijzers": Q(kind=Post.Kind.LINK)}


@dataclass(frozen=True, slots=True)
class Door:
    """Who looks after it, and what the viewer may do there."""

    managers: list[User]
    role: str | None
    level: str  # how much a member hears of it
    may_join: bool
    may_ask: bool
    may_invite: bool
    may_write: bool
    asked: JoinRequest | None
    invitation: Invitation | None

    @property
    def manages(self) -> bool:
        return self.role == Membership.Role.MANAGER


@dataclass(frozen=True, slots=True)
class Topic:
    post: Post
    faces: list[User]
    rest: int

    @property
    def answered(self) -> bool:
        return hasattr(self.post, "accepted_answer")

    @property
    def latest(self) -> str:
        """The day something last happened, in a word where there is one."""
        when = timezone.localtime(self.post.last_activity_at)
        today = timezone.localdate()
        if when.date() >= today:
            return gettext("today")
        if when.date() == today - timedelta(days=1):
            return gettext("yesterday")
        return day(when, with_year=when.year != today.year)

    @property
    def days_open(self) -> int:
        """Of a question that nobody has answered yet."""
        waits = self.post.kind == Post.Kind.QUESTION and not self.answered
        return (timezone.now() - self.post.published_at).days if waits else 0


@dataclass(frozen=True, slots=True)
class Begin:
    """What somebody new reads first, and who last kept it up to date."""

    page: CommunityPage
    by: User | None

    @property
    def day(self) -> str:
        when = timezone.localtime(self.page.last_published_at)
        return day(when, with_year=when.year != timezone.localdate().year)


@dataclass(frozen=True, slots=True)
class Inside:
    begin: Begin | None
    part: str
    counts: dict[str, int]  # posts per part
    page: Page[Post]
    topics: list[Topic]
    people: list[User]
    mix: Mix


@dataclass(frozen=True, slots=True)
class Waiting:
    """For managers alone."""

    requests: list[JoinRequest]
    questions: list[Post]


def door_of(viewer: User, community: Community) -> Door:
    role, in_use = role_of(viewer, community), not community.is_archived
    outside = role is None and in_use
    return Door(
        managers=managers_of(viewer, community),
        role=role,
        level=level_of(viewer, community),
        may_join=outside and can_join(viewer, community),
        may_ask=outside and can_ask(viewer, community),
        may_invite=in_use and can_invite(viewer, community),
        may_write=in_use and role is not None,
        asked=my_request(viewer, community) if outside else None,
        invitation=invitations_for(viewer).filter(community=community).first() if outside else None,
    )


def inside_of(viewer: User, community: Community, *, part: str, number: str | None) -> Inside:
    part = part if part in PARTS else ""
    posts = _posts(viewer, community)
    counts = posts.aggregate(
        all=Count("pk"), **{name: Count("pk", filter=kind) for name, kind in PARTS.items() if name}
    )
    shown = posts.filter(PARTS[part]).with_card_data().order_by("-last_activity_at", "-pk")
    paginator = Paginator(shown, PER_PAGE)
    paginator.count = counts[part or "all"]
    page = paginator.get_page(number)
    return Inside(
        begin=_begin(viewer, community),
        part=part,
        counts=counts,
        page=page,
        topics=_topics(viewer, list(page)),
        people=[each.person for each in members_of(viewer, community)[:PEOPLE]],
        mix=mix_of(viewer, community),
    )


def _begin(viewer: User, community: Community) -> Begin | None:
    pages = CommunityPage.objects.visible_to(viewer).filter(community=community)
    page = pages.select_related("live_revision__user").first()
    if page is None or not len(page.body.raw_data):
        return None
    writer = page.live_revision.user if page.live_revision else None
    seen = writer is not None and can_view_person(viewer, writer)
    return Begin(page, writer if seen else None)


def waiting_in(viewer: User, community: Community) -> Waiting | None:
    if not can_manage(viewer, community):
        return None
    open_questions = _posts(viewer, community).filter(
        PARTS["vragen"],
        accepted_answer__isnull=True,
        published_at__lte=timezone.now() - TOO_LONG,
    )
    return Waiting(
        requests=list(requests_for(viewer).filter(community=community)[:MOST_SHOWN]),
        questions=list(open_questions.only("title").order_by("-last_activity_at")[:MOST_SHOWN]),
    )


def _posts(viewer: User, community: Community) -> PostQuerySet:
    return Post.objects.visible_to(viewer).published().filter(community=community)


def _topics(viewer: User, posts: list[Post]) -> list[Topic]:
    involved = _involved(viewer, [post.pk for post in posts])
    first = {pk for people in involved.values() for pk in people[:FACES]}
    people = User.objects.visible_to(viewer).in_bulk(first)
    return [
        Topic(
            post=post,
            faces=[people[pk] for pk in involved[post.pk][:FACES]],
            rest=max(len(involved[post.pk]) - FACES, 0),
        )
        for post in posts
    ]


def _involved(viewer: User, post_ids: Collection[int]) -> dict[int, list[int]]:
    """Per post the people with a part in it, who came first first; each once."""
    posts = Post.objects.visible_to(viewer).filter(
        pk__in=post_ids, involvements__person__in=User.objects.visible_to(viewer)
    )
    rows = posts.values_list("pk", "involvements__person_id").annotate(
        first=Min("involvements__at")
    )
    involved: dict[int, list[int]] = defaultdict(list)
    for post_id, person_id, _first in rows.order_by("first", "involvements__person_id"):
        involved[post_id].append(person_id)
    return involved
