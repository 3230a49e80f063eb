"""Whatever comes in, what comes out is on the list: only allowed tags and attributes, in one canonical form.

The text is read into a tree of our own, tidied and written anew; nh3 (ammonia on html5ever) then has the last word.
Its answer is a fixed point, `sanitise(sanitise(x)) == sanitise(x)`, so nothing mutates when it is parsed again.
"""

from collections.abc import Mapping
from html import escape

import nh3

from .building import build
from .limits import ALLOWED, LINK_REL, LONGEST_HTML, SCHEMES, TextIsTooLong
from .pictures import Size, with_known_pictures
from .tidying import tidied
from .tree import Block, Run, change_runs, html_of, merged

_CLEANER = nh3.Cleaner(
    tags=set(ALLOWED),
    attributes={tag: attributes for tag, attributes in ALLOWED.items() if attributes},
    allowed_classes={"span": {"mention"}},
    url_schemes=SCHEMES,
    link_rel=LINK_REL,
)
# nh3 reads addresses more strictly than we do; a link it emptied is taken out by reading once more.
_EMPTIED_LINK = "<a rel="
# nh3 takes quadratic time on references in one text, so "&" passes as a character that `visible` lets nobody write.
_AMPERSAND = "\ufdd0"


def sanitise(html: str) -> str:
    """Safe, canonical HTML, in linear time; `TextIsTooLong` when it has over `LONGEST_HTML` characters, before or after.

    Links open nothing and lend no weight (`rel`); one without a safe http(s), mailto or "/…" address is plain text.
    """
    _refuse_endless(html)
    return written(parsed(html))


def same(one: str, other: str) -> bool:
    """Whether two texts differ in nothing a reader can see: white space, empty blocks, order of markup."""
    return sanitise(one) == sanitise(other)


def from_plain(text: str) -> str:
    """Text as it is: a blank line parts paragraphs, a line end breaks the line, nothing else has a meaning."""
    _refuse_endless(text)
    return sanitise(escape(text, quote=False).replace("\r\n", "\n").replace("\n", "<br>"))


def resolve_mentions(html: str, *, handles: Mapping[int, str]) -> str:
    """Write every mention with the handle its person has now; who is not in `handles` becomes plain text."""
    root = parsed(html)
    resolve(root, handles)
    return written(root)


def parsed(html: str) -> Block:
    return tidied(build(html))


def resolve_files(html: str, *, files: Mapping[int, Size]) -> str:
    """Give every picture its size, the width and height in `files`; one that is not there becomes what it said."""
    root = parsed(html)
    with_known_pictures(root, files)
    return written(tidied(root))


def written(root: Block) -> str:
    html = _clean(html_of(root.children))
    if _EMPTIED_LINK in html:
        html = _clean(html_of(parsed(html).children))
    _refuse_endless(html)
    return html


def _clean(html: str) -> str:
    return _CLEANER.clean(html.replace("&amp;", _AMPERSAND)).replace(_AMPERSAND, "&amp;")


def resolve(root: Block, handles: Mapping[int, str]) -> None:
    change_runs(root, lambda runs: merged(_resolved(run, handles) for run in runs))


def _resolved(run: Run, handles: Mapping[int, str]) -> Run:
    if not run.marks or run.marks[-1].kind != "mention":
        return run
    handle = handles.get(int(run.marks[-1].value))
    return Run(f"@{handle}", run.marks) if handle else Run(run.text, run.marks[:-1])


def _refuse_endless(text: str) -> None:
    if len(text) > LONGEST_HTML:
        raise TextIsTooLong(len(text))
