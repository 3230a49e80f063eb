"""Any HTML becomes a tree of our own blocks: renamed, never deeper than `DEEPEST`, formatting carried in marks.

In the spirit of tree construction in the HTML standard (13.2.6), as far as it repairs what people paste: a paragraph
ends where the next block begins, cells find their row and items their list.
"""

import re
from collections import Counter
from typing import Final

from .addresses import safe_href
from .attributes import block_attributes, mark_of
from .limits import (
    BLOCKS,
    DEEPEST,
    EDGES,
    HEADINGS,
    LEAVES,
    LISTS,
    MARKS,
    MOST_CARRIED,
    MOST_OPEN_MARKS,
    NESTING,
    RENAMED,
    TABLE_PARTS,
)
from .pictures import picture
from .tokens import TOKEN, attributes_of, decoded
from .tree import Block, Mark, Run

EDGE: Final = Block("edge")  # parts loose text from loose text

_SPACES = re.compile("[ \t\n]{2,}|[\t\n]")
_ROWS: Final = {"table", "thead", "tbody"}
_PARENTS: Final[dict[str, set[str]]] = {
    "li": LISTS,
    "dt": {"dl"},
    "dd": {"dl"},
    "thead": {"table"},
    "tbody": {"table"},
    "tr": _ROWS,
    "td": _ROWS | {"tr"},
    "th": _ROWS | {"tr"},
}
_DIRECT: Final[dict[str, set[str]]] = {
    **_PARENTS,
    "tr": {"thead", "tbody"},
    "td": {"tr"},
    "th": {"tr"},
}
# What stands between a structure and text that was put straight into it.
_BETWEEN: Final = {
    "ul": "li",
    "ol": "li",
    "dl": "dd",
    "table": "tbody",
    "thead": "tr",
    "tbody": "tr",
    "tr": "td",
}
_CELLS: Final = {"td", "th"}
_WALLS: Final[dict[str, set[str]]] = {
    "li": _CELLS | {"blockquote", "dd", "dt"},
    "dt": _CELLS | {"blockquote", "li"},
    "dd": _CELLS | {"blockquote", "li"},
}


def build(html: str) -> Block:
    """The tree as it was written; `tidied` makes it canonical."""
    builder = _Builder()
    for token in TOKEN.finditer(html):
        text, name, close, attributes = token.group("text", "name", "close", "attributes")
        if text is not None:
            builder.text(decoded(text))
        elif name is not None:
            tag = name.lower()
            tag = RENAMED.get(tag, tag)
            if close:
                builder.end(tag)
            else:
                builder.start(tag, attributes)
    return builder.open[0]


