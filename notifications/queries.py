"""What somebody has been told, and what waits for their bundle."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from django.core.cache import cache
from django.core.paginator import Page, Paginator
from django.db.models import Count, Max
from django.utils.dates import WEEKDAYS
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from communities.queries import access_versions
from kenniscafe.numbers import whole
from notifications.lines import Line, lines_of, with_all
from notifications.models import Notice, Nudge, Preference
from people.models import User
from people.zones import today_of

PER_PAGE: Final = 30
HELD_SHOWN: Final = 5
Kind = Notice.Kind
REPLIES: Final = [Kind.REPLY, Kind.FOLLOWED_REPLY, Kind.ACCEPTED, Kind.FOLLOWED_ACCEPTED]
PLACES: Final = [Kind.COMMUNITY_POST, Kind.FOLLOWED_POST, Kind.INVITED, Kind.DECIDED, Kind.WAITS]
BUNDLED: Final = "bundel"  # the tab of what is in the bundle and not in the café
TABS: Final[Mapping[str, Collection[str] | None]] = {
    "alles": None,
    "genoemd": [Kind.MENTION, Kind.STAND_IN],
    "reacties": REPLIES,
    "communities": PLACES,
    BUNDLED: None,
}
COUNTED: Final = 30  # seconds


class _Row(NamedTuple):
    pk: int
    kind: str
    in_cafe: bool
    at: datetime
    read_at: datetime | None
    held_at: datetime | None


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
    page: Page[int]
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
    """The number at the bell: one look at an index where nothing is new, else what was counted of just these rows.

    Half a minute old at most, never older than what somebody was told, has read, or may see.
    """
    new = Notice.objects.filter(person=viewer).new()
    told = new.aggregate(count=Count("pk"), last=Max("at"))
    if not told["count"]:
        return 0
    name = f"bell:{viewer.pk}:{told['count']}:{told['last'].timestamp()}"
    name += f":{viewer.access_version}:{access_versions()}"
    seen = cache.get_or_set(name, lambda: Notice.objects.visible_to(viewer).new().count(), COUNTED)
    return int(seen or 0)


def preferences_of(person_ids: Collection[int]) -> dict[int, Preference]:
    """Who never chose gets the defaults."""
    chosen = Preference.objects.in_bulk(list(person_ids))
    return {pk: chosen.get(pk) or Preference(person_id=pk) for pk in person_ids}


def preference_of(person: User) -> Preference:
    return preferences_of([person.pk])[person.pk]


def notices_page(viewer: User, *, tab: str, number: str) -> Notices:
    """What somebody may see is asked once, of a month of rows; the rest is counted among those."""
    tab = tab if tab in TABS else "alles"
    seen = Notice.objects.visible_to(viewer).order_by("-at", "-pk")
    rows = [_Row(*row) for row in seen.values_list(*_Row._fields)]
    under = {name: [row.pk for row in rows if _is_under(name, row)] for name in TABS}
    page = Paginator(under[tab], PER_PAGE).get_page(whole(number) or 1)
    held = [row.pk for row in rows if row.held_at and not row.read_at]
    lines = _lines_by_id([*page, *held[:HELD_SHOWN]])
    wish = preference_of(viewer)
    return Notices(
        page=page,
        lines=[lines[pk] for pk in page if pk in lines],
        new=sum(row.in_cafe and row.read_at is None for row in rows),
        counts={name: len(found) for name, found in under.items()},
        tab=tab,
        today=Today(
            spent=Nudge.objects.filter(person=viewer, day=today_of(viewer)).count(),
            budget=wish.budget,
            held=[lines[pk] for pk in held[:HELD_SHOWN] if pk in lines],
            more=max(len(held) - HELD_SHOWN, 0),
        ),
        wish=wish,
        read_until=max((row.read_at for row in rows if row.read_at), default=None),
    )


def _is_under(tab: str, row: _Row) -> bool:
    kinds = TABS[tab]
    return row.in_cafe is (tab != BUNDLED) and (kinds is None or row.kind in kinds)


def _lines_by_id(ids: Collection[int]) -> dict[int, Line]:
    notices = with_all(Notice.objects.filter(pk__in=ids))
    return {line.notice.pk: line for line in lines_of(list(notices))}
