"""Cuts HTML into tags and text in one pass, in linear time whatever it is fed (possessive patterns, bounded references).

It need not agree with browsers on malformed HTML: what it reads is written anew, and nh3 has the last word.
"""

import re
from html import unescape

from .characters import visible

_ATTRIBUTES = r"""(?:[^>=]++|=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>"'][^\s>]*+)?+)*+"""
TOKEN = re.compile(
    rf"""
      (?P<text>(?:[^<]++|<(?![a-z/!?]))++)
    | <!--(?:-?>|.*?(?:--!?>|\Z))
    | <(?P<raw>script|style|textarea|title|xmp|iframe|noembed|noframes)(?=[\s/>]){_ATTRIBUTES}(?:>|\Z)
      .*?(?:</(?P=raw)(?=[\s/>])[^>]*+>?|\Z)
    | <(?P<close>/?)(?P<name>[a-z][^\s/>]*+)(?P<attributes>{_ATTRIBUTES})(?:>|\Z)
    | <[!?/][^>]*+>?
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([^\s/>=]++)(?:\s*+=\s*+(?:"([^"]*+)"?|'([^']*+)'?|([^\s>]++)))?""")
_ENDLESS_REFERENCE = re.compile("&#(?:[0-9]{8,}+|[xX][0-9a-fA-F]{7,}+);?")
# In an address "&copy=" is no copyright sign, so a name counts only with its semicolon.
_ATTRIBUTE_REFERENCE = re.compile("&(?:#[0-9a-zA-Z]{1,8};?|[0-9a-zA-Z]{1,32};)")


def decoded(text: str) -> str:
    return visible(unescaped(text))


def unescaped(text: str) -> str:
    return unescape(_ENDLESS_REFERENCE.sub("\ufffd", text)) if "&" in text else text


def attributes_of(source: str) -> dict[str, str]:
    """Names in lower case; the first of a name counts."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(source):
        found.setdefault(name.lower(), _value(double or single or bare))
    return found


def _value(source: str) -> str:
    if "&" not in source:
        return source
    return _ATTRIBUTE_REFERENCE.sub(lambda match: unescape(match[0]), source)
