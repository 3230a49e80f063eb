"""What an engine answers, and what a page shows of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.safestring import SafeString


class Key(NamedTuple):
    kind: str
    id: int


class Ranked(NamedTuple):
    """`has_all` says that every wanted word is in it."""

    key: Key
    tab: str
    has_all: bool


@dataclass(frozen=True, slots=True)
class Results:
    """Best first. `total` and `tabs` count everything that answers, not only what is listed."""

    hits: tuple[Ranked, ...] = ()
    total: int = 0
    tabs: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Deep:
    """The passage in which the words were found, where that is not the text itself."""

    label: str
    address: str
    text: SafeString


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the page: the object as the viewer may see it, with the words marked.

    `excerpt` is empty where none of the words is in the text, and `opening` how the text begins;
    `tags` are those that were asked for, `deep` a reply or the like.
    """

    key: Key
    tab: str
    row: Any
    template: str
    title: SafeString
    excerpt: SafeString
    opening: SafeString
    tags: tuple[SafeString, ...]
    deep: Deep | None
    has_all: bool
