"""What carries tags, as each higher app says of its own: who may know of a tag, and what moves when two become one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import QuerySet

Viewer = Any  # the product's user; `tags` stands below `people`
Tag = Any


class Counted(NamedTuple):
    """`what` is posts, people, followers or bookmarks."""

    what: str
    total: int


@dataclass(frozen=True, slots=True)
class Carrier:
    """
    move     takes at most so many rows from the first tag to the second, inside the caller's
             transaction, and tells how many; nothing doubled, and marked for search
    count    what the viewer may see of what moves
    seen     ids of the tags on rows the viewer may see, as a subquery
    for_all  the same of rows that every colleague may see
    """

    move: Callable[[Tag, Tag, int], int]
    count: Callable[[Viewer, Tag], Sequence[Counted]]
    seen: Callable[[Viewer], QuerySet[Any, Any]] | None = None
    for_all: Callable[[], QuerySet[Any, Any]] | None = None


_carriers: dict[str, Carrier] = {}


def register(name: str, carrier: Carrier) -> None:
    _carriers[name] = carrier


def carriers() -> list[Carrier]:
    return list(_carriers.values())


def seen_by(viewer: Viewer) -> list[QuerySet[Any, Any]]:
    return [carrier.seen(viewer) for carrier in carriers() if carrier.seen]


def seen_by_all() -> list[QuerySet[Any, Any]]:
    return [carrier.for_all() for carrier in carriers() if carrier.for_all]


def items_under(rows: Any, tag: Tag, most: int) -> list[int]:
    """Of a table of (thing, tag): so many things that have it."""
    under = rows.filter(tag=tag).order_by("content_object_id")
    return list(under.values_list("content_object_id", flat=True)[:most])


def move_items(rows: Any, things: list[int], source: Tag, into: Tag) -> None:
    """Their tag is the other one from now on. Who had both keeps one."""
    had_both = rows.filter(tag=into, content_object__in=things)
    doubled = list(had_both.values_list("content_object_id", flat=True))
    if doubled:
        rows.filter(tag=source, content_object__in=doubled).delete()
    rows.filter(tag=source, content_object__in=things).update(tag=into)
