"""What somebody has been told, why, and what waits for their bundle."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Final

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Max, Q, Window
from django.db.models.functions import RowNumber
from django.utils.dates import WEEKDAYS
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from kenniscafe import richtext
from kenniscafe.numbers import whole
from notifications.models import Notice, Nudge, Preference
from notifications.places import place_of
from notifications.querysets import NEW, NoticeQuerySet
from notifications.wording import Reason, reason_of
from people.models import User
from people.zones import today_of
from threads.mentions import linked, people_in
from threads.models import Message, Watch

PER_PAGE: Final = 30
SHOWN_REPLIES: Final = 4
HELD_SHOWN: Final = 5
QUOTED: Final = 28  # words
Kind = Notice.Kind
REPLIES: Final = [Kind.REPLY, Kind.FOLLOWED_REPLY, Kind.ACCEPTED, Kind.FOLLOWED_ACCEPTED]
PLACES: Final = [Kind.COMMUNITY_POST, Kind.FOLLOWED_POST, Kind.INVITED, Kind.DECIDED, Kind.WAITS]
TABS: Final = {
    "alles": Q(in_cafe=True),
    "genoemd": Q(in_cafe=True, kind__in=[Kind.MENTION, Kind.STAND_IN]),
    "reacties": Q(in_cafe=True, kind__in=REPLIES),
    "communities": Q(in_cafe=True, kind__in=PLACES),
    "bundel": Q(in_cafe=False),
}


@dataclass(frozen=True, slots=True)
class Spoken:
    """A reply in a notice: its first words."""

    message: Message
    words: str


@dataclass(frozen=True, slots=True)
class Talk:
    """What is new in a conversation: the latest few replies, the latest first, of how many, by how many."""

    replies: Sequence[Message] = ()
    total: int = 0
    authors: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One notice as its reader sees it."""

    notice: Notice
    people: Sequence[User]  # who did it, the latest first, each once
    others: int  # how many more
    words: str
    replies: Sequence[Spoken]  # earlier ones that are new too
    count: int  # of new replies
    title: str
    address: str
    reason: Reason
    watch: Watch | None

    @property
    def persons(self) -> int:
        return len(self.people) + self.others


@dataclass(frozen=True, slots=True)
class Today:
    """How much of today's budget is gone, and what was held back."""

    spent: int
    budget: int
    held: Sequence[Line]
    more: int

    @property
    def limited(self) -> bool:
        return self.budget < Preference.Budget.NO_LIMIT

    @property
    def cups(self) -> list[bool]:
        return [number < self.spent for number in range(self.budget)]


@dataclass(frozen=True, slots=True)
class Notices:
    page: Page[Notice]
    lines: Sequence[Line]
    new: int
    counts: Mapping[str, int]  # per tab
    tab: str
    today: Today
    wish: Preference
    read_until: datetime | None

    @property
    def fresh(self) -> list[Line]:
        return [line for line in self.lines if line.notice.is_new]

    @property
    def seen(self) -> list[Line]:
        return [line for line in self.lines if not line.notice.is_new]

    @property
    def quiet_days(self) -> str:
        days = [str(WEEKDAYS[day]) for day in sorted(self.wish.quiet_days)]
        return get_text_list(days, _("and"))


def new_count(viewer: User) -> int:
    """The number at the bell. Mostly nothing is new, which one look at an index tells every page."""
    if not Notice.objects.filter(person=viewer).new().exists():
        return 0
    return Notice.objects.visible_to(viewer).new().count()


def preferences_of(person_ids: Collection[int]) -> dict[int, Preference]:
    """Who never chose gets the defaults."""
    chosen = Preference.objects.in_bulk(list(person_ids))
    return {pk: chosen.get(pk) or Preference(person_id=pk) for pk in person_ids}


def preference_of(person: User) -> Preference:
    return preferences_of([person.pk])[person.pk]


