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
    """How a text begins, for where nothing in it was asked for."""
    return escape(_shortened(readable(text[: LENGTH * 2]).strip()))


def _around(text: str, word: Word) -> str:
    """Within its paragraph: from the start of its sentence where that is near, else a bit before."""
    start = max(word.start - BEFORE, text.rfind("\n", 0, word.start) + 1)
    is_cut = start > 0 and text[start - 1] != "\n"
    near, rest = text[start : word.start], text[start:].partition("\n")[0]
    sentence = max(near.rfind(end) for end in (". ", "? ", "! "))
    if sentence >= 0:
        return _shortened(rest[sentence + 2 :])
    return "…" + _shortened(rest[near.find(" ") + 1 :]) if is_cut else _shortened(rest)


def _shortened(text: str) -> str:
    if len(text) <= LENGTH:
        return text
    return text[:LENGTH].rsplit(" ", 1)[0].rstrip(",;:") + "…"
