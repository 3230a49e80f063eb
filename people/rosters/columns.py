"""A list as text to its lines: cells by the field their column is about, headings in Dutch or English."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from frontend.templatetags.cafe import number
from people.rosters.words import ListIsUnreadable

MOST_LINES: Final = 20_000
MOST_BYTES: Final = 4_000_000
LONGEST_CELL: Final = 1_000  # of what is kept; what is allowed is less
FIELDS: Final = ("email", "name", "job", "unit", "kind", "until")
HEADINGS: Final[dict[str, str]] = {
    heading: field
    for field, headings in {
        "email": "email mail emailadres mailadres emailaddress mailaddress werkmail",
        "name": "naam name volledigenaam fullname displayname",
        "job": "functie rol job jobtitle title role function",
        "unit": "afdeling eenheid team unit department organisatieonderdeel",
        "kind": "soort kind type",
        "until": "totenmet tot einddatum toegangtot until untilandincluding enddate accessuntil",
    }.items()
    for heading in headings.split()
}


@dataclass(frozen=True, slots=True)
class Cells:
    number: int
    told: dict[str, str]
    is_too_wide: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    lines: Sequence[Cells]
    not_read: Sequence[str]


def read(text: str) -> Sheet:
    """Raises ListIsUnreadable before much of it is in memory a second time."""
    if text.count("\n") > MOST_LINES + 2:
        raise ListIsUnreadable(
            _("The list is too long: at most %(most)s lines at once. Divide it over several files.")
            % {"most": number(MOST_LINES)}
        )
    first, text = _without_sep(text)
    rows = _rows(text, _between(text), first)
    headings = next(rows, (0, []))[1]
    fields = _fields(headings)
    lines = [_cells(line, cells, fields) for line, cells in rows]
    if not lines:
        raise ListIsUnreadable(_("There is no line with a person in this list."))
    not_read = [
        heading[:60]
        for heading, field in zip(headings, fields, strict=True)
        if not field and heading
    ]
    return Sheet(lines, not_read[:20])


def _without_sep(text: str) -> tuple[int, str]:
    """Spreadsheets may say in a line of their own what stands between cells."""
    said = re.match(r"sep=.\n", text, re.IGNORECASE)
    return (2, text[said.end() :]) if said else (1, text)


def _between(text: str) -> str:
    """Of the signs that can stand between cells, the one that makes headings."""
    top = text.lstrip("\n").partition("\n")[0]
    return max(";,\t", key=lambda sign: sum(bool(_field(cell)) for cell in top.split(sign)))


def _rows(text: str, between: str, first: int) -> Iterator[tuple[int, list[str]]]:
    """Each with the line it begins in; empty ones are passed over."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True)
    begins = first
    try:
        for cells in reader:
            tidy = [cell.strip() for cell in cells]
            if any(tidy):
                yield begins, tidy
            begins = first + reader.line_num
    except csv.Error:
        raise ListIsUnreadable(
            _("Line %(line)s cannot be read: a quotation mark is opened there and not closed.")
            % {"line": begins}
        ) from None


def _fields(headings: Sequence[str]) -> list[str]:
    fields = [_field(heading) for heading in headings]
    if "email" not in fields or "name" not in fields:
        raise ListIsUnreadable(
            _(
                "The first line must name the columns. At least “e-mail” and “name” must be there; "
                "this is there: %(there)s."
            )
            % {"there": ", ".join(heading[:60] for heading in headings[:20]) or "–"}
        )
    for field in FIELDS:
        if fields.count(field) > 1:
            twice = headings[fields.index(field)][:60]
            raise ListIsUnreadable(
                _("Two columns mean the same as “%(twice)s”. Leave one out.") % {"twice": twice}
            )
    return fields


def _field(heading: str) -> str:
    return HEADINGS.get(re.sub(r"[\W_]", "", heading).lower(), "")


def _cells(line: int, cells: Sequence[str], fields: Sequence[str]) -> Cells:
    told = {
        field: cell[:LONGEST_CELL]
        for field, cell in zip(fields, cells, strict=False)
        if field and cell
    }
    return Cells(line, told, is_too_wide=any(cells[len(fields) :]))
