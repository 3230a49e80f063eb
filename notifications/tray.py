"""What the cups of many people are made of, asked for all of them at once: for one person alone it is fifteen questions.

Here is gathered what could be shown to whom. What is chosen out of it is judged for that one person, by the
permission that says of one what `visible_to` says of all.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import islice
from typing import Any, Final, NamedTuple

from django.db.models import Q

from communities.models import Community, Level, Membership
from notifications.models import Cup, Notice
from people.models import Follow, PersonTag, User
from people.permissions import can_view_tag_of
from posts.models import Post, PostTag
from posts.permissions import can_view as can_view_post
from posts.querysets import PostQuerySet
from tags.models import Tag
from threads.models import Message, Thread, Watch
from threads.permissions import can_read

LOOKED_AT: Final = 60  # posts, the latest
OPEN_FOR: Final = timedelta(days=30)
CHOICE: Final = 20  # of so many the day chooses one
TRIED: Final = 5  # of those, where who is chosen shows it to others only
LIKELY: Final = 500
LONGEST: Final = timedelta(days=8)  # looked back
Stance = PersonTag.Stance
GIVES: Final = frozenset([Stance.KNOWS, Stance.PRACTISES, Stance.OFFERS])


class Glance(NamedTuple):
    """A post, as light as it can be: there are many."""

    pk: int
    author_id: int
    community_id: int | None
    thread_id: int
    at: datetime
    replies: int
    kept: int

    @property
    def weight(self) -> int:
        return self.replies + 2 * self.kept


class Offer(NamedTuple):
    """Somebody's tag that they stand by; whom they show it to is asked of the one that is chosen."""

    person_id: int
    pk: int


class Asked(NamedTuple):
    post: Glance
    tag: Tag


@dataclass(frozen=True, slots=True)
class Follows:
    people: set[int] = field(default_factory=set)
    tags: set[int] = field(default_factory=set)


