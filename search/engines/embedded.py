"""The engine inside the process: tantivy. Nobody else imports it.

One process writes at a time (search/indexing.py holds the lease), any number read. Every index is a
directory of its own; the file `current` names the one that answers.
"""

import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import tantivy

from search.engine import ENOUGH, EVERYTHING, EngineUnavailable, Entry, Filters
from search.engines.directories import Directories
from search.engines.fields import fields_of, key_name, place_code
from search.normalise import LANGUAGES, normal
from search.query import Atom, Clause, Query
from search.results import Key, Ranked, Results

VERSION = 1  # of the fields below; another number is another directory
HEAP = 30_000_000

# A word in the title says more about a document than one in its text.
WEIGHTS = {"title": 3.0, "tags": 2.0, "body": 1.0}

Part = tuple[tantivy.Occur, tantivy.Query]
MUST, SHOULD, MUST_NOT = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("key", "audience", "near_audience", "marks"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("place", tokenizer_name="raw", index_option="basic", fast=True)
    for name in ("place_code", "id", "seq", "fingerprint", "published"):
        builder.add_unsigned_field(name, fast=True)
    # Words come from our normaliser, so all that is left to do here is to cut at spaces.
    for name in ("title", "tags", "body", "near"):
        builder.add_text_field(name, tokenizer_name="whitespace")
    return builder.build()


SCHEMA = _schema()


class EmbeddedEngine:
    capabilities: frozenset[str] = frozenset()

    def __init__(self, root: Path, *, name: str = "") -> None:
        """`name` is an index built aside; without it, whichever is current answers."""
        self._directories = Directories(root, prefix=f"index-v{VERSION}-")
        self._name = name
        self._opened: tuple[str, tantivy.Index] | None = None
        self._opening = threading.Lock()

    @property
    def generation(self) -> str:
        return self._name or self._directories.current()

    def is_ready(self) -> bool:
        try:
            self._searcher()
        except EngineUnavailable:
            return False
        return True

    def ensure_index(self) -> None:
        if not self.is_ready():
            self.aside().promote()

    def aside(self) -> "EmbeddedEngine":
        with _reasons():
            name = self._directories.make()
            tantivy.Index(SCHEMA, str(self._directories.path(name)))
        return EmbeddedEngine(self._directories.root, name=name)

    def promote(self) -> None:
        with _reasons():
            self._directories.make_current(self._name)

    def drop(self) -> None:
        self._directories.remove(self.generation)
        self._opened = None

    def refresh(self) -> None:
        """Nothing to do: every search looks at what was last committed."""

    # Writing

    def index(self, entries: Iterable[Entry]) -> None:
        by_key = {Key(entry.document.kind, entry.document.id): entry for entry in entries}
        # Not Document(**fields): its numbers are signed, and a writer dies of those.
        prepared = {
            key: tantivy.Document.from_dict(fields_of(entry), SCHEMA)
            for key, entry in by_key.items()
        }
        with _reasons():
            newest = self._seqs(by_key)
            with self._writer() as writer:
                for key, entry in by_key.items():
                    if newest.get(key, -1) <= entry.seq:
                        writer.delete_documents_by_term("key", key_name(key))
                        writer.add_document(prepared[key])

    def remove(self, keys: Iterable[Key]) -> None:
        with _reasons(), self._writer() as writer:
            for key in keys:
                writer.delete_documents_by_term("key", key_name(key))

    @contextmanager
    def _writer(self) -> Iterator[tantivy.IndexWriter]:
        """Opened for one batch, so that no other process waits longer than that."""
        writer = self._index().writer(heap_size=HEAP, num_threads=1)
        try:
            yield writer
            writer.commit()
        except BaseException:
            writer.rollback()
            raise
        finally:
            writer.wait_merging_threads()

    def _seqs(self, keys: Iterable[Key]) -> dict[Key, int]:
        searcher = self._searcher()
        names = [key_name(key) for key in keys]
        wanted = tantivy.Query.term_set_query(SCHEMA, "key", names)
        found = [address for _, address in searcher.search(wanted, len(names) + 1).hits]
        seqs = _numbers(searcher, "seq", found)
        return dict(zip((key for key, _ in _keys(searcher, found)), seqs, strict=True))

    # Reading

    def search(
        self,
        query: Query,
        *,
        audience: Sequence[str],
        filters: Filters = EVERYTHING,
        limit: int = ENOUGH,
    ) -> Results:
        with _reasons():
            question = _Question(self._searcher(), query, audience, filters)
            hits = question.ranked(limit)
            if len(hits) < limit and not filters.tab:
                tabs = Counter(hit.tab for hit in hits)
            else:
                tabs = question.tabs()
        total = tabs[filters.tab] if filters.tab else tabs.total()
        return Results(hits=hits, total=total, tabs=tabs)

    def best(
        self, query: Query, *, audience: Sequence[str], filters: Filters, limit: int
    ) -> tuple[Ranked, ...]:
        with _reasons():
            return _Question(self._searcher(), query, audience, filters).ranked(limit)

    def fingerprints(self, kind: str) -> Iterator[tuple[int, int]]:
        with _reasons():
            searcher = self._searcher()
            query = tantivy.Query.term_query(SCHEMA, "marks", f"kind:{kind}")
            found = searcher.search(query, max(searcher.num_docs, 1), order_by_field="id").hits
            addresses = [address for _, address in found]
            ids = _numbers(searcher, "id", addresses)
            prints = _numbers(searcher, "fingerprint", addresses)
        yield from zip(ids, prints, strict=True)

    def _searcher(self) -> tantivy.Searcher:
        with _reasons():
            index = self._index()
            index.reload()
            return index.searcher()

    def _index(self) -> tantivy.Index:
        generation = self.generation
        if not generation:
            raise EngineUnavailable("there is no index of this version")
        with self._opening:
            if self._opened is None or self._opened[0] != generation:
                path = self._directories.path(generation)
                self._opened = (generation, tantivy.Index.open(str(path)))
            return self._opened[1]


@contextmanager
def _reasons() -> Iterator[None]:
    """Whatever tantivy or the disk has to say becomes the one thing callers know."""
    try:
        yield
    except (ValueError, OSError, RuntimeError) as error:
        raise EngineUnavailable(str(error)) from error


# Questions


@dataclass(frozen=True, slots=True)
class _Question:
    """A question of one viewer to one state of the index."""

    searcher: tantivy.Searcher
    query: Query
    audience: Sequence[str]
    filters: Filters

    def ranked(self, limit: int) -> tuple[Ranked, ...]:
        """Those with every wanted word; while there is room, those with most of them."""
        wanted = [self._clause(each) for each in self.query.wanted]
        first = self._best([(MUST, each) for each in wanted], limit, has_all=True)
        if len(wanted) < 2 or len(first) == limit:
            return first
        seen = {hit.key for hit in first}
        some = self._best([self._most_of(wanted)], limit, has_all=False)
        return (*first, *(hit for hit in some if hit.key not in seen))[:limit]

    def tabs(self) -> Counter[str]:
        """How many there are under each tab, whichever tab is asked for."""
        wanted = [self._clause(each) for each in self.query.wanted]
        most = [self._most_of(wanted)] if wanted else []
        counted = {"places": {"terms": {"field": "place", "size": 100}}}
        answer = self.searcher.aggregate(self._all_of(most), counted)
        tabs: Counter[str] = Counter()
        for bucket in answer["places"]["buckets"]:
            tabs[bucket["key"].split("/")[1]] += bucket["doc_count"]
        return tabs

    def _best(self, parts: list[Part], limit: int, *, has_all: bool) -> tuple[Ranked, ...]:
        """Best first; what was only narrowed, not asked for in words, newest first."""
        order = None if self.query.clauses else "published"
        asked = self._all_of([*parts, *_marked("tab", self.filters.tab)])
        found = self.searcher.search(asked, limit, count=False, order_by_field=order).hits
        keys = _keys(self.searcher, [address for _, address in found])
        return tuple(Ranked(key, tab, has_all) for key, tab in keys)

    def _all_of(self, parts: list[Part]) -> tantivy.Query:
        query = self.query
        must = [(MUST, self._clause(each)) for each in query.required]
        must_not = [(MUST_NOT, self._atom(atom)) for atom in query.excluded]
        narrow = _filters(self.audience, self.filters)
        return tantivy.Query.boolean_query([*parts, *must, *must_not, *narrow])

    def _most_of(self, wanted: Sequence[tantivy.Query]) -> Part:
        each = [(SHOULD, query) for query in wanted]
        return MUST, tantivy.Query.boolean_query(each, self.query.enough)

    def _clause(self, clause: Clause) -> tantivy.Query:
        return _best_of([self._atom(atom) for atom in clause.alternatives])

    def _atom(self, atom: Atom) -> tantivy.Query:
        """In the best field; in the text for a smaller circle only where the viewer is in it."""
        readings = {tuple(normal(atom.text, each).split()) for each in LANGUAGES} - {()}
        found = [
            tantivy.Query.boost_query(query, weight)
            for field, weight in WEIGHTS.items()
            for query in self._in(field, readings)
        ]
        if near := self._in("near", readings):
            circle = _one_of("near_audience", self.audience)
            found.append(tantivy.Query.boolean_query([(MUST, _best_of(near)), (MUST, circle)]))
        return _best_of(found)

    def _in(self, field: str, readings: Iterable[tuple[str, ...]]) -> list[tantivy.Query]:
        """A reading with a word that stands nowhere is left out: asking for it takes time."""
        return [
            _in_order(field, reading)
            for reading in readings
            if all(self.searcher.doc_freq(field, word) for word in reading)
        ]


def _in_order(field: str, reading: Sequence[str]) -> tantivy.Query:
    if len(reading) == 1:
        return tantivy.Query.term_query(SCHEMA, field, reading[0])
    return tantivy.Query.phrase_query(SCHEMA, field, list(reading))


def _best_of(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    if not queries:
        return tantivy.Query.empty_query()
    return queries[0] if len(queries) == 1 else tantivy.Query.disjunction_max_query(queries, 0.1)


def _filters(audience: Sequence[str], filters: Filters) -> list[Part]:
    parts = [(MUST, _one_of("audience", audience)), *_marked("kind", filters.kind)]
    for field, ids in filters.narrowed:
        parts.append((MUST, _one_of("marks", [f"{field}:{each}" for each in ids])))
    for field, ids in filters.excluded.items():
        parts.append((MUST_NOT, _one_of("marks", [f"{field}:{each}" for each in ids])))
    return parts


def _marked(field: str, value: str) -> list[Part]:
    return [(MUST, _one_of("marks", [f"{field}:{value}"]))] if value else []


def _one_of(field: str, terms: Sequence[str]) -> tantivy.Query:
    if not terms:
        return tantivy.Query.empty_query()
    return _quiet(tantivy.Query.term_set_query(SCHEMA, field, list(terms)))


def _quiet(query: tantivy.Query) -> tantivy.Query:
    """It narrows and says nothing about which is better."""
    return tantivy.Query.const_score_query(query, 0.0)


# Answers


def _keys(searcher: tantivy.Searcher, addresses: list[tantivy.DocAddress]) -> list[tuple[Key, str]]:
    """Key and tab of each, out of columns: reading the stored documents takes ten times as long."""
    names = [name for name, _ in searcher.terms_with_prefix("place", "")]
    places = {place_code(name): name.split("/") for name in names}
    codes = _numbers(searcher, "place_code", addresses)
    ids = _numbers(searcher, "id", addresses)
    found = ((places[code], number) for code, number in zip(codes, ids, strict=True))
    return [(Key(kind, number), tab) for (kind, tab), number in found]


def _numbers(
    searcher: tantivy.Searcher, field: str, addresses: list[tantivy.DocAddress]
) -> list[int]:
    return [int(value or 0) for value in searcher.fast_field_values(field, addresses)]
