"""Two texts that both began as a third become one that has the changes of both.

By blocks and, inside a block that both changed, by words. Where both changed the same words, both stand in the result one
after the other, each under its label, and somebody has to choose. Nothing of either is left out unsaid.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Final, Generic, NamedTuple, TypeVar

from .aligning import Effort, Piece, aligned
from .differences import inner, keys, paired, runs_of
from .sanitising import parsed, sanitise
from .tree import Block, Node, Run, html_of, merged, text_of
from .words import compared, words_of

Part = TypeVar("Part")

_TOO_LONG: Final = 500_000  # characters of all three, to look into


class Merged(NamedTuple):
    """`clashes`: in how many places somebody has to choose."""

    html: str
    clashes: int


class Labels(NamedTuple):
    """What stands above each of two versions, in words."""

    theirs: str
    mine: str


@dataclass(slots=True)
class _Changes(Generic[Part]):
    """What one side made of the base: per place what stands there now, and what was put in before it."""

    versions: list[Part | None]
    added: dict[int, list[Part]] = field(default_factory=lambda: defaultdict(list))


class _Clash(Exception):
    """Both changed the same."""


def merge(
    base: str, mine: str, theirs: str, *, labels: Labels, effort: Effort | None = None
) -> Merged:
    """Of three stored texts, canonical again."""
    if len(base) + len(mine) + len(theirs) > _TOO_LONG:
        both = html_of([_label(labels.theirs)]) + theirs + html_of([_label(labels.mine)]) + mine
        return Merged(sanitise(both), 1)
    begun, ours, others = (inner(parsed(html)) for html in (base, mine, theirs))
    blocks, clashes = _outer(begun, ours, others, labels, effort or Effort())
    return Merged(sanitise(html_of(blocks)), clashes)


def merge_lines(base: str, mine: str, theirs: str) -> str:
    """Of titles; where both changed the same words, both with a stroke between them."""
    try:
        return text_of(_words([Run(base)], [Run(mine)], [Run(theirs)], Effort()))
    except _Clash:
        return f"{theirs} / {mine}"


def _outer(
    base: list[Block], mine: list[Block], theirs: list[Block], labels: Labels, effort: Effort
) -> tuple[list[Block], int]:
    found: list[Block] = []
    clashes = 0
    for choice in _choices(base, mine, theirs, effort):
        if isinstance(choice, Block):
            found.append(choice)
            continue
        clashes += 1
        for label, version in zip(labels, choice, strict=True):
            if version is not None:
                found += [_label(label), version]
    return found, clashes


def _choices(
    base: Sequence[Block], mine: Sequence[Block], theirs: Sequence[Block], effort: Effort
) -> list[Block | tuple[Block | None, Block | None]]:
    """In their order; a pair (theirs, mine) where they clash."""
    ours, others = _block_changes(base, mine, effort), _block_changes(base, theirs, effort)
    found: list[Block | tuple[Block | None, Block | None]] = []
    for place in range(len(base) + 1):
        said = [html_of([block]) for block in others.added[place]]
        found += others.added[place]
        found += [block for block in ours.added[place] if html_of([block]) not in said]
        if place == len(base):
            break
        try:
            block = _one(base[place], ours.versions[place], others.versions[place], effort)
            found += [block] if block else []
        except _Clash:
            found.append((others.versions[place], ours.versions[place]))
    return found


def _one(base: Block, mine: Block | None, theirs: Block | None, effort: Effort) -> Block | None:
    if _is_same(mine, theirs) or _is_same(theirs, base):
        return mine
    if _is_same(mine, base):
        return theirs
    if mine is None or theirs is None or {mine.tag, theirs.tag} != {base.tag} or base.tag == "pre":
        raise _Clash
    runs = _words(runs_of(base), runs_of(mine), runs_of(theirs), effort)
    blocks: list[Node] = []
    for choice in _choices(inner(base), inner(mine), inner(theirs), effort):
        if not isinstance(choice, Block):
            raise _Clash
        blocks.append(choice)
    return Block(base.tag, _attributes(base, mine, theirs), [*runs, *blocks])


def _is_same(one: Block | None, other: Block | None) -> bool:
    if one is None or other is None:
        return one is other
    return html_of([one]) == html_of([other])


def _attributes(base: Block, mine: Block, theirs: Block) -> dict[str, str]:
    if theirs.attributes in (mine.attributes, base.attributes):
        return mine.attributes
    if mine.attributes == base.attributes:
        return theirs.attributes
    raise _Clash


def _words(
    base: Sequence[Run], mine: Sequence[Run], theirs: Sequence[Run], effort: Effort
) -> list[Run]:
    words = words_of(base)
    ours = _word_changes(words, words_of(mine), effort)
    others = _word_changes(words, words_of(theirs), effort)
    _refuse_where_they_meet(ours, others)
    _refuse_where_they_meet(others, ours)
    found: list[Run] = []
    for place in range(len(words) + 1):
        found += others.added[place]
        if ours.added[place] != others.added[place]:
            found += ours.added[place]
        if place < len(words) and ours.versions[place] and others.versions[place]:
            found.append(words[place])
    return merged(found)


def _refuse_where_they_meet(one: _Changes[Run], other: _Changes[Run]) -> None:
    """What one puts in beside what the other takes out."""
    for place, added in one.added.items():
        beside = other.versions[max(place - 1, 0) : place + 1]
        if added and None in beside and added != other.added.get(place):
            raise _Clash


def _word_changes(base: list[Run], other: list[Run], effort: Effort) -> _Changes[Run]:
    return _changes(compared(base, other, effort), base, other)


def _block_changes(
    base: Sequence[Block], other: Sequence[Block], effort: Effort
) -> _Changes[Block]:
    pieces = aligned(keys(base), keys(other), effort)
    found = _changes(pieces, base, other)
    for same, begin, end, start, stop in pieces:
        if not same:
            del found.added[begin]
            place = begin
            for old, new in paired(base[begin:end], other[start:stop], effort):
                if old is None and new is not None:
                    found.added[place].append(new)
                elif old is not None:
                    found.versions[place] = new
                    place += 1
    return found


def _changes(pieces: list[Piece], base: Sequence[Part], other: Sequence[Part]) -> _Changes[Part]:
    found: _Changes[Part] = _Changes([None] * len(base))
    for same, begin, end, start, stop in pieces:
        if same:
            found.versions[begin:end] = base[begin:end]
        else:
            found.added[begin] = list(other[start:stop])
    return found


def _label(words: str) -> Block:
    return inner(parsed(f"<p><strong>{escape(words)}</strong></p>"))[0]
