"""A picture in the plain form is a line of its own: `![what it shows](/bestanden/7 "caption")`."""

import re
from html import escape
from typing import Final

from markdown_it.rules_block import StateBlock

from .pictures import words

_LINE: Final = re.compile(
    r"!\[((?:\\.|[^\\\[\]]){0,2000}+)\]\(/bestanden/([1-9][0-9]{0,17})(?:[ ]\"((?:\\.|[^\\\"]){0,2000}+)\")?\)"
)
_SIGN: Final = re.compile(r"[\\\[\]\"]")
_ESCAPED: Final = re.compile(r"\\([\\\[\]\"])")


def picture_line(number: int | str, alt: str, caption: str = "") -> str:
    below = f' "{_escaped(caption)}"' if caption else ""
    return f"![{_escaped(words(alt))}](/bestanden/{number}{below})"


def picture(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """A line that is nothing else, also right below a paragraph."""
    begin, stop = state.bMarks[start] + state.tShift[start], state.eMarks[start]
    if state.src[begin : begin + 2] != "![" or state.is_code_block(start):
        return False
    match = _LINE.fullmatch(state.src[begin:stop].rstrip())
    if match is None:
        return False
    if not silent:
        token = state.push("html_block", "", 0)
        token.content = _html(match[2], _plain(match[1]), _plain(match[3] or ""))
        token.map = [start, start + 1]
        state.line = start + 1
    return True


def _html(number: str, alt: str, caption: str) -> str:
    below = f"<figcaption>{escape(caption, quote=False)}</figcaption>" if caption else ""
    return f'<figure><img data-file="{number}" alt="{escape(alt)}">{below}</figure>'


def _escaped(text: str) -> str:
    return _SIGN.sub(r"\\\g<0>", text)


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)
