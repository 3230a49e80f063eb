"""Marks the words that were asked for, in text we hold ourselves. Everything else is escaped.

A word is marked where its plain form is one of the question's, so what is marked is what was found.
"""

from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString

from search.normalise import Word, forms, readable, words
from search.query import Query

FURTHEST = 10_000  # characters that are looked through for something to show
BEFORE, LENGTH = 80, 240


@dataclass(frozen=True, slots=True)
class Marker:
    wanted: frozenset[str]

    @classmethod
    def of(cls, query: Query) -> "Marker":
        asked = (word for atom in query.atoms for word in words(readable(atom.text)))
        return cls(frozenset(form for word in asked for form in forms(word.text)))

    def is_in(self, text: str) -> bool:
        return any(self._is_wanted(word) for word in words(readable(text)))

    def whole(self, text: str) -> SafeString:
        return self._marked(readable(text))

    def excerpt(self, text: str) -> SafeString | None:
        """The words around the first one that was asked for; None when there is none."""
        looked = readable(text[:FURTHEST])
        first = next((word for word in words(looked) if self._is_wanted(word)), None)
        return None if first is None else self._marked(_around(looked, first))

    def _is_wanted(self, word: Word) -> bool:
        return not self.wanted.isdisjoint(forms(word.text))

    def _marked(self, text: str) -> SafeString:
        parts, end = [], 0
        for word in words(text):
            if self._is_wanted(word):
                parts += [escape(text[end : word.start]), "<mark>"]
                parts += [escape(text[word.start : word.end]), "</mark>"]
                end = word.end
        return SafeString("".join([*parts, escape(text[end:])]))


def opening(text: str) -> SafeString:
    """How a text begins, for a line in which nothing needs marking."""
    start = readable(text[: LENGTH * 2]).strip()
    return escape(_shortened(start))


def _around(text: str, word: Word) -> str:
    """From the start of its sentence where that is near, else from a few words before."""
    start = max(0, word.start - BEFORE)
    near = text[start : word.start]
    sentence = max(near.rfind(end) for end in (". ", "? ", "! ", "\n"))
    if sentence >= 0:
        return _shortened(text[start + sentence + 1 :].lstrip())
    if start == 0:
        return _shortened(text)
    return "…" + _shortened(text[start + near.find(" ") + 1 :])


def _shortened(text: str) -> str:
    if len(text) <= LENGTH:
        return text
    return text[:LENGTH].rsplit(" ", 1)[0].rstrip(",;:") + "…"
