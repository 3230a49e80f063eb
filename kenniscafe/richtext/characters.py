"""Text shows what it is: nothing invisible hides in it, nothing turns its direction around.

Joiners that emoji and scripts need stay where they join something; marks of direction (LRM, RLM) stay in running text.
"""

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls
    "\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\u202a-\u202e\u2066-\u2069"  # embeddings, overrides and isolates
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U0001d173-\U0001d17a"  # half characters and no characters
)
_FLAG_OR_INVISIBLE = re.compile(
    f"(\U0001f3f4[\U000e0030-\U000e007a]{{1,6}}\U000e007f)|[{_INVISIBLE}\U000e0000-\U000e007f]"
)
_JOINERS = "\u200c\u200d"
_VARIATIONS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_CLUSTER = re.compile(f"[{_JOINERS}{_VARIATIONS}]+")
_JOINER = re.compile(f"[{_JOINERS}]")
_VARIATION = re.compile(f"[{_VARIATIONS}]")
_SUSPECT = re.compile(
    f"[{_INVISIBLE}{_JOINERS}{_VARIATIONS}\r\x0b\x0c\x85\u2028\u2029\U000e0000-\U000e007f]"
)
_WEIGHTLESS = re.compile("[\u00ad\u061c\u200e\u200f\u2800]")
_CLINGING = re.compile("[\u200c\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")


def visible(text: str) -> str:
    """Take out what cannot be seen; every kind of line end becomes a newline. Linear; idempotent."""
    if (text.isascii() and text.isprintable()) or _SUSPECT.search(text) is None:
        return text
    text = _FLAG_OR_INVISIBLE.sub(lambda match: match[1] or "", _LINE_ENDS.sub("\n", text))
    return _CLUSTER.sub(_needed, text)


def _needed(match: re.Match[str]) -> str:
    """One variation sign after a character, one joiner between two characters beyond ASCII; more would hide something.

    None begins a text or follows a space, so that it holds when spaces go and texts are joined.
    """
    start, end = match.span()
    before, after = match.string[max(start - 1, 0) : start], match.string[end : end + 1]
    if not before or before.isspace():
        return ""
    variation = _VARIATION.search(match[0])
    joiner = _JOINER.search(match[0])
    joins = joiner and after and not after.isspace() and not (before.isascii() or after.isascii())
    return (variation[0] if variation else "") + (joiner[0] if joiner and joins else "")


def clean_line(text: str, *, limit: int) -> str:
    """One tidy line of at most `limit` characters (NFC), for titles, names and tags; cut on a word with “…”."""
    line = " ".join(_WEIGHTLESS.sub("", visible(text)).split())
    # Cut before composing: ordering combining marks takes quadratic time on a long run of them.
    composed = unicodedata.normalize("NFC", line[: 4 * limit + 64])
    return cut(visible(composed), limit)


def cut(text: str, limit: int) -> str:
    """At most `limit` characters, ending on a whole word and “…” where something was left out."""
    if len(text) <= limit:
        return text
    end = max(text.rfind(" ", 0, limit), text.rfind("\n", 0, limit))
    if end < limit // 2:
        end = _whole_character(text, limit - 1)
    return left_open(text[:end])[: max(limit, 0)]


def left_open(text: str) -> str:
    return f"{text.rstrip(' .,;:–-')}…"


def _whole_character(text: str, end: int) -> int:
    while end > 0 and (_clings(text[end]) or text[end - 1] == "\u200d"):
        end -= 1
    return end


def _clings(character: str) -> bool:
    return unicodedata.combining(character) > 0 or _CLINGING.match(character) is not None
