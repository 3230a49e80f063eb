"""Written text as blocks that hold blocks or runs; a run is text and the marks it carries, outermost first.

Two texts that look the same are the same runs, whatever tags they came in. A newline in a run is a line break.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby, pairwise
from typing import NamedTuple, TypeAlias

from .addresses import picture_address


class Mark(NamedTuple):
    """`kind` is a tag, or "lang" or "mention" for the two kinds of span; `value` the address, language or person."""

    kind: str
    value: str = ""
    serial: int = 0  # keeps two mentions side by side apart


class Run(NamedTuple):
    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(slots=True)
class Block:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Node]" = field(default_factory=list)


Node: TypeAlias = Block | Run

_ATTRIBUTE = {
    "a": ' href="{}"',
    "lang": ' lang="{}"',
    "mention": ' class="mention" data-person="{}"',
}


def html_of(nodes: Iterable[Node]) -> str:
    parts: list[str] = []
    runs: list[Run] = []
    for node in nodes:
        if isinstance(node, Run):
            runs.append(node)
        else:
            parts += (_inline_html(runs), _block_html(node))
            runs = []
    return "".join(parts) + _inline_html(runs)


def opening(mark: Mark) -> str:
    return f"<{_tag(mark)}{_ATTRIBUTE.get(mark.kind, '').format(escape(mark.value))}>"


def closing(mark: Mark) -> str:
    return f"</{_tag(mark)}>"


def shared(one: Sequence[Mark], other: Sequence[Mark]) -> tuple[Mark, ...]:
    """The marks both begin with."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return tuple(one[:count])


def merged(runs: Iterable[Run]) -> list[Run]:
    """Neighbours with the same marks are one run, and none is empty."""
    told = [run for run in runs if run.text]
    if all(one.marks != other.marks for one, other in pairwise(told)):
        return told
    return [Run(text_of(group), marks) for marks, group in groupby(told, key=_marks)]


def change_runs(block: Block, change: Callable[[list[Run]], list[Run]]) -> None:
    """Put `change(runs)` in the place of every row of runs below `block`; in a tidy tree runs come before blocks."""
    runs = [child for child in block.children if isinstance(child, Run)]
    blocks = [child for child in block.children if isinstance(child, Block)]
    block.children = [*change(runs), *blocks]
    for child in blocks:
        change_runs(child, change)


def _block_html(block: Block) -> str:
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in block.attributes.items())
    if block.tag == "hr":
        return "<hr>"
    if block.tag == "figure":
        return _picture_html(block)
    if block.tag == "pre":
        return f"<pre><code>{_escaped(text_of(block.children))}</code></pre>"
    return f"<{block.tag}{attributes}>{html_of(block.children)}</{block.tag}>"


def _picture_html(figure: Block) -> str:
    number, alt, *size = figure.attributes.values()
    about = f'data-file="{number}" src="{picture_address(number)}" alt="{escape(alt)}"'
    if size:
        about += ' width="{}" height="{}"'.format(*size)
    caption = f"<figcaption>{_escaped(text_of(figure.children))}</figcaption>"
    return f"<figure><img {about}>{caption if figure.children else ''}</figure>"


def _inline_html(runs: Sequence[Run]) -> str:
    parts: list[str] = []
    opened: tuple[Mark, ...] = ()
    for text, marks in runs:
        if opened != marks:
            kept = len(shared(opened, marks))
            parts += [closing(mark) for mark in reversed(opened[kept:])]
            parts += [opening(mark) for mark in marks[kept:]]
            opened = marks
        parts.append(_escaped(text).replace("\n", "<br>"))
    return "".join(parts) + "".join(closing(mark) for mark in reversed(opened))


def text_of(nodes: Iterable[Node]) -> str:
    return "".join(node.text for node in nodes if isinstance(node, Run))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _tag(mark: Mark) -> str:
    return "span" if mark.kind in {"lang", "mention"} else mark.kind


def _marks(run: Run) -> tuple[Mark, ...]:
    return run.marks
