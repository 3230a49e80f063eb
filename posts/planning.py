"""When something is posted later: a day and an hour by the clock of who writes it."""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from frontend.moments import clock
from people.models import User
from people.zones import HourNeverComes, Moment, moment_in, zone_of
from posts.permissions import TimeIsFar, TimeIsGiven, TimeIsMissing, TimeIsPast, TimeNeverComes

FURTHEST: Final = timedelta(days=372)  # the same Sunday next year is near enough to a year


def planned(writer: User, told: datetime | None, *, waits: bool) -> Moment | None:
    """`told` is what the writer's clock will say; `waits`: they asked to post then. RuleBroken says what is wrong."""
    if not waits:
        if told:
            raise TimeIsGiven
        return None
    if told is None:
        raise TimeIsMissing
    try:
        moment = moment_in(zone_of(writer), told)
    except (HourNeverComes, OverflowError):
        raise TimeNeverComes from None
    if moment.at <= timezone.now():
        raise TimeIsPast
    if moment.at > timezone.now() + FURTHEST:
        raise TimeIsFar
    return moment


def planned_in_words(writer: User, at: datetime) -> str:
    """By the writer's clock; where that is another one than the café's, it is named."""
    zone = zone_of(writer)
    with timezone.override(zone):
        words = _("%(day)s at %(time)s")
        words %= {"day": date_format(timezone.localtime(at), "l j F"), "time": clock(at)}
    if zone.key != settings.TIME_ZONE:
        words += f" ({zone.key.replace('_', ' ')})"
    return words
