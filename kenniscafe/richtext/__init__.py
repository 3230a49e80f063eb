"""What people write: sanitised once, on writing, and stored as HTML, the only stored form.

`sanitise` makes any HTML safe and canonical; `from_markdown` and `to_markdown` are the plain form's pair, between
which nothing is lost; the rest reads stored HTML (text, excerpts, mentions) or cleans single lines and addresses.
"""

from .addresses import normalise_address, safe_link
from .characters import clean_line
from .limits import LONGEST_HTML, LONGEST_MARKDOWN, MOST_MENTIONS, TextIsTooLong
from .markdown_in import from_markdown, mentioned_handles
from .markdown_out import to_markdown
from .plain import excerpt, mentioned_people, plain_text, reading_minutes
from .sanitising import from_plain, resolve_mentions, same, sanitise

__all__ = [
    "LONGEST_HTML",
    "LONGEST_MARKDOWN",
    "MOST_MENTIONS",
    "TextIsTooLong",
    "clean_line",
    "excerpt",
    "from_markdown",
    "from_plain",
    "mentioned_handles",
    "mentioned_people",
    "normalise_address",
    "plain_text",
    "reading_minutes",
    "resolve_mentions",
    "safe_link",
    "same",
    "sanitise",
    "to_markdown",
]
