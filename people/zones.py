"""The time of day where somebody is. A clock that is set forward or back makes hours that never come, and hours that come twice."""

from datetime import UTC, date, datetime
from functools import cache
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import User

PARTS_OF_THE_WORLD: Final = {
    "Africa": _("Africa"),
    "America": _("America"),
    "Antarctica": _("Antarctica"),
    "Arctic": _("Arctic"),
    "Asia": _("Asia"),
    "Atlantic": _("Atlantic Ocean"),
    "Australia": _("Australia"),
    "Europe": _("Europe"),
    "Indian": _("Indian Ocean"),
    "Pacific": _("Pacific Ocean"),
}


class HourNeverComes(ValueError):
    """The clock is set forward over it."""


class Moment(NamedTuple):
    """`twice`: the clock is set back over it, and this is the first of the two."""

    at: datetime
    twice: bool


def zone_of(person: User) -> ZoneInfo:
    known = person.time_zone in zone_names()
    return ZoneInfo(person.time_zone if known else settings.TIME_ZONE)


def today_of(person: User) -> date:
    """The day it is where they are."""
    return timezone.localdate(timezone=zone_of(person))


@cache
def zone_names() -> tuple[str, ...]:
    return tuple(
        sorted(name for name in available_timezones() if name.split("/")[0] in PARTS_OF_THE_WORLD)
    )


def moment_in(zone: ZoneInfo, told: datetime) -> Moment:
    """What a clock on the wall there says, as a moment."""
    first, second = (told.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != told:
        raise HourNeverComes
    return Moment(first, first.utcoffset() != second.utcoffset())
