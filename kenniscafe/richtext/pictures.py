"""A picture in a text is one of the product's own files, told by its number: address and size are never the writer's.

In the tree it is one block, "figure": `data-file` and `alt`, and as its only child the caption, plain text.
"""

import re
from collections.abc import Mapping
from typing import Final, TypeAlias

from .characters import clean_line
from .limits import LONGEST_ALT
from .tokens import decoded
from .tree import Block, Node, Run, text_of

Size: TypeAlias = tuple[int, int]  # width and height in pixels, as pages show it

_NUMBER: Final = re.compile("[1-9][0-9]{0,17}")


def picture(found: Mapping[str, str]) -> Block | None:
    """Of the attributes of an <img>; None when it is no file of ours."""
    if not _NUMBER.fullmatch(found.get("data-file", "")):
        return None
    return Block(
        "figure", {"data-file": found["data-file"], "alt": words(decoded(found.get("alt", "")))}
    )


def words(text: str) -> str:
    """What stands for a picture or below it: one line."""
    return clean_line(text, limit=LONGEST_ALT)


def with_known_pictures(block: Block, files: Mapping[int, Size]) -> None:
    """A picture that is not in `files` is taken out; what it said stays."""
    kept: list[Node] = []
    for child in block.children:
        if isinstance(child, Block) and child.tag == "figure":
            kept += _known(child, files)
        else:
            kept.append(child)
            if isinstance(child, Block):
                with_known_pictures(child, files)
    block.children = kept


def _known(figure: Block, files: Mapping[int, Size]) -> list[Node]:
    size = files.get(int(figure.attributes["data-file"]))
    if size is None:
        told = text_of(figure.children) or figure.attributes["alt"]
        return [Block("p", {}, [Run(told)])] if told else []
    figure.attributes |= {"width": str(size[0]), "height": str(size[1])}
    return [figure]
