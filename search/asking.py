"""From a question to what its asker may see of the answer. The engine ranks, the database decides.

The engine filters by the viewer's tokens; then every hit is looked up again through `visible_to`,
and what waits in the queue is judged by what it says now. What falls out is in no list and no count.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from django.core.cache import cache

from search.documents import Document, Near, whole_text
from search.engine import Filters
from search.engines import current_engine
from search.models import SearchChange
from search.normalise import forms, forms_of, words
from search.query import Clause, Query
from search.results import Key, Ranked, Results
from search.sources import Viewer, audience_of, resolve, sources

KEPT = 600  # seconds


@dataclass(frozen=True, slots=True)
class Question:
    viewer: Viewer
    query: Query
    audience: tuple[str, ...]

    @classmethod
    def of(cls, viewer: Viewer, query: Query) -> "Question":
        return cls(viewer, query, audience_of(viewer))

    def readable(self, document: Document) -> list[str]:
        """The texts of a document that this viewer may read."""
        if set(self.audience).isdisjoint(document.audience):
            return []
        texts = [document.title, whole_text(document), *(tag.name for tag in document.tags)]
        if near := self.near(document):
            texts += [near.body, *(tag.name for tag in near.tags)]
        return texts

    def near(self, document: Document) -> Near | None:
        """The text for a smaller circle, where this viewer is in it."""
        near = document.near
        return near if near and not set(self.audience).isdisjoint(near.audience) else None

    def judge(self, document: Document) -> bool | None:
        """As an engine would, of one document: None is no, else whether it has every word."""
        texts = self.readable(document)
        has = _Vocabulary.of(texts).has
        wanted = sum(map(has, self.query.wanted))
        is_answer = (
            bool(texts)
            and all(map(has, self.query.required))
            and wanted >= self.query.enough
            and not any(has(Clause((atom,))) for atom in self.query.excluded)
        )
        return wanted == len(self.query.wanted) if is_answer else None


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    forms: frozenset[str]

    @classmethod
    def of(cls, texts: Iterable[str]) -> "_Vocabulary":
        return cls(frozenset(form for text in texts for form in forms_of(text)))

    def has(self, clause: Clause) -> bool:
        """Of a phrase: all its words, in whatever order."""
        return any(
            all(not self.forms.isdisjoint(forms(word.text)) for word in words(atom.text))
            for atom in clause.alternatives
        )


def answers(question: Question, *, tab: str, keep_order: bool) -> Results:
    """Ranked anew, or as ranked before while somebody turns the pages of it."""
    name = _cache_name(question, tab)
    ranked: Results | None = cache.get(name) if keep_order else None
    if ranked is None:
        ranked = current_engine().search(
            question.query, audience=question.audience, filters=_filters(question, tab)
        )
        cache.set(name, ranked, KEPT)
    return _seen(question, ranked)


def best(question: Question, *, kind: str, most: int) -> list[Ranked]:
    """The best few of one kind, for who is still typing: nothing is kept, counted or looked up further."""
    filters = replace(_filters(question, ""), kind=kind)
    hits = current_engine().best(
        question.query, audience=question.audience, filters=filters, limit=most
    )
    return _as_seen(question, hits)


def _cache_name(question: Question, tab: str) -> str:
    asked = blake2b(repr((question.query, tab)).encode(), digest_size=16).hexdigest()
    return f"search:{question.viewer.pk}:{asked}"


def _filters(question: Question, tab: str) -> Filters:
    narrowed: list[tuple[str, frozenset[int]]] = []
    excluded: dict[str, set[int]] = defaultdict(set)
    for each in question.query.narrowings:
        ids = resolve(question.viewer, each.field, each.words)
        if each.is_excluded:
            excluded[each.field] |= ids
        else:
            narrowed.append((each.field, ids))
    return Filters(tab=tab, narrowed=narrowed, excluded=excluded)


def _seen(question: Question, ranked: Results) -> Results:
    hits = _as_seen(question, ranked.hits)
    there = {hit.key for hit in hits}
    gone = Counter(hit.tab for hit in ranked.hits if hit.key not in there)
    return Results(
        hits=tuple(hits),
        total=ranked.total - gone.total(),
        tabs={tab: count - gone[tab] for tab, count in ranked.tabs.items()},
    )


def _as_seen(question: Question, ranked: Sequence[Ranked]) -> list[Ranked]:
    judged = _judged(question, ranked)
    hits = [hit._replace(has_all=judged[hit.key]) for hit in ranked if hit.key in judged]
    return sorted(hits, key=lambda hit: not hit.has_all)


def _judged(question: Question, hits: Sequence[Ranked]) -> dict[Key, bool]:
    """What the viewer may see, and whether it has all the words."""
    had_all = {hit.key: hit.has_all for hit in hits}
    judged = {}
    for kind, ids in by_kind(had_all).items():
        seen = sources()[kind].seen_by(question.viewer, ids)
        waiting = _waiting(question, kind, seen)
        for each in seen - waiting.keys():
            judged[Key(kind, each)] = had_all[Key(kind, each)]
        judged |= {
            Key(kind, each): has_all for each, has_all in waiting.items() if has_all is not None
        }
    return judged


def _waiting(question: Question, kind: str, ids: set[int]) -> dict[int, bool | None]:
    """Of what waits in the queue: None where it no longer answers, else whether it has all."""
    queued = SearchChange.objects.filter(kind=kind, object_id__in=ids)
    waiting = list(queued.values_list("object_id", flat=True))
    if not waiting:
        return {}
    now = sources()[kind].documents(waiting)
    return {each: question.judge(now[each]) if each in now else None for each in waiting}


def by_kind(keys: Iterable[Key]) -> dict[str, list[int]]:
    """Of the kinds that have a source; what an old index still holds of others is left."""
    found: dict[str, list[int]] = defaultdict(list)
    for key in keys:
        if key.kind in sources():
            found[key.kind].append(key.id)
    return found
