"""What an administrator sees of a list: before it is read in what would happen, afterwards what did."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kenniscafe.spreadsheets import harmless
from people.models import Roster, RosterLine, User
from people.rosters.planning import Outcome, kind_of_new
from people.rosters.wanting import KINDS
from people.rosters.words import REASONS

PER_PAGE: Final = 40
ICONS: Final = {
    Outcome.NEW: "user-plus",
    Outcome.CHANGED: "pencil",
    Outcome.SAME: "check",
    Outcome.REFUSED: "circle-alert",
}
FIELDS: Final = {
    "name": gettext_lazy("name"),
    "job": gettext_lazy("job"),
    "unit": gettext_lazy("department"),
    "kind": gettext_lazy("kind"),
    "until": gettext_lazy("until and including"),
}


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    name: str
    email: str
    outcome: str
    icon: str
    label: str
    words: str
    person: User | None


@dataclass(frozen=True, slots=True)
class Look:
    """`read` of `total` lines have been read in."""

    roster: Roster
    counts: dict[str, int]
    total: int
    read: int
    page: Page[RosterLine]
    lines: list[Line]
    shown: str

    @property
    def does_something(self) -> bool:
        return bool(self.counts[Outcome.NEW] or self.counts[Outcome.CHANGED])

    @property
    def parts(self) -> list[tuple[str, str, int]]:
        """To look at one kind of line alone."""
        every = {str(one): self.counts[one] for one in Outcome}
        return [(one, _label(one, self.roster), count) for one, count in every.items()]


def latest(viewer: User) -> list[Roster]:
    """The last ten, with how many came in, changed or could not."""
    counts = {
        f"n_{one}": Count("lines", filter=Q(lines__outcome=one))
        for one in (Outcome.NEW, Outcome.CHANGED, Outcome.REFUSED)
    }
    rows = Roster.objects.visible_to(viewer).select_related("by").annotate(**counts)
    return list(rows.order_by("-pk")[:10])


def look(roster: Roster, *, shown: str, number: str | None) -> Look:
    every = RosterLine.objects.filter(roster=roster)
    tally = every.order_by().values_list("outcome").annotate(n=Count("pk"))
    counts = dict.fromkeys(Outcome, 0) | {Outcome(one): n for one, n in tally}
    shown = shown if shown in Outcome.values else ""
    rows = every.filter(outcome=shown) if shown else every
    page = Paginator(_ordered(rows), PER_PAGE).get_page(number)
    return Look(
        roster=roster,
        counts={str(one): n for one, n in counts.items()},
        total=sum(counts.values()),
        read=every.exclude(read_at=None).count(),
        page=page,
        lines=[line_of(row) for row in page],
        shown=shown,
    )


def as_csv(roster: Roster) -> Iterator[list[str]]:
    yield [_("Line"), _("E-mail address"), _("Name"), _("Outcome"), _("What")]
    rows = _ordered(RosterLine.objects.filter(roster=roster))
    for row in rows.iterator(500):
        line = line_of(row)
        cells = (line.email, line.name, line.label, line.words)
        yield [str(line.number), *map(harmless, cells)]


def example() -> list[list[str]]:
    return [
        [_("e-mail"), _("name"), _("job"), _("department"), _("kind"), _("until and including")],
        [
            "collega@organisatie.example",
            _("Name of a colleague"),
            _("dike manager"),
            _("Water safety > Dikes"),
            "",
            "",
        ],
        [
            "gast@elders.example",
            _("Name of a guest"),
            _("adviser"),
            "",
            _("guest"),
            f"31-12-{timezone.localdate().year + 1}",
        ],
    ]


def line_of(row: RosterLine) -> Line:
    return Line(
        number=row.number,
        name=row.told.get("name", "") or (row.person.name if row.person else ""),
        email=row.told.get("email", ""),
        outcome=row.outcome,
        icon=ICONS[Outcome(row.outcome)],
        label=_label(row.outcome, row.roster),
        words=_words(row),
        person=row.person if row.read_at or row.outcome != Outcome.NEW else None,
    )


def _ordered(rows: QuerySet[RosterLine]) -> QuerySet[RosterLine]:
    return rows.select_related("roster", "person").order_by("number")


def _label(outcome: str, roster: Roster) -> str:
    if outcome == Outcome.CHANGED and roster.done_at:
        return _("changed")
    if outcome == Outcome.SAME and roster.done_at:
        return _("nothing changed")
    return str(Outcome(outcome).label)


def _words(row: RosterLine) -> str:
    if row.why:
        return str(REASONS[row.why]) % {"says": row.says}
    if row.outcome == Outcome.NEW:
        return ", ".join(_of_new(row.told))
    return "; ".join(
        f"{FIELDS[field]}: {_value(field, before) or '–'} → {_value(field, after)}"
        for field, before, after in row.changes
    )


def _of_new(told: dict[str, str]) -> Iterator[str]:
    until = told.get("until", "")
    kind = kind_of_new(KINDS.get(told.get("kind", "").lower(), ""), has_end=bool(until))
    yield str(User.Kind(kind).label)
    if until:
        yield _("until and including %(day)s") % {"day": until}
    yield from (told[field] for field in ("job", "unit") if field in told)


def _value(field: str, value: str) -> str:
    if field == "kind" and value:
        return str(User.Kind(value).label)
    if field == "until" and value:
        return date_format(date.fromisoformat(value), "j F Y")
    return value
