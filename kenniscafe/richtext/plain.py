"""Reads stored HTML (what `sanitise` returned) as text: for search, excerpts, titles and counts. Linear."""

import re

from .characters import cut, left_open
from .tokens import unescaped

_EDGE = re.compile(
    r"</?(?:p|h[23]|[uod]l|li|d[td]|blockquote|fig(?:ure|caption)|pre|table|thead|tbody|tr)\b[^<>]*>|<[bh]r>"
)
_BESIDE = re.compile(r"<(h[23]|figure)>.*?</\1>")
_CELL = re.compile(r"</t[dh]>")
_TAG = re.compile(r"<[^<>]*>")
_MENTION = re.compile(r'<span class="mention" data-person="(\d+)">')
_FILE = re.compile(r'<img data-file="(\d{1,18})"|<a href="/bestanden/(\d{1,18})/')
_PICTURE = re.compile(r'<img data-file="(\d{1,18})"')
_WORDS_A_MINUTE = 200


def plain_text(html: str, *, limit: int | None = None) -> str:
    """One line for each block, cells and words parted by single spaces; at most `limit` characters, ending in “…”."""
    bare = unescaped(_TAG.sub("", _CELL.sub(" ", _EDGE.sub("\n", html))))
    text = "\n".join(line for row in bare.split("\n") if (line := " ".join(row.split())))
    return text if limit is None else cut(text, limit)


def excerpt(html: str, words: int = 40) -> str:
    """The first `words` words on one line, ending in “…” when there are more; never over 20 characters a word.

    Headings and pictures are left out, unless there is nothing else: on one line they run into what follows.
    """
    found = plain_text(_BESIDE.sub("", html)).split() or plain_text(html).split()
    start = " ".join(found[:words])
    return cut(start if len(found) <= words else left_open(start), 20 * words)


def mentioned_people(html: str) -> set[int]:
    """Ids of the people mentioned."""
    return {int(person) for person in _MENTION.findall(html)}


def files_in(html: str) -> set[int]:
    """Ids of the files that the text shows or leads to."""
    return {int(shown or led) for shown, led in _FILE.findall(html)}


def first_picture(html: str) -> int | None:
    """Id of the file."""
    found = _PICTURE.search(html)
    return int(found[1]) if found else None


def reading_minutes(html: str) -> int:
    """Whole minutes at 200 words a minute, at least 1."""
    return max(1, round(len(plain_text(html).split()) / _WORDS_A_MINUTE))