class _Builder:
    def __init__(self) -> None:
        self.open = [Block("root")]
        self.bases = [0]  # how many marks were open where each block began
        self.marks: list[tuple[str, Mark | None]] = []
        self.active: tuple[Mark, ...] = ()
        self.ignored: Counter[str] = Counter()  # begun beyond a limit, so their ends mean nothing
        self.carried = 0
        self.serial = 0

    def text(self, text: str) -> None:
        if self.open[-1].tag == "pre":
            self.open[-1].children.append(Run(text))
            return
        text = _SPACES.sub(" ", text)
        if text != " " or self.open[-1].tag not in _BETWEEN:
            self._add(text)

    def start(self, tag: str, attributes: str) -> None:
        if self.open[-1].tag == "pre":
            self._line_in_code(tag)
        elif tag in MARKS:
            self._mark(tag, attributes)
        elif tag == "br":
            self._add("\n")
        elif tag == "hr":
            self._begin(Block("hr"))
            self._finish("hr")
        elif tag == "img":
            self._picture(attributes_of(attributes))
        elif tag in BLOCKS:
            self._begin(Block(tag, block_attributes(tag, attributes)))
        elif tag in EDGES:
            self._start_edge(tag)

    def end(self, tag: str) -> None:
        if self.open[-1].tag == "pre" and tag != "pre":
            self._line_in_code(tag)
        elif self.ignored.get(tag):
            self.ignored[tag] -= 1
            if tag in BLOCKS:
                self._edge()
        elif tag in MARKS:
            self._unmark(tag)
        elif tag in BLOCKS:
            self._finish(tag)
        elif tag in EDGES:
            if self.open[-1].tag == "figure":
                self._close_from(len(self.open) - 1)
            self._edge()

    def _add(self, text: str) -> None:
        self._fill_in()
        self.open[-1].children.append(Run(text, self.active))

    def _line_in_code(self, tag: str) -> None:
        """Some editors show code as rows of <div>, <p> or <li>."""
        if tag == "br" or tag in BLOCKS or tag in EDGES:
            self.open[-1].children.append(Run("\n"))

    def _picture(self, found: dict[str, str]) -> None:
        """Of a picture from elsewhere stays what it says, with a link to where it is."""
        if figure := picture(found):
            self._begin(figure)
            self._close_from(len(self.open) - 1)
            return
        href = safe_href(found.get("src", ""))
        linked = any(mark.kind == "a" for mark in self.active) or not href
        if words := _SPACES.sub(" ", decoded(found.get("alt", ""))).strip():
            self._fill_in()
            marks = self.active if linked else (*self.active, Mark("a", href or ""))
            self.open[-1].children.append(Run(words, marks))

    def _start_edge(self, tag: str) -> None:
        last = self.open[-1].children[-1] if self.open[-1].children else None
        if tag == "figcaption" and isinstance(last, Block) and last.tag == "figure":
            self._reopen(last)
        else:
            self._edge()

    # Marks.

    def _mark(self, tag: str, attributes: str) -> None:
        if len(self.marks) >= MOST_OPEN_MARKS:
            self.ignored[tag] += 1
            return
        self.serial += 1
        self.marks.append((tag, mark_of(tag, attributes, self.serial)))
        self._weigh()

    def _unmark(self, tag: str) -> None:
        for index in reversed(range(len(self.marks))):
            if self.marks[index][0] == tag:
                del self.marks[index]
                self._weigh()
                return

    def _weigh(self) -> None:
        """Each kind counts once, the innermost; a mention holds nothing and stands in no link or code."""
        kinds = {mark.kind: mark for _, mark in self.marks if mark} if self.marks else {}
        if "mention" in kinds:
            kinds = dict(list(kinds.items())[: list(kinds).index("mention") + 1])
            if kinds.keys() & {"a", "code"}:
                del kinds["mention"]
        self.active = tuple(kinds.values())

    # Blocks.

    def _begin(self, block: Block) -> None:
        if block.tag == "p" and self.open[-1].tag in HEADINGS:
            self._edge()
            return
        if self.open[-1].tag in LEAVES | {"figure"}:
            self._close_from(len(self.open) - 1)
        if not self._make_place(block.tag):
            self._edge()
        elif block.tag in NESTING and len(self.open) >= DEEPEST:
            self.ignored[block.tag] += 1
            self._edge()
        else:
            self._push(block)

    def _finish(self, tag: str) -> None:
        walls = set() if tag in TABLE_PARTS else _CELLS
        index = self._nearest(HEADINGS if tag in HEADINGS else {tag}, walls)
        if index:
            self._close_from(index)
        else:
            self._edge()

    def _edge(self) -> None:
        inside = self.open[-1]
        if inside.tag in {"p", "figure"}:
            self._close_from(len(self.open) - 1)
        elif inside.tag in HEADINGS:
            inside.children.append(Run(" ", self.active))
        elif inside.tag not in _BETWEEN:
            inside.children.append(EDGE)

    def _make_place(self, tag: str) -> bool:
        """Whether a block of this kind can stand here now."""
        if tag not in _PARENTS:
            self._fill_in()
            return True
        index = self._nearest(_PARENTS[tag], _WALLS.get(tag, set()))
        if index:
            self._close_from(index + 1)
        elif tag == "li" and len(self.open) < DEEPEST:
            self._fill_in()
            self._push(Block("ul"))
        else:
            return False
        while self.open[-1].tag not in _DIRECT[tag]:
            self._push(Block(_BETWEEN[self.open[-1].tag]))
        return True

    def _nearest(self, tags: set[str], walls: set[str]) -> int:
        """The place of the innermost open block among `tags`, 0 when there is none before a wall."""
        for index in reversed(range(1, len(self.open))):
            if self.open[index].tag in tags:
                return index
            if self.open[index].tag in walls:
                break
        return 0

    def _fill_in(self) -> None:
        """Text put straight into a list joins its last item; in a table it gets a cell."""
        while self.open[-1].tag in _BETWEEN:
            inside = self.open[-1]
            last = inside.children[-1] if inside.children else None
            if inside.tag in LISTS and isinstance(last, Block):
                last.children.append(EDGE)
                self._reopen(last)
            else:
                self._push(Block(_BETWEEN[inside.tag]))

    def _reopen(self, last: Block) -> None:
        """What follows joins the last block that was closed."""
        self.open.append(last)
        self.bases.append(len(self.marks))

    def _push(self, block: Block) -> None:
        self.open[-1].children.append(block)
        self.open.append(block)
        self.bases.append(len(self.marks))
        if self.marks:
            self.carried += 1
            if self.carried > MOST_CARRIED:
                self.marks.clear()
                self._weigh()

    def _close_from(self, index: int) -> None:
        if index == len(self.open):
            return
        if len(self.marks) > self.bases[index]:
            del self.marks[self.bases[index] :]
            self._weigh()
        del self.open[index:], self.bases[index:]
