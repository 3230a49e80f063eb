"""Who sits at the table: everybody with a standing reply, by the department they last wrote from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.core.cache import cache
from django.db.models import Max
from django.db.models.functions import Coalesce
from django.urls import reverse

from people.models import User
from threads.fragments import KEPT, generation
from threads.models import Message, Thread

UNITS_SHOWN: Final = 6
FACES_SHOWN: Final = 4
# A team counts for its department, also where a team has teams.
DEPARTMENT: Final = Coalesce(
    "author_unit__parent__parent__name", "author_unit__parent__name", "author_unit__name"
)


@dataclass(frozen=True, slots=True)
class Face:
    name: str
    portrait_url: str


@dataclass(frozen=True, slots=True)
class AtTable:
    name: str  # empty: from no unit
    people: int


@dataclass(frozen=True, slots=True)
class Table:
    """`faces` wrote last; `others` are at the table without being shown there."""

    people: int
    units: Sequence[AtTable]
    all_units: int
    most: int
    faces: Sequence[Face]
    others: int

    def without_units(self) -> Table:
        """For a guest, who reads what is said and knows only the people of their communities."""
        return replace(self, units=(), all_units=0, most=0)


def table_of(thread: Thread) -> Table:
    """Changes with who replies and who takes it back, so it is kept by those two counters."""
    name = f"table:{generation()}:{thread.pk}:{thread.last_number}:{thread.replies}"
    found: Table | None = cache.get(name)
    if found is None:
        found = _laid(thread)
        cache.set(name, found, KEPT)
    return found


def _laid(thread: Thread) -> Table:
    """People of an imported collection are text, and no company."""
    standing = Message.objects.standing().filter(thread=thread, author__collection="")
    rows = standing.values_list("author_id", DEPARTMENT).annotate(last=Max("number"))
    unit_of: dict[int, str] = {
        author: unit or "" for author, unit, _ in sorted(rows, key=lambda row: row[2])
    }
    latest = sorted(rows, key=lambda row: row[2], reverse=True)
    shown = list(dict.fromkeys(author for author, _, _ in latest))[:FACES_SHOWN]
    known = User.objects.in_bulk(shown)
    units = Counter(unit_of.values()).most_common()
    return Table(
        people=len(unit_of),
        units=[AtTable(name, people) for name, people in units[:UNITS_SHOWN]],
        all_units=len([name for name, _ in units if name]),
        most=max((people for _, people in units), default=0),
        faces=[_face(known[pk]) for pk in shown if pk in known],
        others=max(len(unit_of) - FACES_SHOWN, 0),
    )


def _face(person: User) -> Face:
    return Face(person.name, reverse("portrait", args=[person.portrait_seed]))
