"""An ordinary Tuesday as somebody’s preferences make it: for the drawing, and for the sentence beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from typing import Final

from notifications.actions.cups import COFFEE_AT
from notifications.models import Preference

BEGIN, END = 6 * 60, 20 * 60  # minutes; the drawing is as wide as there are minutes between them
TUESDAY: Final = 1
MOST_BELLS: Final = 5


@dataclass(frozen=True, slots=True)
class Mark:
    """`at`: minutes from the left of the drawing."""

    at: int
    time: time


@dataclass(frozen=True, slots=True)
class Day:
    width: int
    quiet: Sequence[tuple[int, int]]  # from where, how wide
    coffee: Mark | None
    bundle: Mark | None
    nudges: Sequence[int]
    quiet_from: time
    quiet_until: time
    all_quiet: bool


def day_of(wish: Preference) -> Day:
    all_quiet = TUESDAY in wish.quiet_days
    quiet = [(0, END - BEGIN)] if all_quiet else _quiet(wish)
    pours = wish.rhythm == Preference.Rhythm.WORKDAYS and not all_quiet
    bundles = wish.bundles and not all_quiet
    return Day(
        width=END - BEGIN,
        quiet=quiet,
        coffee=_mark(COFFEE_AT) if pours else None,
        bundle=_mark(wish.bundle_at) if bundles else None,
        nudges=_nudges(quiet, min(wish.budget, MOST_BELLS)),
        quiet_from=wish.quiet_from,
        quiet_until=wish.quiet_until,
        all_quiet=all_quiet,
    )


def _quiet(wish: Preference) -> list[tuple[int, int]]:
    begin, end = _minutes(wish.quiet_from), _minutes(wish.quiet_until)
    spans = [(begin, end)] if begin <= end else [(0, end), (begin, 24 * 60)]
    cut = [(max(start, BEGIN), min(stop, END)) for start, stop in spans]
    return [(start - BEGIN, stop - start) for start, stop in cut if stop > start]


def _nudges(quiet: Sequence[tuple[int, int]], most: int) -> list[int]:
    """Spread over what is not quiet; where they fall nobody knows."""
    free = [
        minute
        for minute in range(0, END - BEGIN, 10)
        if not any(start <= minute < start + width for start, width in quiet)
    ]
    step = len(free) // (most + 1) if most else 0
    return [free[step * number] for number in range(1, most + 1)] if step else []


def _mark(moment: time) -> Mark | None:
    at = _minutes(moment) - BEGIN
    return Mark(at, moment) if 0 <= at <= END - BEGIN else None


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute
