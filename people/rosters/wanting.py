"""What a line asks for, judged by itself: cells to values, or the reason why that cannot be."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from kenniscafe.richtext import clean_line
from people.actions import LONGEST
from people.models import User
from people.rosters.columns import Cells
from people.units import MOST_DEEP

SAID: Final = 80  # of a wrong cell, in the reason
LATEST: Final = 2200
DAY: Final = forms.DateField(
    required=False, input_formats=["%d-%m-%Y", "%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y"]
)
KINDS: Final[dict[str, str]] = {
    **{kind.value: kind.value for kind in User.Kind},
    "medewerker": User.Kind.EMPLOYEE.value,
    "collega": User.Kind.EMPLOYEE.value,
    "colleague": User.Kind.EMPLOYEE.value,
    "gast": User.Kind.GUEST.value,
    "sollicitant": User.Kind.APPLICANT.value,
    "flexibel": User.Kind.FLEXIBLE.value,
}


class Refused(Exception):
    """`why` is a key of people.rosters.words.REASONS; `says` what it is about."""

    def __init__(self, why: str, says: str = "") -> None:
        super().__init__(why)
        self.why, self.says = why, says[:SAID]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is empty is not asked for."""

    email: str
    name: str
    job: str
    unit: tuple[str, ...]  # from the top
    kind: str
    until: datetime | None


def wanted(line: Cells) -> Wanted:
    """Raises Refused."""
    if line.is_too_wide:
        raise Refused("cells")
    told = line.told
    return Wanted(
        email=_email(told.get("email", "")),
        name=_line(told.get("name", ""), "name"),
        job=_line(told.get("job", ""), "job"),
        unit=_unit(told.get("unit", "")),
        kind=_kind(told.get("kind", "")),
        until=_until(told.get("until", "")),
    )


def _email(cell: str) -> str:
    if not cell:
        raise Refused("no email")
    try:
        validate_email(cell)
    except ValidationError:
        raise Refused("email", clean_line(cell, limit=SAID)) from None
    if len(cell) > LONGEST["email"]:
        raise Refused("long", cell)
    return cell.lower()


def _line(cell: str, field: str) -> str:
    """On one line: what stands in a mail’s head has no second one."""
    line = clean_line(cell, limit=10 * LONGEST[field])
    if len(line) > LONGEST[field]:
        raise Refused("long", line)
    return line


def _unit(cell: str) -> tuple[str, ...]:
    path = tuple(part for part in (_line(part, "unit") for part in cell.split(">")) if part)
    if len(path) > MOST_DEEP:
        raise Refused("deep", clean_line(cell, limit=SAID))
    return path


def _kind(cell: str) -> str:
    if cell and cell.lower() not in KINDS:
        raise Refused("kind", clean_line(cell, limit=SAID))
    return KINDS.get(cell.lower(), "")


def _until(cell: str) -> datetime | None:
    try:
        day = DAY.clean(cell)
    except ValidationError:
        raise Refused("date", clean_line(cell, limit=SAID)) from None
    return _end_of(day, cell) if day else None


def _end_of(day: date, cell: str) -> datetime:
    if day.year > LATEST:
        raise Refused("date", cell)
    if day < timezone.localdate():
        raise Refused("past", cell)
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))
