"""Writes runs as Markdown: with signs where they will be read back, otherwise (and always when careful) as plain tags."""

import re
from collections.abc import Sequence
from itertools import groupby

from .addresses import safe_link
from .markdown_rules import MENTION, address_at
from .tree import Mark, Run, closing, opening, text_of

_SPECIAL = re.compile(
    r"[\\`\[\]]|(?<!\s)\*|\*(?!\s)|(?<![^\W_])_|_(?![^\W_])|~(?=~)|(?<=~)~|<(?=[a-zA-Z/!?])|&(?=#?\w{1,32};)"
    r"|(?:(?<=http)|(?<=https)):(?=//)",
    re.IGNORECASE,
)
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{}~]")
_LINE_START = re.compile(
    r"^(?:(\d{1,9})(?=[.)](?:\s|$))|(?=#{1,6}(?:\s|$)|[-+*](?:\s|$)|>|[|:-][-|: ]*$))", re.MULTILINE
)
_ODD_SPACE = re.compile(r"[^\S \n]")
_ENTITY = re.compile(r"&(?=#?\w{1,32};)")
_BACKTICKS = re.compile("`+")
_AFTER_ADDRESS = re.compile(r"[\s.,;:!?)]?")


def paragraph(runs: Sequence[Run], *, careful: bool) -> str:
    """As `inline`, safe to begin a line with."""
    return _LINE_START.sub(lambda match: f"{match[1] or ''}\\", inline(runs, careful=careful))


def inline(runs: Sequence[Run], *, careful: bool) -> str:
    return _spans(runs, 0, ("", ""), careful)


def link(href: str, text: str) -> str:
    href = _ENTITY.sub("&amp;", href)
    return f"[{text}](<{href}>)" if "(" in href or ")" in href else f"[{text}]({href})"


def longest_row_of_backticks(text: str) -> int:
    return max(map(len, _BACKTICKS.findall(text)), default=0)


def _spans(runs: Sequence[Run], depth: int, around: tuple[str, str], careful: bool) -> str:
    """Runs that share their first `depth` marks; `around` are the characters before and after them."""
    groups = [
        (marks, list(group))
        for marks, group in groupby(runs, key=lambda run: run.marks[depth : depth + 1])
    ]
    edges = [around[0], *(group[-1].text[-1:] for _, group in groups)]
    starts = [*(group[0].text[:1] for _, group in groups[1:]), around[1]]
    return "".join(
        _marked(marks[0], group, depth + 1, sides, careful)
        if marks
        else _text(text_of(group), careful)
        for (marks, group), sides in zip(groups, zip(edges, starts, strict=False), strict=False)
    )


def _marked(
    mark: Mark, runs: Sequence[Run], depth: int, around: tuple[str, str], careful: bool
) -> str:
    text = text_of(runs)
    bare = len(runs) == 1 and len(runs[0].marks) == depth
    if mark.kind == "mention" and not careful:
        return text
    if mark.kind == "code" and bare and "\n" not in text and not careful:
        return _code(text)
    if mark.kind == "a" and bare and not careful and _may_stand_bare(mark.value, text, around):
        return text
    sign = None if careful else _sign(mark.kind, text, around)
    inside = _spans(runs, depth, ("", ""), careful)
    if mark.kind == "a":
        return link(mark.value, inside)
    return f"{sign}{inside}{sign}" if sign else f"{opening(mark)}{inside}{closing(mark)}"


def _text(text: str, careful: bool) -> str:
    if careful:
        return _ODD_SPACE.sub(
            lambda match: f"&#{ord(match[0])};", _PUNCTUATION.sub(r"\\\g<0>", text)
        )
    return MENTION.sub(r"\\\g<0>", _SPECIAL.sub(r"\\\g<0>", text))


def _sign(kind: str, text: str, around: tuple[str, str]) -> str | None:
    """The sign that opens and closes here by CommonMark's flanking rules (6.2), if one surely does."""
    solid = text[:1].isalnum() and text[-1:].isalnum()
    loose = not any(side.isalnum() for side in around)
    if kind == "em":
        return "_" if loose else "*" if solid else None
    sign = {"strong": "**", "s": "~~"}.get(kind)
    return sign if solid or loose else None


def _code(text: str) -> str:
    ticks = "`" * (longest_row_of_backticks(text) + 1)
    space = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{ticks}{space}{text}{space}{ticks}"


def _may_stand_bare(href: str, text: str, around: tuple[str, str]) -> bool:
    before, after = around
    read = address_at(text) == text and text[:4].lower() == "http" and safe_link(text) == href
    return read and not before.isalnum() and _AFTER_ADDRESS.fullmatch(after) is not None
