"""A row of text as words that can be compared, each with the marks it carries."""

import re
from collections.abc import Sequence
from typing import Final

from .aligning import Effort, Piece, aligned
from .tree import Mark, Run

_WORD = re.compile(r"\w+|[^\S\n]+|[^\w\s]|\n")
_KINSHIP: Final = 0.3  # two rows with less of their letters in common are different rows

Key = tuple[str, tuple[tuple[str, str], ...]]


def words_of(runs: Sequence[Run]) -> list[Run]:
    return [Run(word, run.marks) for run in runs for word in _words(run)]


def compared(one: Sequence[Run], other: Sequence[Run], effort: Effort) -> list[Piece]:
    """As `aligned`, but a space between two changes is part of them, and rows with little in common have nothing."""
    pieces = aligned([_key(word) for word in one], [_key(word) for word in other], effort)
    if _in_common(pieces, one) < _KINSHIP * max(_letters(one), _letters(other)):
        return [Piece(False, 0, len(one), 0, len(other))] if one or other else []
    return _joined(pieces, one)


def _joined(pieces: list[Piece], one: Sequence[Run]) -> list[Piece]:
    found: list[Piece] = []
    for at, piece in enumerate(pieces):
        inside = 0 < at < len(pieces) - 1
        bare = piece.same and not _letters(one[piece.begin : piece.end])
        changed = not piece.same or (inside and bare)
        if changed and found and not found[-1].same:
            found[-1] = Piece(False, found[-1].begin, piece.end, found[-1].start, piece.stop)
        else:
            found.append(piece._replace(same=not changed))
    return found


def _in_common(pieces: list[Piece], one: Sequence[Run]) -> int:
    return sum(_letters(one[piece.begin : piece.end]) for piece in pieces if piece.same)


def _letters(words: Sequence[Run]) -> int:
    return sum(len(word.text) for word in words if not word.text.isspace())


def _words(run: Run) -> list[str]:
    """A mention is one word."""
    whole = run.marks and run.marks[-1].kind == "mention"
    return [run.text] if whole else _WORD.findall(run.text)


def _key(word: Run) -> Key:
    return word.text, tuple(map(_same_mark, word.marks)) if word.marks else ()


def _same_mark(mark: Mark) -> tuple[str, str]:
    """Its serial only tells neighbours in one text apart."""
    return mark.kind, mark.value