def notices_page(viewer: User, *, tab: str, number: str) -> Notices:
    tab = tab if tab in TABS else "alles"
    seen = Notice.objects.visible_to(viewer)
    counts = {name: Count("pk", filter=which) for name, which in TABS.items()}
    told = seen.aggregate(new=Count("pk", filter=NEW), read_until=Max("read_at"), **counts)
    paginator = Paginator(with_all(seen.filter(TABS[tab])).order_by("-at", "-pk"), PER_PAGE)
    paginator.count = told[tab]  # known already
    page = paginator.get_page(whole(number) or 1)
    wish = preference_of(viewer)
    return Notices(
        page=page,
        lines=lines_of(viewer, list(page)),
        new=told["new"],
        counts=told,
        tab=tab,
        today=_today(viewer, seen, wish),
        wish=wish,
        read_until=told["read_until"],
    )


def lines_of(viewer: User, notices: Sequence[Notice]) -> list[Line]:
    """In a constant number of questions."""
    talks = _new_replies(viewer, notices)
    called = people_in(
        [reply.html for talk in talks.values() for reply in talk.replies]
        + [notice.message.html for notice in notices if notice.message]
    )
    threads = [notice.thread_id for notice in notices if notice.thread_id]
    watches = {
        watch.thread_id: watch
        for watch in Watch.objects.visible_to(viewer).filter(thread__in=threads)
    }
    return [
        _line(notice, talks.get(notice.pk, Talk()), called, watches.get(notice.thread_id or 0))
        for notice in notices
    ]


def _line(notice: Notice, talk: Talk, called: Mapping[int, User], watch: Watch | None) -> Line:
    def words(message: Message) -> str:
        return richtext.excerpt(linked(message.html, called), QUOTED)

    is_talk = notice.kind in {Kind.REPLY, Kind.FOLLOWED_REPLY}
    first = talk.replies[0] if is_talk and talk.replies else notice.message
    people, place = [notice.actor] if notice.actor else [], place_of(notice)
    if is_talk and talk.replies:
        people = list(dict.fromkeys(reply.author for reply in talk.replies))
    return Line(
        notice=notice,
        people=people[:2],
        others=max(talk.authors - 2, 0) if is_talk else 0,
        words=words(first) if first is not None else "",
        replies=[Spoken(reply, words(reply)) for reply in talk.replies if reply != first],
        count=talk.total,
        title=place.title,
        address=place.address,
        reason=reason_of(notice, watch, talk.total),
        watch=watch,
    )


def _new_replies(viewer: User, notices: Sequence[Notice]) -> dict[int, Talk]:
    """Per notice that is new."""
    talks = [notice for notice in notices if notice.thread_id and notice.is_new]
    if not talks:
        return {}
    since = (Q(thread=talk.thread_id, number__gte=max(talk.since, 1)) for talk in talks)
    standing = Message.objects.visible_to(viewer).standing().exclude(author=viewer)
    new = standing.filter(reduce(or_, since))
    rank = Window(RowNumber(), partition_by="thread", order_by=F("number").desc())
    few = new.annotate(rank=rank).filter(rank__lte=SHOWN_REPLIES)
    latest: dict[int, list[Message]] = defaultdict(list)
    for message in few.select_related("author__profile").order_by("thread", "-number"):
        latest[message.thread_id].append(message)
    per_thread = new.order_by().values_list("thread")
    counted = per_thread.annotate(total=Count("pk"), authors=Count("author", distinct=True))
    found = {pk: Talk(latest[pk], total, authors) for pk, total, authors in counted}
    return {talk.pk: found.get(talk.thread_id or 0, Talk()) for talk in talks}


def with_all(rows: NoticeQuerySet) -> NoticeQuerySet:
    return rows.select_related(
        "thread__community",
        "community",
        "case__community",
        "message",
        "actor__profile",
        "follow__person",
        "follow__tag",
        "instead_of",
        "person",
    )


def _today(viewer: User, seen: NoticeQuerySet, wish: Preference) -> Today:
    held = seen.held()
    shown: list[Notice] = []
    if Notice.objects.filter(person=viewer).held().exists():  # mostly nothing is
        shown = list(with_all(held).order_by("-at", "-pk")[:HELD_SHOWN])
    return Today(
        spent=Nudge.objects.filter(person=viewer, day=today_of(viewer)).count(),
        budget=wish.budget,
        held=lines_of(viewer, shown),
        more=max(held.count() - HELD_SHOWN, 0) if shown else 0,
    )
