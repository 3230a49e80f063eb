"""What one text has and another has not, by words: the newer text with <del> and <ins> in it.

Blocks that stayed the same are not read at all. A changed block is compared by words with the block it was; where that
would take too much effort, the old one is taken out whole and the new one put in.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from .aligning import Effort, aligned
from .sanitising import parsed
from .tree import Block, Mark, Node, Run, html_of, merged
from .words import compared, words_of

_EDGE = re.compile(r"<(/?)(p|h2|h3|ul|ol|dl|blockquote|pre|table|figure)\b[^>]*>|<hr>")
_WHOLE: Final = {"figure", "hr", "pre"}  # never compared inside
_ALIKE: Final = 0.4  # share of words in common from which a block is another version of one
_MOST_PAIRS: Final = 900

Pair = tuple[Block | None, Block | None]  # a block and what became of it


class Part(NamedTuple):
    html: str
    changed: bool


def differences(before: str, after: str, effort: Effort | None = None) -> list[Part]:
    """Of two stored texts, block by block in the order of the newer one."""
    effort = effort or Effort()
    old, new = blocks_of(before), blocks_of(after)
    parts: list[Part] = []
    for same, begin, end, start, stop in aligned(old, new, effort):
        if same:
            parts += [Part(html, False) for html in new[start:stop]]
        else:
            parts += _changed(old[begin:end], new[start:stop], effort)
    return parts


def _changed(old: Sequence[str], new: Sequence[str], effort: Effort) -> list[Part]:
    letters = sum(map(len, old)) + sum(map(len, new))
    if not effort.spend(letters // 2):
        whole = {"del": "".join(old), "ins": "".join(new)}
        return [Part(f"<{kind}>{html}</{kind}>", True) for kind, html in whole.items() if html]
    blocks = compare(_read(old), _read(new), effort)
    return [Part(html_of([block]), True) for block in blocks]


def line_differences(before: str, after: str, effort: Effort | None = None) -> str:
    """Of two titles, as HTML."""
    return html_of(_compare_runs([Run(before)], [Run(after)], effort or Effort()))


def blocks_of(html: str) -> list[str]:
    """The outermost blocks of stored HTML, without reading what is in them."""
    blocks, begin, depth = [], 0, 0
    for edge in _EDGE.finditer(html):
        if edge[2]:
            depth += -1 if edge[1] else 1
        if depth == 0:
            blocks.append(html[begin : edge.end()])
            begin = edge.end()
    return [*blocks, html[begin:]] if html[begin:] else blocks


def compare(old: Sequence[Block], new: Sequence[Block], effort: Effort) -> list[Block]:
    found: list[Block] = []
    for same, begin, end, start, stop in aligned(keys(old), keys(new), effort):
        if same:
            found += new[start:stop]
        else:
            for pair in paired(old[begin:end], new[start:stop], effort):
                found += _compare_pair(pair, effort)
    return found


def paired(old: Sequence[Block], new: Sequence[Block], effort: Effort) -> list[Pair]:
    """Changed blocks with what became of them: as many words in common as can be, in the same order."""
    size = len(old) * len(new)
    if size > _MOST_PAIRS or not effort.spend(20 * size):
        return [*((block, None) for block in old), *((None, block) for block in new)]
    likeness = [[_likeness(left, right) for right in map(_told, new)] for left in map(_told, old)]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for row in range(len(old) - 1, -1, -1):
        for column in range(len(new) - 1, -1, -1):
            together = likeness[row][column] + best[row + 1][column + 1]
            apart = max(best[row + 1][column], best[row][column + 1])
            best[row][column] = max(apart, together if likeness[row][column] else 0)
    return _walked(old, new, best)


def _walked(
    old: Sequence[Block], new: Sequence[Block], best: Sequence[Sequence[float]]
) -> list[Pair]:
    pairs: list[Pair] = []
    row = column = 0
    while row < len(old) or column < len(new):
        if row < len(old) and best[row][column] == best[row + 1][column]:
            pairs.append((old[row], None))
            row += 1
        elif column < len(new) and best[row][column] == best[row][column + 1]:
            pairs.append((None, new[column]))
            column += 1
        else:
            pairs.append((old[row], new[column]))
            row, column = row + 1, column + 1
    return pairs


def _likeness(left: tuple[str, frozenset[str]], right: tuple[str, frozenset[str]]) -> float:
    """0 where they are no versions of one block."""
    if left[0] != right[0]:
        return 0
    common, total = len(left[1] & right[1]), len(left[1]) + len(right[1])
    share = 2 * common / total if total else 1
    return share if share >= _ALIKE else 0


def _told(block: Block) -> tuple[str, frozenset[str]]:
    return block.tag, frozenset(_text_of(block).lower().split())


def _text_of(block: Block) -> str:
    inside = (child.text if isinstance(child, Run) else _text_of(child) for child in block.children)
    return " ".join(inside)


def _compare_pair(pair: Pair, effort: Effort) -> list[Block]:
    old, new = pair
    if old is None or new is None or old.tag in _WHOLE:
        gone = [_all(old, "del")] if old else []
        return [*gone, *([_all(new, "ins")] if new else [])]
    runs = _compare_runs(runs_of(old), runs_of(new), effort)
    return [Block(new.tag, new.attributes, [*runs, *compare(inner(old), inner(new), effort)])]


def _compare_runs(old: Sequence[Run], new: Sequence[Run], effort: Effort) -> list[Run]:
    one, other = words_of(old), words_of(new)
    found: list[Run] = []
    for same, begin, end, start, stop in compared(one, other, effort):
        if same:
            found += other[start:stop]
        else:
            found += [_marked(word, "del") for word in merged(one[begin:end])]
            found += [_marked(word, "ins") for word in merged(other[start:stop])]
    return merged(found)


def _all(block: Block, kind: str) -> Block:
    """Its own place stays what it is, so that a new row stands in its table."""
    if block.tag in _WHOLE:
        return Block(kind, {}, [block])
    children: list[Node] = [
        _marked(child, kind) if isinstance(child, Run) else _all(child, kind)
        for child in block.children
    ]
    return Block(block.tag, block.attributes, children)


def runs_of(block: Block) -> list[Run]:
    return [child for child in block.children if isinstance(child, Run)]


def inner(block: Block) -> list[Block]:
    return [child for child in block.children if isinstance(child, Block)]


def _marked(run: Run, kind: str) -> Run:
    return Run(run.text, (Mark(kind), *run.marks))


def keys(blocks: Sequence[Block]) -> list[str]:
    return [html_of([block]) for block in blocks]


def _read(htmls: Sequence[str]) -> list[Block]:
    return inner(parsed("".join(htmls)))
