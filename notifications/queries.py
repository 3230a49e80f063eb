"""What somebody has been told, why, and what waits for their bundle."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Final

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Max, Q, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from kenniscafe import richtext
from kenniscafe.numbers import whole
from notifications.models import Notice, Nudge, Preference
from notifications.querysets import NoticeQuerySet
from notifications.wording import Reason, reason_of
from people.models import User
from people.zones import zone_of
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
class Line:
    """One notice as its reader sees it."""

    notice: Notice
    people: Sequence[User]  # who did it, the latest first, each once
    others: int  # how many more
    words: str
    replies: Sequence[Spoken]  # earlier ones that are new too
    count: int  # of new replies
    address: str
    reason: Reason
    watch: Watch | None

    @property
    def persons(self) -> int:
        return len(self.people) + self.others

    @property
    def title(self) -> str:
        about = self.notice.thread or self.notice.community
        return str(about)


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
    counts: Mapping[str, int]
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
    """The number at the bell."""
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
    paginator = Paginator(with_all(seen.filter(TABS[tab])).order_by("-at", "-pk"), PER_PAGE)
    page = paginator.get_page(whole(number) or 1)
    wish = preference_of(viewer)
    counts = _counts(seen)
    return Notices(
        page=page,
        lines=lines_of(viewer, list(page)),
        new=seen.new().count(),
        counts=counts,
        tab=tab,
        today=_today(viewer, wish),
        wish=wish,
        read_until=seen.aggregate(last=Max("read_at"))["last"],
    )


def lines_of(viewer: User, notices: Sequence[Notice]) -> list[Line]:
    """In a constant number of questions."""
    replies = _new_replies(viewer, notices)
    called = people_in(
        [reply.html for few in replies.values() for reply in few]
        + [notice.message.html for notice in notices if notice.message]
    )
    threads = [notice.thread_id for notice in notices if notice.thread_id]
    watches = {
        watch.thread_id: watch
        for watch in Watch.objects.visible_to(viewer).filter(thread__in=threads)
    }
    return [
        _line(notice, replies.get(notice.pk, []), called, watches.get(notice.thread_id or 0))
        for notice in notices
    ]


def _line(
    notice: Notice, replies: list[Message], called: Mapping[int, User], watch: Watch | None
) -> Line:
    def words(message: Message) -> str:
        return richtext.excerpt(linked(message.html, called), QUOTED)

    is_talk = notice.kind in {Kind.REPLY, Kind.FOLLOWED_REPLY}
    told = notice.message
    first = replies[0] if is_talk and replies else told
    authors = [reply.author for reply in replies] if is_talk else []
    people = list(dict.fromkeys([*authors, *([notice.actor] if notice.actor else [])]))
    return Line(
        notice=notice,
        people=people[:2],
        others=max(len(people) - 2, 0),
        words=words(first) if first is not None else "",
        replies=[Spoken(reply, words(reply)) for reply in replies if reply != first],
        count=getattr(replies[0], "total", 0) if replies else 0,
        address=_address(notice),
        reason=reason_of(notice, watch, len(replies)),
        watch=watch,
    )


def _address(notice: Notice) -> str:
    if notice.community is not None:
        return notice.community.get_absolute_url()
    thread = notice.thread
    assert thread is not None  # noqa: S101 - a notice is of one or the other
    number = notice.message.number if notice.message else notice.since
    if not number:
        return thread.address
    return f"/gesprekken/{thread.pk}/{number}/"


def _new_replies(viewer: User, notices: Sequence[Notice]) -> dict[int, list[Message]]:
    """The latest few per notice, the latest first, each with `total`: how many are new there."""
    talks = [notice for notice in notices if notice.thread_id and notice.is_new]
    if not talks:
        return {}
    new = reduce(or_, (Q(thread=talk.thread_id, number__gte=max(talk.since, 1)) for talk in talks))
    ranked = (
        Message.objects.standing()
        .filter(new)
        .exclude(author=viewer)
        .annotate(
            rank=Window(RowNumber(), partition_by="thread", order_by=F("number").desc()),
            total=Window(Count("pk"), partition_by="thread"),
        )
    )
    few = ranked.filter(rank__lte=SHOWN_REPLIES).select_related("author__profile")
    by_thread: dict[int, list[Message]] = {}
    for message in few.order_by("thread", "-number"):
        by_thread.setdefault(message.thread_id, []).append(message)
    return {talk.pk: by_thread.get(talk.thread_id or 0, []) for talk in talks}


def with_all(rows: NoticeQuerySet) -> NoticeQuerySet:
    return rows.select_related(
        "thread__community",
        "community",
        "message",
        "actor__profile",
        "follow__person",
        "follow__tag",
        "instead_of",
    )


def _counts(seen: NoticeQuerySet) -> dict[str, int]:
    return seen.aggregate(**{tab: Count("pk", filter=which) for tab, which in TABS.items()})


def _today(viewer: User, wish: Preference) -> Today:
    held = Notice.objects.visible_to(viewer).held()
    shown = list(with_all(held).order_by("-at", "-pk")[:HELD_SHOWN])
    return Today(
        spent=Nudge.objects.filter(person=viewer, day=today_of(viewer)).count(),
        budget=wish.budget,
        held=lines_of(viewer, shown),
        more=max(held.count() - HELD_SHOWN, 0),
    )


def today_of(person: User) -> date:
    return timezone.now().astimezone(zone_of(person)).date()
