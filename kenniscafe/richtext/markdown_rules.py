"""What our Markdown does in its own way: links, @handles, bare addresses, and inline tags that have no sign of their own.

Each rule looks a bounded way ahead, so a page of nothing but brackets takes linear time (the library's own rule for links
does too, at a hundred times the price). None trusts what it reads: the result is sanitised.
"""

import re
from collections import defaultdict

from markdown_it.common.utils import unescapeAll
from markdown_it.rules_inline import StateInline

from .addresses import safe_href, safe_link
from .limits import HANDLE, LANGUAGE

MENTION = re.compile(rf"(?<![\w@/.\\])@({HANDLE})(?![\w@])", re.IGNORECASE)
_LINK = re.compile(
    r"\[((?:\\.|[^\\\[\]]|\[(?:\\.|[^\\\[\]]){0,1000}\]){1,1000}+)\]"
    r"\(\s{0,9}(?:<([^<>\n]{0,2000})>|((?:\\.|[^\s()<>\\]|\([^\s()<>]{0,2000}\)){0,2000}))"
    r"(?:\s{1,9}(?:\"[^\"]{0,1000}\"|'[^']{0,1000}'))?\s{0,9}\)",
    re.DOTALL,
)
_SCHEME = re.compile(r"(?<!\w)https?$", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>\"`{}|\\^\[\]]{1,2000}", re.IGNORECASE)
_BALANCED = re.compile(r"[^()]*+(?:\([^()]*+\)[^()]*+)*+")
_TAG = re.compile(
    r"\\.|<br>|<(?P<close>/?)(?P<name>strong|em|s|code|sub|sup|span)"
    rf"(?: lang=\"{LANGUAGE}\"| class=\"mention\" data-person=\"[0-9]{{1,18}}\")?>",
    re.DOTALL,
)


def mention(state: StateInline, _silent: bool) -> bool:
    """“@fenna-postma” becomes a mention when `people` in the environment knows that handle."""
    match = MENTION.match(state.src, state.pos) if state.src[state.pos] == "@" else None
    handle = match[1].lower() if match else ""
    person = state.env["people"].get(handle)
    if match is None or person is None:
        return False
    token = state.push("html_inline", "", 0)
    token.content = f'<span class="mention" data-person="{person:d}">@{handle}</span>'
    state.pos = match.end()
    return True


def link(state: StateInline, _silent: bool) -> bool:
    """“[words](address)”; an address that we refuse leaves it as it was typed."""
    match = _LINK.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "[" else None
    href = safe_href(unescapeAll(match[2] or match[3] or "")) if match else None
    if match is None or href is None or state.linkLevel > 0:
        return False
    end = state.posMax
    state.push("link_open", "a", 1).attrs = {"href": href}
    state.pos, state.posMax = match.span(1)
    state.linkLevel += 1
    state.md.inline.tokenize(state)
    state.linkLevel -= 1
    state.push("link_close", "a", -1)
    state.pos, state.posMax = match.end(), end
    return True


def bare_address(state: StateInline, _silent: bool) -> bool:
    """“https://…” in running text is a link, without the punctuation that ends the sentence."""
    if state.src[state.pos] != ":" or state.linkLevel > 0:
        return False
    scheme = _SCHEME.search(state.src, max(state.pos - 5, 0), state.pos)
    address = address_at(state.src, scheme.start()) if scheme else ""
    href = safe_link(address)
    if scheme is None or href is None or not state.pending.endswith(scheme[0]):
        return False
    state.pending = state.pending[: -len(scheme[0])]
    state.push("link_open", "a", 1).attrs = {"href": href}
    state.push("text", "", 0).content = address
    state.push("link_close", "a", -1)
    state.pos = scheme.start() + len(address)
    return True


def address_at(text: str, start: int = 0) -> str:
    """The address that begins there, up to a bracket it did not open; "" when there is none."""
    found = _ADDRESS.match(text, start)
    balanced = _BALANCED.match(found[0]) if found else None
    return balanced[0].rstrip(".,;:!?'*_~") if balanced else ""


def kept_tag(state: StateInline, _silent: bool) -> bool:
    """A pair of plain inline tags, or <br>, counts as itself; a tag alone is text."""
    if state.src[state.pos] != "<":
        return False
    ends = _tags(state)
    if state.pos not in ends:
        return False
    state.push("html_inline", "", 0).content = state.src[state.pos : ends[state.pos]]
    state.pos = ends[state.pos]
    return True


def _tags(state: StateInline) -> dict[int, int]:
    """Where each tag that has its partner, or needs none, begins and ends; found once for each inline text."""
    known: tuple[str, dict[int, int]] = state.env.get("tags", ("", {}))
    if known[0] is not state.src:
        state.env["tags"] = known = (state.src, _paired_tags(state.src))
    return known[1]


def _paired_tags(text: str) -> dict[int, int]:
    ends: dict[int, int] = {}
    waiting: defaultdict[str, list[re.Match[str]]] = defaultdict(list)
    for tag in _TAG.finditer(text):
        if tag[0] == "<br>":
            ends[tag.start()] = tag.end()
        elif tag["close"] and waiting[tag["name"]]:
            partner = waiting[tag["name"]].pop()
            ends |= {partner.start(): partner.end(), tag.start(): tag.end()}
        elif tag["name"] and not tag["close"]:
            waiting[tag["name"]].append(tag)
    return ends
