"""Bytes of a file to text: UTF-8, UTF-16 and Windows-1252 rightly, anything else refused in words."""

import codecs
import re
from typing import Final

from django.utils.translation import gettext as _

from people.rosters.words import ListIsUnreadable

MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
TWO_BYTES: Final = re.compile(rb"[\xc3-\xc5][\x80-\xbf]")  # é, ë, ł … as UTF-8 writes them
NO_TEXT: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")


def decoded(content: bytes) -> tuple[str, str]:
    """The text, and the name of the encoding it was in. Raises ListIsUnreadable."""
    if content.startswith(WORKBOOKS):
        raise ListIsUnreadable(
            _("This is a workbook. Save it in your spreadsheet as CSV first, and choose that file.")
        )
    encoding, name = _encoding_of(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as wrong:
        line = content.count(b"\n", 0, wrong.start) + 1
        raise _not_text(line) from None
    return text, name


def without_nonsense(text: str) -> str:
    """Line ends of one kind, and no sign that is no text."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    found = NO_TEXT.search(text)
    if found:
        raise _not_text(text.count("\n", 0, found.start()) + 1)
    return text


def _encoding_of(content: bytes) -> tuple[str, str]:
    for mark, encoding, name in MARKS:
        if content.startswith(mark):
            return encoding, name
    start = content[:200]
    if start.count(0) > len(start) // 4:
        # Without a mark: every other byte of ordinary letters is empty.
        little = start[1::2].count(0) >= start[::2].count(0)
        return ("utf-16-le" if little else "utf-16-be"), "UTF-16"
    try:
        content.decode()
    except UnicodeDecodeError:
        if TWO_BYTES.search(content):
            raise ListIsUnreadable(
                _("The file mixes two encodings. Save it once more as CSV, in UTF-8.")
            ) from None
        return "cp1252", "Windows-1252"
    return "utf-8", "UTF-8"


def _not_text(line: int) -> ListIsUnreadable:
    return ListIsUnreadable(
        _("Line %(line)s has signs that are no text. Save it once more as CSV, in UTF-8.")
        % {"line": line}
    )