class Tray:
    """`cups` with their person."""

    def __init__(self, cups: Sequence[Cup]) -> None:
        self.cups = cups
        self.people = {cup.person_id for cup in cups}
        self._near: dict[int, set[int]] = {}

    def since(self, cup: Cup) -> datetime:
        """When the previous one was poured; the first looks back over a day."""
        before = [at for day, at in self._earlier[cup.person_id] if day < cup.day]
        return max(max(before, default=cup.at - timedelta(days=1)), cup.at - LONGEST)

    def alive(self, viewer: User, cup: Cup, *, without: int) -> list[Glance]:
        """The latest that somebody else wrote, that they may read and were not told of by mail."""
        told, since = self._told[viewer.pk], self.since(cup)
        found: list[Glance] = []
        for post in self._alive:
            if post.at < since or len(found) == LOOKED_AT:
                break
            theirs = post.pk == without or post.author_id == viewer.pk or post.thread_id in told
            if not theirs and self._reads(viewer, post.community_id):
                found.append(post)
        return found

    def questions(self, viewer: User, cup: Cup, tags: Mapping[int, Tag]) -> list[Asked]:
        """Those that wait for an answer about one of these tags, the latest first."""
        asked = {
            post.pk: Asked(post, tag)
            for tag_id, tag in tags.items()
            for post in self._waiting[tag_id]
            if post.author_id != viewer.pk
            and post.at >= cup.at - OPEN_FOR
            and post.thread_id not in self._answered[viewer.pk]
            and self._reads(viewer, post.community_id)
        }
        return sorted(asked.values(), key=lambda one: (one.post.at, one.post.pk), reverse=True)[
            :CHOICE
        ]

    def meetings(self, viewer: User) -> list[Offer]:
        """Who gives what this person takes, then the other way round."""
        gives = {row.tag_id for row in self.tags[viewer.pk] if row.stance in GIVES}
        takes = {row.tag_id for row in self.tags[viewer.pk] if row.stance not in GIVES}
        return [
            *self._offers(viewer, takes, wanted=True),
            *self._offers(viewer, gives, wanted=False),
        ]

    def _offers(self, viewer: User, tags: Collection[int], *, wanted: bool) -> list[Offer]:
        """The first few of each tag are enough to choose from."""
        found: list[Offer] = []
        for tag in tags:
            shown = (offer for offer in self._shown[tag, wanted] if self._may_meet(viewer, offer))
            found += islice(shown, CHOICE)
        return sorted(found)[:CHOICE]

    def post(self, viewer: User, pk: int) -> Post | None:
        """None for who may not read it after all."""
        post = self._posts.get(pk) or self._with_all().get(pk=pk)
        self._posts[pk] = post
        return post if can_view_post(viewer, post) and not post.is_withdrawn else None

    def tag_of(self, viewer: User, offers: Iterable[Offer]) -> PersonTag | None:
        """The first of these that its owner shows to this person."""
        rows = PersonTag.objects.select_related("person__profile", "tag")
        found = (rows.filter(pk=offer.pk).first() for offer in islice(offers, TRIED))
        return next((row for row in found if row and can_view_tag_of(viewer, row)), None)

    def held(self, viewer: User) -> int:
        """How much waits for their bundle."""
        threads, others = self._held[viewer.pk], self._held_elsewhere[viewer.pk]
        count = sum(can_read(viewer, thread) for thread in threads)
        if others:
            count += Notice.objects.visible_to(viewer).held().filter(pk__in=others).count()
        return count

    def _reads(self, viewer: User, place: int | None) -> bool:
        if place in self.inside[viewer.pk]:
            return True
        return viewer.is_employee and (place is None or place in self._open)

    def _may_meet(self, viewer: User, offer: Offer) -> bool:
        if offer.person_id == viewer.pk or viewer.is_employee:
            return offer.person_id != viewer.pk
        if viewer.pk not in self._near:
            seen = User.objects.visible_to(viewer)
            self._near[viewer.pk] = set(seen.values_list("pk", flat=True))
        return offer.person_id in self._near[viewer.pk]

    # What is asked for everybody at once, when it is needed first.

    @cached_property
    def _earlier(self) -> Mapping[int, list[tuple[date, datetime]]]:
        cups = Cup.objects.filter(kind=Cup.Kind.COFFEE, person__in=self.people)
        return _grouped(cups.values_list("person", "day", "at"))

    @cached_property
    def inside(self) -> Mapping[int, set[int | None]]:
        """Person → communities."""
        rows = Membership.objects.filter(person__in=self.people).values_list("person", "community")
        return _sets(rows)

    @cached_property
    def _open(self) -> set[int]:
        return set(Community.objects.filter(kind=Community.Kind.OPEN).values_list("pk", flat=True))

    @cached_property
    def _alive(self) -> list[Glance]:
        began = min(map(self.since, self.cups))
        posts = Post.objects.published().filter(last_activity_at__gte=began)
        return _glances(posts.order_by("-last_activity_at", "-pk"), "last_activity_at")

    @cached_property
    def _told(self) -> Mapping[int, set[int | None]]:
        told = Notice.objects.filter(person__in=self.people).exclude(mailed_at=None, cup=None)
        return _sets(told.values_list("person", "thread"))

    @cached_property
    def watching(self) -> Mapping[int, set[int | None]]:
        """Person → conversations, of those that are alive."""
        threads = [post.thread_id for post in self._alive]
        rows = Watch.objects.filter(person__in=self.people, level=Level.ALL, thread__in=threads)
        return _sets(rows.values_list("person", "thread"))

    @cached_property
    def follows(self) -> Mapping[int, Follows]:
        found: dict[int, Follows] = defaultdict(Follows)
        rows = Follow.objects.filter(follower__in=self.people)
        for follower, person, tag in rows.values_list("follower", "person", "tag"):
            (found[follower].people if person else found[follower].tags).add(person or tag)
        return found

    @cached_property
    def tags_of(self) -> Mapping[int, list[int]]:
        """Post → tags, of posts that are alive."""
        posts = [post.pk for post in self._alive]
        rows = PostTag.objects.filter(content_object__in=posts)
        return _grouped(rows.values_list("content_object", "tag"))

    @cached_property
    def tag(self) -> Mapping[int, Tag]:
        return Tag.objects.in_bulk(
            {tag for follows in self.follows.values() for tag in follows.tags}
        )

    @cached_property
    def tags(self) -> Mapping[int, list[PersonTag]]:
        """Person → what they say of themselves."""
        found: dict[int, list[PersonTag]] = defaultdict(list)
        for row in PersonTag.objects.filter(person__in=self.people).shown().select_related("tag"):
            found[row.person_id].append(row)
        return found

    @cached_property
    def _waiting(self) -> Mapping[int, list[Glance]]:
        began = min(cup.at for cup in self.cups) - OPEN_FOR
        posts = Post.objects.published().unanswered().filter(published_at__gte=began)
        questions = {
            post.pk: post for post in _glances(posts.order_by("-published_at"), "published_at")
        }
        tagged = PostTag.objects.filter(content_object__in=list(questions))
        found: dict[int, list[Glance]] = defaultdict(list)
        for post_id, tag_id in tagged.values_list("content_object", "tag"):
            found[tag_id].append(questions[post_id])
        return found

    @cached_property
    def _answered(self) -> Mapping[int, set[int | None]]:
        threads = {post.thread_id for posts in self._waiting.values() for post in posts}
        said = Message.objects.standing().filter(author__in=self.people, thread__in=threads)
        return _sets(said.values_list("author", "thread"))

    @cached_property
    def _shown(self) -> Mapping[tuple[int, bool], list[Offer]]:
        """(tag, whether it is given) → who stands by it."""
        here = User.objects.colleagues()
        rows = PersonTag.objects.shown().filter(tag__in=self._tag_ids, person__in=here)
        found: dict[tuple[int, bool], list[Offer]] = defaultdict(list)
        named = rows.order_by("person", "pk").values_list("person", "pk", "tag", "stance")
        for person, pk, tag, stance in named.iterator():
            found[tag, stance in GIVES].append(Offer(person, pk))
        return found

    @cached_property
    def _posts(self) -> dict[int, Post]:
        """Those that are likely to be shown to somebody; others are asked one by one."""
        asked = [post.pk for posts in self._waiting.values() for post in posts[:CHOICE]]
        return self._with_all().in_bulk({*asked, *(post.pk for post in self._alive[:LIKELY])})

    def _with_all(self) -> PostQuerySet:
        return Post.objects.select_related("thread", "community", "author", "withdrawal")

    @cached_property
    def _tag_ids(self) -> set[int]:
        return {row.tag_id for rows in self.tags.values() for row in rows}

    @cached_property
    def _held(self) -> Mapping[int, list[Thread]]:
        """Person → conversations of which something waits for their bundle and still stands."""
        waiting = Notice.objects.held().filter(person__in=self.people, thread__isnull=False)
        standing = waiting.filter(Q(message=None) | Q(message__removed_at=None))
        found = _grouped(standing.values_list("person", "thread"))
        threads = Thread.objects.select_related("community")
        known = threads.in_bulk({pk for each in found.values() for pk in each})
        return defaultdict(
            list, {person: [known[pk] for pk in each] for person, each in found.items()}
        )

    @cached_property
    def _held_elsewhere(self) -> Mapping[int, list[int]]:
        rows = Notice.objects.held().filter(person__in=self.people, thread__isnull=True)
        return _grouped(rows.values_list("person", "pk"))


def _glances(posts: PostQuerySet, moment: str) -> list[Glance]:
    names = ["pk", "author_id", "community_id", "thread_id", moment, "thread__replies", "kept"]
    return [Glance(*row) for row in posts.values_list(*names)]


def _grouped(rows: Iterable[tuple[int, *tuple[Any, ...]]]) -> Mapping[int, list[Any]]:
    """By what stands first; the rest as it is, alone or as a tuple."""
    found: dict[int, list[Any]] = defaultdict(list)
    for first, *rest in rows:
        found[first].append(tuple(rest) if len(rest) > 1 else rest[0])
    return found


def _sets(rows: Iterable[tuple[int, int | None]]) -> Mapping[int, set[int | None]]:
    found: dict[int, set[int | None]] = defaultdict(set)
    for first, second in rows:
        found[first].add(second)
    return found
