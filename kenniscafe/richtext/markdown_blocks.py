"""Writes blocks as lines of Markdown; a block that Markdown has no words for is kept as HTML in a fence."""

import re
from collections.abc import Callable, Sequence
from enum import Enum, auto
from typing import Final

from .limits import LISTS
from .markdown_picture import picture_line
from .markdown_text import inline, link, longest_row_of_backticks, paragraph
from .tree import Block, Node, Run, html_of, text_of

KEPT: Final = "html-kept"
CITE: Final = "↪"  # a link with this text at the head of a quote says where the quote is from

_PIECE_END = re.compile(
    r"(</(?:p|h[23]|[uod]l|li|d[td]|blockquote|pre|t[dhr]|thead|tbody)>"
    r"|<(?:[uod]l|table|thead|tbody|tr|blockquote)\b[^>]*>)(?=.)",
    re.DOTALL,
)


class Hand(Enum):
    """How to write a block: to be read, escaping whatever could be a sign, or as the HTML it is."""

    READABLE = auto()
    CAREFUL = auto()
    KEPT = auto()


def lines_of(nodes: Sequence[Node], hands: Sequence[Hand]) -> list[str]:
    """Blocks with empty lines between, a hand for each; runs stand only at the head, as the text of a list item."""
    head = Block("p", {}, [node for node in nodes if isinstance(node, Run)])
    lines = _paragraph(head, hands[0], False) if head.children else []
    previous: Block | None = None
    again = False
    for node, hand in zip(nodes, hands, strict=True):
        if isinstance(node, Run):
            continue
        # Two lists in a row would be one list, were it not for another sign.
        again = (
            previous is not None and previous.tag == node.tag and node.tag in LISTS and not again
        )
        if lines and (previous or node.tag not in LISTS or node.attributes):
            lines.append("")
        lines += _block(node, hand, again)
        previous = node
    return lines


def _block(block: Block, hand: Hand, again: bool) -> list[str]:
    write = _WRITERS.get(block.tag)
    if write is None or hand is Hand.KEPT or "lang" in block.attributes:
        return _kept(block)
    return write(block, hand, again)


def _inside(block: Block, hand: Hand) -> list[str]:
    return lines_of(block.children, [hand] * len(block.children))


def _paragraph(block: Block, hand: Hand, _again: bool) -> list[str]:
    return paragraph(_runs(block), careful=hand is Hand.CAREFUL).split("\n")


def _heading(block: Block, hand: Hand, _again: bool) -> list[str]:
    return [f"{'##' if block.tag == 'h2' else '###'} {_one_line(block, hand)}"]


def _picture(block: Block, _hand: Hand, _again: bool) -> list[str]:
    return [
        picture_line(
            block.attributes["data-file"], block.attributes["alt"], text_of(block.children)
        )
    ]


def _rule(_block: Block, _hand: Hand, _again: bool) -> list[str]:
    return ["---"]


def _code(block: Block, _hand: Hand, _again: bool) -> list[str]:
    return _fenced(text_of(block.children), "")


def _one_line(block: Block, hand: Hand) -> str:
    return inline(_runs(block), careful=hand is Hand.CAREFUL).replace("\n", "<br>")


def _items(block: Block, hand: Hand, again: bool) -> list[str]:
    lines: list[str] = []
    for number, item in enumerate(_blocks(block), int(block.attributes.get("start", "1"))):
        sign = "-*"[again] if block.tag == "ul" else f"{number}{'.)'[again]}"
        first, *others = _inside(item, hand)
        # "- ---" would be a line across the page.
        lines.append(f"{sign} {'___' if first == '---' else first}")
        lines += [line and f"{' ' * len(sign)} {line}" for line in others]
    return lines


def _quote(block: Block, hand: Hand, _again: bool) -> list[str]:
    source = [link(block.attributes["cite"], CITE), ""] if "cite" in block.attributes else []
    return [f"> {line}".rstrip(" ") for line in source + _inside(block, hand)]


def _is_simple(table: Block) -> bool:
    """One row of <th> (<td> where nothing stands), then rows of <td>, each cell holding nothing but text."""
    parts = [part.tag for part in _blocks(table)]
    head, *rows = (row for part in _blocks(table) for row in _blocks(part))
    cells = [cell for row in (head, *rows) for cell in _blocks(row)]
    return (
        parts in (["thead"], ["thead", "tbody"])
        and len(_blocks(_blocks(table)[0])) == 1
        and all(cell.tag == "th" or not cell.children for cell in _blocks(head))
        and all(cell.tag == "td" for row in rows for cell in _blocks(row))
        and not any(cell.attributes or _blocks(cell) for cell in cells)
    )


def _table(table: Block, hand: Hand, _again: bool) -> list[str]:
    if not _is_simple(table):
        return _kept(table)
    rows = [_row(row, hand) for part in _blocks(table) for row in _blocks(part)]
    columns = len(_blocks(_blocks(table)[0])[0].children)
    return [rows[0], "|" + " --- |" * columns, *rows[1:]]


def _row(row: Block, hand: Hand) -> str:
    cells = [_one_line(cell, hand).replace("|", "\\|") for cell in _blocks(row)]
    return f"| {' | '.join(cells)} |"


def _kept(block: Block) -> list[str]:
    return _fenced(_PIECE_END.sub("\\1\n", html_of([block])), KEPT)


def _fenced(text: str, name: str) -> list[str]:
    fence = "`" * max(3, longest_row_of_backticks(text) + 1)
    return [f"{fence}{name}", *text.split("\n"), fence]


def _blocks(block: Block) -> list[Block]:
    return [child for child in block.children if isinstance(child, Block)]


def _runs(block: Block) -> list[Run]:
    return [child for child in block.children if isinstance(child, Run)]


_WRITERS: Final[dict[str, Callable[[Block, Hand, bool], list[str]]]] = {
    "blockquote": _quote,
    "figure": _picture,
    "h2": _heading,
    "h3": _heading,
    "hr": _rule,
    "ol": _items,
    "p": _paragraph,
    "pre": _code,
    "table": _table,
    "ul": _items,
}
