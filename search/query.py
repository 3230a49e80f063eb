"""What somebody typed, as a question. Any text is a question: nothing here raises, and time is linear.

words        wanted; a document with all of them comes before one with most of them;
             joining words (de, of, the) count only where there are no others
"a phrase"   required, in this order
a AND b      both required          a OR b    either
-a, NOT a    excluded
tag:x by:x in:x (door:x)            narrow to a tag, a person, a community; -tag:x leaves it out
"""

import re
from dataclasses import dataclass
from enum import Enum

from search.normalise import STOPWORDS, fold, readable

LONGEST = 400  # characters; what comes after is left out, and the page says so
MOST_WORDS = 32

FIELDS = {"tag": "tag", "by": "by", "door": "by", "in": "in"}
QUOTES = str.maketrans("“”„«»", '"' * 5)
PIECE = re.compile(
    r'(?P<minus>-)?(?:(?P<field>tag|door|by|in):)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))',
    re.IGNORECASE,
)


class Need(Enum):
    REQUIRED = "required"
    WANTED = "wanted"


@dataclass(frozen=True, slots=True)
class Atom:
    text: str
    is_phrase: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """One of these."""

    alternatives: tuple[Atom, ...]
    need: Need = Need.WANTED


@dataclass(frozen=True, slots=True)
class Narrowing:
    field: str
    words: str
    is_excluded: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    clauses: tuple[Clause, ...] = ()
    excluded: tuple[Atom, ...] = ()
    narrowings: tuple[Narrowing, ...] = ()
    was_cut: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.clauses or self.excluded or self.narrowings)

    @property
    def wanted(self) -> tuple[Clause, ...]:
        return tuple(clause for clause in self.clauses if clause.need is Need.WANTED)

    @property
    def enough(self) -> int:
        """How many of the wanted clauses a document must have: most of them."""
        wanted = len(self.wanted)
        return min(wanted, max(1, min(wanted - 1, wanted // 2 + 1)))

    @property
    def required(self) -> tuple[Clause, ...]:
        return tuple(clause for clause in self.clauses if clause.need is Need.REQUIRED)

    @property
    def atoms(self) -> tuple[Atom, ...]:
        return tuple(atom for clause in self.clauses for atom in clause.alternatives)


def parse(text: str) -> Query:
    draft = _Draft()
    for piece in PIECE.finditer(readable(text[:LONGEST]).translate(QUOTES)):
        if draft.count >= MOST_WORDS:
            return draft.query(was_cut=True)
        draft.take(piece)
    return draft.query(was_cut=len(text) > LONGEST)


class _Draft:
    """A question being read, word by word, with the operator that waits for its right-hand side."""

    def __init__(self) -> None:
        self.count = 0
        self._operator = ""
        self._clauses: list[Clause] = []
        self._excluded: list[Atom] = []
        self._narrowings: list[Narrowing] = []

    def take(self, piece: re.Match[str]) -> None:
        if piece[0] in ("AND", "OR", "NOT"):
            self._operator = piece[0]
            return
        is_phrase = piece["phrase"] is not None
        text = (piece["phrase"] if is_phrase else piece["word"]).strip()
        if any(letter.isalnum() for letter in text):
            self.count += 1
            self._place(piece, Atom(text, is_phrase))
        self._operator = ""

    def _place(self, piece: re.Match[str], atom: Atom) -> None:
        is_excluded = bool(piece["minus"]) or self._operator == "NOT"
        if piece["field"]:
            field = FIELDS[piece["field"].lower()]
            self._narrowings.append(Narrowing(field, atom.text, is_excluded))
        elif is_excluded:
            self._excluded.append(atom)
        elif self._operator == "OR" and self._clauses:
            last = self._clauses[-1]
            self._clauses[-1] = Clause((*last.alternatives, atom), last.need)
        else:
            self._add(atom)

    def _add(self, atom: Atom) -> None:
        is_joined = self._operator == "AND" and bool(self._clauses)
        if is_joined:
            self._clauses[-1] = Clause(self._clauses[-1].alternatives, Need.REQUIRED)
        need = Need.REQUIRED if is_joined or atom.is_phrase else Need.WANTED
        self._clauses.append(Clause((atom,), need))

    def query(self, *, was_cut: bool) -> Query:
        telling = tuple(clause for clause in self._clauses if not _only_joins(clause))
        return Query(
            telling or tuple(self._clauses),
            tuple(self._excluded),
            tuple(self._narrowings),
            was_cut,
        )


def _only_joins(clause: Clause) -> bool:
    """*de*, *of*, *the*: left out of a question that holds any other word."""
    first = clause.alternatives[0]
    return (
        clause.need is Need.WANTED
        and len(clause.alternatives) == 1
        and fold(first.text) in STOPWORDS
    )
