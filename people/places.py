"""Where a guest is brought in: communities, which stand above this app and fill this in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

if TYPE_CHECKING:
    from people.models import User


@dataclass(frozen=True, slots=True)
class Places:
    runs: "Callable[[User, int], bool]"  # whether they manage this one, while it is in use
    run_by: "Callable[[User], QuerySet[Any, int]]"  # ids of those they manage
    name: Callable[[int], str]
    admit: "Callable[[int, User, User], None]"  # the place, who comes, who invited


_known: list[Places] = []


def know_places(places: Places) -> None:
    _known[:] = [places]


def runs(actor: "User", place: int) -> bool:
    return _known[0].runs(actor, place)


def run_by(viewer: "User") -> "QuerySet[Any, int]":
    return _known[0].run_by(viewer)


def name_of(place: int | None) -> str:
    return _known[0].name(place) if place is not None else ""


def admit(place: int, person: "User", *, by: "User") -> None:
    _known[0].admit(place, person, by)
