"""What an engine promises. Every engine passes tests/search/contract; nothing else knows which one it is."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from search.documents import Document
from search.query import Query
from search.results import Key, Ranked, Results

ENOUGH = 1000  # hits of one question that are ranked; who wants to see more asks more precisely


class EngineUnavailable(Exception):
    """The engine cannot answer or write now. The reason is for the log."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document in the state it had at `seq`; an engine never puts an older one over a newer."""

    document: Document
    seq: int


@dataclass(frozen=True, slots=True)
class Filters:
    """`kind` of document, `tab` it stands under. `narrowed`: one of these ids per field (tag, by, in). `excluded`: none of these."""

    kind: str = ""
    tab: str = ""
    narrowed: Sequence[tuple[str, Collection[int]]] = ()
    excluded: Mapping[str, Collection[int]] = field(default_factory=dict)


EVERYTHING = Filters()


class SearchEngine(Protocol):
    capabilities: frozenset[str]

    @property
    def generation(self) -> str:
        """Which index answers; empty when there is none. A rebuild changes it."""
        ...

    def is_ready(self) -> bool:
        """There is an index, whole and of this version."""
        ...

    def ensure_index(self) -> None:
        """Makes an empty index where there is none; keeps a good one."""
        ...

    def index(self, entries: Iterable[Entry]) -> None:
        """All or none. What is wrong with a document itself is not `EngineUnavailable`."""
        ...

    def remove(self, keys: Iterable[Key]) -> None: ...

    def search(
        self,
        query: Query,
        *,
        audience: Sequence[str],
        filters: Filters = EVERYTHING,
        limit: int = ENOUGH,
    ) -> Results:
        """Only what carries one of the viewer's tokens, in hits and in counts alike."""
        ...

    def best(
        self, query: Query, *, audience: Sequence[str], filters: Filters, limit: int
    ) -> tuple[Ranked, ...]:
        """The same hits without counting what else there is: that takes longer than finding a few."""
        ...

    def refresh(self) -> None:
        """What was written is found from now on."""
        ...

    def fingerprints(self, kind: str) -> Iterator[tuple[int, int]]:
        """Of every document of a kind: its id and `documents.fingerprint`."""
        ...

    def aside(self) -> "SearchEngine":
        """A new, empty index beside the one that answers."""
        ...

    def promote(self) -> None:
        """The index that was built aside answers from now on; the one before is kept, older ones go."""
        ...

    def drop(self) -> None:
        """Removes this index; of one that was built aside nothing is left."""
        ...
