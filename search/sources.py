"""The register of what can be found. Apps fill it in from their apps.py; `search` knows none."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Model, QuerySet

from search.documents import Document

Viewer = Any  # the product's user; `search` imports no domain app


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of object that can be found.

    rows         all objects that belong in the index, with what `to_document` reads already joined
    to_document  one of those rows as a neutral document, in the language that is active
    read_back    what this viewer may see (through `visible_to`), with what `template` shows joined
    template     shows one hit; gets `hit` (a search.results.Hit, whose `row` is the object)
    name_field   what the database looks through while there is no index
    """

    kind: str
    rows: Callable[[], QuerySet[Any, Any]]
    to_document: Callable[[Any], Document]
    read_back: Callable[[Viewer], QuerySet[Any, Any]]
    template: str
    name_field: str = "title"

    def documents(self, ids: Iterable[int]) -> dict[int, Document]:
        """What the index should hold of these ids; an id that is absent does not belong in it."""
        return {row.pk: self.to_document(row) for row in self.rows().filter(pk__in=list(ids))}

    def seen_by(self, viewer: Viewer, ids: Iterable[int]) -> set[int]:
        seen: QuerySet[Model, int] = self.read_back(viewer).filter(pk__in=list(ids))
        return set(seen.order_by().values_list("pk", flat=True))


class Signpost(NamedTuple):
    """A page that has exactly these words for a name; `also` says what else it is called."""

    name: str
    address: str
    also: str


Tokens = Callable[[Viewer], Iterable[str]]
Resolve = Callable[[Viewer, str], Iterable[int]]
Point = Callable[[Viewer, str], Signpost | None]

_sources: dict[str, Source] = {}
_tokens: list[Tokens] = []
_fields: dict[str, Resolve] = {}
_signposts: list[Point] = []


def register(source: Source) -> None:
    _sources[source.kind] = source


def know_audience(tokens: Tokens) -> None:
    """`tokens(viewer)` adds to what the viewer may read; search/documents.py names them."""
    if tokens not in _tokens:
        _tokens.append(tokens)


def know_field(name: str, resolve: Resolve) -> None:
    """`resolve(viewer, words)`: ids meant by `tag:`, `by:` or `in:`, of those the viewer sees."""
    _fields[name] = resolve


def know_signpost(point: Point) -> None:
    """`point(viewer, words)`: where these words lead by themselves, if the viewer may go there."""
    if point not in _signposts:
        _signposts.append(point)


def signposts(viewer: Viewer, words: str) -> list[Signpost]:
    found = (point(viewer, words) for point in _signposts)
    return [signpost for signpost in found if signpost is not None]


def sources() -> dict[str, Source]:
    return _sources


def audience_of(viewer: Viewer) -> tuple[str, ...]:
    return tuple(sorted({token for tokens in _tokens for token in tokens(viewer)}))


def resolve(viewer: Viewer, name: str, words: str) -> frozenset[int]:
    return frozenset(_fields[name](viewer, words)) if name in _fields else frozenset()
