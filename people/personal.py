"""What the café holds of somebody. Each app says of its own rows what is handed out when they ask for it, and what
becomes of them when they leave.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from django.utils.functional import Promise

from people.models import User


class Words(StrEnum):
    """What somebody who leaves decides about what they wrote."""

    NAMED = "named"
    NAMELESS = "nameless"
    NONE = "none"


class Duty(NamedTuple):
    """What somebody must hand over before they can leave, and where they can."""

    words: str | Promise
    url: str


class Bundle(Protocol):
    """The archive file that is being made. Nothing of it is held in memory; one call ends before the next begins."""

    def rows(self, path: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """A list, as JSON."""

    def text(self, path: str, lines: Iterable[str]) -> None: ...

    def file(self, path: str, source: Path) -> None: ...


Leave = Callable[[User, Words, int], int]


@dataclass(frozen=True, slots=True)
class Personal:
    """
    holds   labels of the models that name a person
    export  what is this person's own, and never somebody else's private text
    leave   takes at most so many rows, inside the caller's transaction, and tells how many: 0 is done.
            It may be killed anywhere and begun again
    duties  what keeps them here, asked inside a transaction that holds what is asked about
    """

    holds: frozenset[str]
    export: Callable[[User, Bundle], None]
    leave: Leave
    duties: Callable[[User], Sequence[Duty]] | None = None


_registered: dict[str, Personal] = {}


def register(
    name: str,
    *,
    holds: Iterable[str],
    export: Callable[[User, Bundle], None],
    leave: Leave,
    duties: Callable[[User], Sequence[Duty]] | None = None,
) -> None:
    """Every app with rows of people does so in its apps.py."""
    _registered[name] = Personal(frozenset(holds), export, leave, duties)


def registered() -> list[Personal]:
    return list(_registered.values())


def export_nothing(_person: User, _bundle: Bundle) -> None:
    """For rows that say nothing of somebody but their name."""


def keep_all(_person: User, _words: Words, _most: int) -> int:
    """For rows that stay, with the name that is left."""
    return 0
