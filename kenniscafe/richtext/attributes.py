"""Which attributes of a tag survive: those that say something, written one way."""

import re

from .addresses import safe_href
from .limits import ALLOWED, LANGUAGE
from .tokens import attributes_of
from .tree import Mark

_PERSON = re.compile("[1-9][0-9]{0,17}")
_LANGUAGE = re.compile(LANGUAGE)
_UNDONE = re.compile(r"font-(?:weight|style):\s?normal")
_START = re.compile("0|[2-9]|[1-9][0-9]{1,8}")
_SPAN = re.compile("[2-9]|[1-9][0-9]")


def mark_of(tag: str, source: str, serial: int) -> Mark | None:
    """None for a link that leads nowhere safe, and for a tag that says nothing."""
    if tag == "a":
        href = safe_href(attributes_of(source).get("href", ""))
        return Mark("a", href) if href else None
    if tag == "span":
        return _span(attributes_of(source), serial)
    # Google Docs wraps a whole document in <b style="font-weight:normal">.
    return None if source and _UNDONE.search(source) else Mark(tag)


def block_attributes(tag: str, source: str) -> dict[str, str]:
    if "=" not in source or not ALLOWED[tag]:
        return {}
    found = attributes_of(source)
    kept = {
        "cite": safe_href(found.get("cite", "")) if tag == "blockquote" else None,
        "lang": _matching(_LANGUAGE, found.get("lang")) if tag in {"blockquote", "p"} else None,
        "start": _matching(_START, found.get("start")) if tag == "ol" else None,
        "colspan": _matching(_SPAN, found.get("colspan")) if tag in {"td", "th"} else None,
        "rowspan": _matching(_SPAN, found.get("rowspan")) if tag in {"td", "th"} else None,
    }
    return {name: value for name, value in kept.items() if value}


def _span(found: dict[str, str], serial: int) -> Mark | None:
    if found.get("class") == "mention" and _matching(_PERSON, found.get("data-person")):
        return Mark("mention", found["data-person"], serial)
    language = _matching(_LANGUAGE, found.get("lang"))
    return Mark("lang", language) if language else None


def _matching(pattern: re.Pattern[str], value: str | None) -> str | None:
    return value if value and pattern.fullmatch(value) else None
