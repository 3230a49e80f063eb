"""What people write: sanitised once, on writing, and stored as HTML, the only stored form.

`sanitise` makes any HTML safe and canonical; `from_markdown` and `to_markdown` are the plain form's pair, between
which nothing is lost; `differences` and `merge` compare two versions of a text by words; the rest reads stored HTML
(text, excerpts, mentions, files) or cleans single lines and addresses.
"""

from .addresses import normalise_address, picture_address, safe_link
from .aligning import Effort
from .characters import clean_line
from .differences import Part, differences, line_differences
from .limits import LONGEST_HTML, LONGEST_MARKDOWN, MOST_MENTIONS, TextIsTooLong
from .markdown_in import from_markdown, mentioned_handles
from .markdown_out import to_markdown
from .markdown_picture import picture_line
from .merging import Labels, Merged, merge, merge_lines
from .plain import (
    excerpt,
    files_in,
    first_picture,
    mentioned_people,
    plain_text,
    reading_minutes,
)
from .sanitising import from_plain, resolve_files, resolve_mentions, same, sanitise

__all__ = [
    "LONGEST_HTML",
    "LONGEST_MARKDOWN",
    "MOST_MENTIONS",
    "Effort",
    "Labels",
    "Merged",
    "Part",
    "TextIsTooLong",
    "clean_line",
    "differences",
    "excerpt",
    "files_in",
    "first_picture",
    "from_markdown",
    "from_plain",
    "line_differences",
    "mentioned_handles",
    "mentioned_people",
    "merge",
    "merge_lines",
    "normalise_address",
    "picture_address",
    "picture_line",
    "plain_text",
    "reading_minutes",
    "resolve_files",
    "resolve_mentions",
    "safe_link",
    "same",
    "sanitise",
    "to_markdown",
]
