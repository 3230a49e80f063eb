"""Which parts of two rows are the same, in the fewest steps from one to the other, and never at more than a given effort.

The greedy algorithm of E. W. Myers, "An O(ND) difference algorithm and its variations", Algorithmica 1 (1986):
long equal texts cost one pass. Where the effort runs out, what is left is one change.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Piece(NamedTuple):
    """`one[begin:end]` became `other[start:stop]`; the same, where `same`."""

    same: bool
    begin: int
    end: int
    start: int
    stop: int


@dataclass(slots=True)
class Effort:
    """Steps that may still be taken; shared by all comparisons of one page, so that no text holds it up."""

    left: int = 150_000

    def spend(self, steps: int) -> bool:
        self.left -= steps
        return self.left >= 0


def aligned(one: Sequence[Hashable], other: Sequence[Hashable], effort: Effort) -> list[Piece]:
    """From begin to end; what is the same and what is not by turns."""
    most = min(len(one), len(other))
    head = next((at for at in range(most) if one[at] != other[at]), most)
    most -= head
    tail = next((at for at in range(most) if one[-1 - at] != other[-1 - at]), most)
    ends = Piece(False, head, len(one) - tail, head, len(other) - tail)
    found = [Piece(True, 0, head, 0, head)] if head else []
    found += _inner_pieces(one[head : ends.end], other[head : ends.stop], head, effort)
    if tail:
        found.append(Piece(True, ends.end, len(one), ends.stop, len(other)))
    return _slid(_joined(found), one, other)


def _inner_pieces(
    one: Sequence[Hashable], other: Sequence[Hashable], begin: int, effort: Effort
) -> list[Piece]:
    """Of what stands between the same beginning and the same end, `begin` places further on."""
    pieces = _pieces(_same_places(one, other, effort), len(one), len(other))
    return [Piece(piece.same, *(begin + place for place in piece[1:])) for piece in pieces]


def _joined(pieces: list[Piece]) -> list[Piece]:
    found: list[Piece] = []
    for piece in pieces:
        if found and found[-1].same and piece.same:
            found[-1] = found[-1]._replace(end=piece.end, stop=piece.stop)
        else:
            found.append(piece)
    return found


def _slid(pieces: list[Piece], one: Sequence[Hashable], other: Sequence[Hashable]) -> list[Piece]:
    """What was only put in or taken out stands as late as it can: a new sentence after the stop, not before it."""
    for at in range(1, len(pieces) - 1):
        before, change, after = pieces[at - 1 : at + 2]
        row, begin, end = (one, change.begin, change.end)
        if change.begin == change.end:
            row, begin, end = (other, change.start, change.stop)
        elif change.start != change.stop:
            continue
        if change.same:
            continue
        room = after.end - after.begin - (0 if at == len(pieces) - 2 else 1)
        by = next((by for by in range(room) if row[begin + by] != row[end + by]), room)
        pieces[at - 1] = before._replace(end=before.end + by, stop=before.stop + by)
        pieces[at] = Piece(False, *(place + by for place in change[1:]))
        pieces[at + 1] = after._replace(begin=after.begin + by, start=after.start + by)
    return [piece for piece in pieces if piece.end > piece.begin or piece.stop > piece.start]


def _pieces(places: list[tuple[int, int]], length: int, other: int) -> list[Piece]:
    found: list[Piece] = []
    left = right = 0
    for begin, start in [*places, (length, other)]:
        if (begin, start) != (left, right):
            found.append(Piece(False, left, begin, right, start))
        if begin == length and start == other:
            break
        last = found[-1] if found else None
        if last and last.same and (last.end, last.stop) == (begin, start):
            found[-1] = last._replace(end=begin + 1, stop=start + 1)
        else:
            found.append(Piece(True, begin, begin + 1, start, start + 1))
        left, right = begin + 1, start + 1
    return found


def _same_places(
    one: Sequence[Hashable], other: Sequence[Hashable], effort: Effort
) -> list[tuple[int, int]]:
    if not effort.spend(len(one) + len(other)) or set(one).isdisjoint(other):
        return []
    return _way_back(_trail(one, other, effort), len(one), len(other))


def _trail(
    one: Sequence[Hashable], other: Sequence[Hashable], effort: Effort
) -> list[dict[int, int]]:
    """Per number of steps: how far each diagonal got before it. Empty when it takes too many."""
    length, width = len(one), len(other)
    furthest, trail = {1: 0}, []
    for steps in range(length + width + 1):
        trail.append(furthest.copy())
        if not effort.spend(2 * steps + 1):
            return []
        for diagonal in range(-steps, steps + 1, 2):
            at = start = _reached(furthest, diagonal, steps)
            while at < length and at - diagonal < width and one[at] == other[at - diagonal]:
                at += 1
            effort.left -= at - start
            furthest[diagonal] = at
            if at >= length and at - diagonal >= width:
                return trail
    return trail


def _came_down(furthest: dict[int, int], diagonal: int, steps: int) -> bool:
    """From a place further along in the other row; else from one further along in this."""
    if diagonal in (-steps, steps):
        return diagonal == -steps
    return furthest[diagonal - 1] < furthest[diagonal + 1]


def _reached(furthest: dict[int, int], diagonal: int, steps: int) -> int:
    down = _came_down(furthest, diagonal, steps)
    return furthest[diagonal + 1] if down else furthest[diagonal - 1] + 1


def _way_back(trail: list[dict[int, int]], left: int, right: int) -> list[tuple[int, int]]:
    places: list[tuple[int, int]] = []
    for steps in range(len(trail) - 1, -1, -1):
        diagonal = left - right
        begin = _reached(trail[steps], diagonal, steps)
        while left > begin:
            left, right = left - 1, right - 1
            places.append((left, right))
        if _came_down(trail[steps], diagonal, steps):
            right -= 1
        else:
            left -= 1
    return places[::-1]
