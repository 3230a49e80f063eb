"""Stored HTML becomes the plain form's text, and comes back the same when nothing is changed in it.

That is not hoped but tried: the text is read again, and a block that would not come back is written more carefully,
or, if that fails too, kept as HTML in a fence of its own. All the writer has to aim for is Markdown that reads well.
"""

from collections.abc import Mapping, Sequence

from .markdown_blocks import Hand, lines_of
from .markdown_in import read_markdown
from .sanitising import parsed, resolve
from .tree import Node, html_of


def to_markdown(html: str, *, handles: Mapping[int, str]) -> str:
    """The text to edit; mentions as "@handle" by `handles`, people not in it as the plain text they were."""
    root = parsed(html)
    resolve(root, handles)
    people = {handle: person for person, handle in handles.items()}
    blocks = root.children
    text = _written(blocks, [Hand.READABLE] * len(blocks))
    if _comes_back(text, blocks, people):
        return text
    text = _written(blocks, [_lightest_hand(block, people) for block in blocks])
    return (
        text if _comes_back(text, blocks, people) else _written(blocks, [Hand.KEPT] * len(blocks))
    )


def _lightest_hand(block: Node, people: Mapping[str, int]) -> Hand:
    for hand in (Hand.READABLE, Hand.CAREFUL):
        if _comes_back(_written([block], [hand]), [block], people):
            return hand
    return Hand.KEPT


def _comes_back(text: str, blocks: Sequence[Node], people: Mapping[str, int]) -> bool:
    return html_of(read_markdown(text, people).children) == html_of(blocks)


def _written(blocks: Sequence[Node], hands: Sequence[Hand]) -> str:
    return "\n".join(lines_of(blocks, hands))
