"""The one way to write each block: none empty, text in paragraphs, cells in rows, headings on the first row.

A list item or cell whose only paragraph comes first holds its text without <p>, as Markdown's tight lists do.
"""

from .limits import HEADINGS
from .pictures import words
from .runs import paragraphs_of
from .tree import Block, Node, Run, merged, text_of

_LOOSE = {"li", "td", "th", "dd", "dt"}
_MAY_BE_EMPTY = {"td", "th", "hr"}


def tidied(root: Block) -> Block:
    root.children = _flow(root.children)
    return root


def _flow(children: list[Node]) -> list[Node]:
    """Only blocks: loose runs become paragraphs."""
    flow: list[Node] = []
    loose: list[Run] = []
    for child in children:
        if isinstance(child, Run):
            loose.append(child)
            continue
        flow += _paragraphs({}, loose)
        loose = []
        flow += _tidy(child)
    return flow + _paragraphs({}, loose)


def _tidy(block: Block) -> list[Block]:
    if block.tag == "p":
        return _paragraphs(block.attributes, _runs(block))
    if block.tag == "figure":
        caption = words(text_of(_runs(block)))
        block.children = [Run(caption)] if caption else []
        return [block]
    if block.tag in HEADINGS:
        block.children = _one_line(paragraphs_of(_runs(block)))
    elif block.tag == "pre":
        code = text_of(block.children).strip("\n")
        block.children = [Run(code)] if code.strip() else []
    elif block.tag == "table":
        block.children = _parts(block)
    else:
        block.children = _flow(block.children)
        _loosen(block)
    return [block] if block.children or block.tag in _MAY_BE_EMPTY else []


def _paragraphs(attributes: dict[str, str], runs: list[Run]) -> list[Block]:
    return [Block("p", attributes, list(part)) for part in paragraphs_of(runs)] if runs else []


def _one_line(parts: list[list[Run]]) -> list[Node]:
    """Where there are no paragraphs, a line break is the most there is."""
    joined = [run for part in parts for run in (Run("\n"), *part)][1:]
    return list(merged(joined))


def _loosen(block: Block) -> None:
    if block.tag in _LOOSE and block.children:
        first, *others = (child for child in block.children if isinstance(child, Block))
        if _is_plain(first) and not any(_is_plain(other) for other in others):
            block.children[:1] = first.children


def _is_plain(block: Block) -> bool:
    return block.tag == "p" and not block.attributes


def _parts(table: Block) -> list[Node]:
    """Head and bodies with their rows; a first row of nothing but <th> is the head; nothing when no cell has text.

    A heading without text is an ordinary cell: it would name nothing."""
    for part in _blocks(table):
        for row in _blocks(part):
            row.children = [tidy for cell in _blocks(row) for tidy in _tidy(cell)]
        part.children = [row for row in _blocks(part) if row.children]
    parts = [part for part in _blocks(table) if part.children]
    if (
        parts
        and parts[0].tag == "tbody"
        and all(cell.tag == "th" for cell in _blocks(_blocks(parts[0])[0]))
    ):
        parts.insert(0, Block("thead", {}, [parts[0].children.pop(0)]))
    cells = [cell for part in parts for row in _blocks(part) for cell in _blocks(row)]
    for cell in cells:
        cell.tag = cell.tag if cell.children else "td"
    told = any(cell.children for cell in cells)
    return [part for part in parts if part.children] if told else []


def _blocks(block: Block) -> list[Block]:
    return [child for child in block.children if isinstance(child, Block)]


def _runs(block: Block) -> list[Run]:
    return [child for child in block.children if isinstance(child, Run)]
