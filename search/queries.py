"""What the search page shows, always for one viewer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.safestring import SafeString

from search.asking import Question, answers, best, by_kind
from search.documents import Document
from search.engine import ENOUGH, EngineUnavailable
from search.highlights import Marker, opening
from search.normalise import readable
from search.query import LONGEST, Query, parse
from search.results import Deep, Hit, Key, Ranked, Results
from search.sources import Signpost, Source, Viewer, signposts, sources

PER_PAGE = 20
TABS = ("posts", "people", "communities", "bookmarks")


@dataclass(frozen=True, slots=True)
class Tab:
    name: str
    count: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class SearchPage:
    """`partial` are the hits that have most of the words; they come after those that have all."""

    text: str
    query: Query
    tabs: Sequence[Tab] = ()
    full: Sequence[Hit] = ()
    partial: Sequence[Hit] = ()
    page: Page[Ranked] | None = None
    total: int = 0
    is_down: bool = False
    signposts: Sequence[Signpost] = ()

    @property
    def is_asked(self) -> bool:
        return not self.query.is_empty

    @property
    def ends_early(self) -> bool:
        """There is more than is listed, and this is the end of the list."""
        return self.page is not None and self.total > ENOUGH and not self.page.has_next()


def search_page(viewer: Viewer, *, text: str, tab: str, number: str) -> SearchPage:
    shown = readable(text[:LONGEST]).strip()
    query = parse(text)
    tab = tab if tab in TABS else ""
    if query.is_empty:
        return SearchPage(shown, query)
    question = Question.of(viewer, query)
    try:
        everything, results = _results(question, tab, keep_order=number not in ("", "1"))
    except EngineUnavailable:
        return _without_index(question, shown, tab)
    page = Paginator(results.hits, PER_PAGE).get_page(number or 1)
    hits = _hits(question, list(page))
    return SearchPage(
        text=shown,
        query=query,
        tabs=_tabs(everything, tab),
        full=[hit for hit in hits if hit.has_all],
        partial=[hit for hit in hits if not hit.has_all],
        page=page,
        total=results.total,
        signposts=signposts(viewer, shown),
    )


def _results(question: Question, tab: str, *, keep_order: bool) -> tuple[Results, Results]:
    """Under every tab, and under this one: a part of it where everything is listed."""
    everything = answers(question, tab="", keep_order=keep_order)
    if not tab:
        return everything, everything
    if everything.total > len(everything.hits):
        return everything, answers(question, tab=tab, keep_order=keep_order)
    hits = tuple(hit for hit in everything.hits if hit.tab == tab)
    return everything, Results(hits=hits, total=len(hits))


def _tabs(everything: Results, current: str) -> list[Tab]:
    counts = everything.tabs
    rest = [Tab(name, counts.get(name, 0), name == current) for name in TABS]
    return [Tab("", everything.total, not current), *rest]


# From ids to lines


def _hits(question: Question, ranked: Sequence[Ranked]) -> list[Hit]:
    """In their order; what went away since it was ranked is left out."""
    rows: dict[Key, Any] = {}
    documents: dict[Key, Document] = {}
    for kind, ids in by_kind(hit.key for hit in ranked).items():
        source = sources()[kind]
        for row in source.read_back(question.viewer).filter(pk__in=ids):
            rows[Key(kind, row.pk)] = row
        for id_, document in source.documents(ids).items():
            documents[Key(kind, id_)] = document
    there = (hit for hit in ranked if hit.key in rows and hit.key in documents)
    marker = Marker.of(question.query)
    return [
        _hit(question, marker, rows[hit.key], documents[hit.key], has_all=hit.has_all)
        for hit in there
    ]


def _hit(question: Question, marker: Marker, row: Any, document: Document, *, has_all: bool) -> Hit:
    found = (marker.excerpt(text) for text in _texts(question, document))
    return Hit(
        key=Key(document.kind, document.id),
        tab=document.tab,
        row=row,
        template=sources()[document.kind].template,
        title=marker.whole(document.title),
        excerpt=next((text for text in found if text is not None), SafeString("")),
        opening=opening(document.body),
        tags=tuple(marker.whole(tag) for tag in _tags(question, document) if marker.is_in(tag)),
        deep=_deep(marker, document),
        has_all=has_all,
    )


def _texts(question: Question, document: Document) -> list[str]:
    near = question.near(document)
    return [document.body, near.body] if near else [document.body]


def _tags(question: Question, document: Document) -> list[str]:
    near = question.near(document)
    return [tag.name for tag in (*document.tags, *(near.tags if near else ()))]


def _deep(marker: Marker, document: Document) -> Deep | None:
    for passage in document.passages:
        if text := marker.excerpt(passage.text):
            return Deep(passage.label, passage.address, text)
    return None


# While there is no index


def _without_index(question: Question, shown: str, tab: str) -> SearchPage:
    """By name or title, the newest first: what a database can do by itself."""
    keys = [key for source in sources().values() for key in _by_name(question, source)]
    hits = _hits(question, [Ranked(key, "", has_all=True) for key in keys])
    listed = [hit for hit in hits if tab in ("", hit.tab)][:PER_PAGE]
    posts = signposts(question.viewer, shown)
    return SearchPage(shown, question.query, full=listed, is_down=True, signposts=posts)


def _by_name(question: Question, source: Source) -> list[Key]:
    rows = source.read_back(question.viewer)
    for atom in question.query.atoms:
        rows = rows.filter(**{f"{source.name_field}__icontains": atom.text})
    ids = rows.order_by("-pk").values_list("pk", flat=True)[:PER_PAGE]
    return [Key(source.kind, each) for each in ids]


# For other screens


def most_alike(viewer: Viewer, text: str, *, kind: str, most: int) -> list[int]:
    """Ids of what looks most like these words, best first, as far as the viewer may see it."""
    query = parse(text)
    if query.is_empty:
        return []
    try:
        found = best(Question.of(viewer, query), kind=kind, most=2 * most)
    except EngineUnavailable:
        return []
    return [hit.key.id for hit in found][:most]
