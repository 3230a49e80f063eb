"""Dates and times in a reader's words, true without a script; the browser makes them relative."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def clock(when: datetime) -> str:
    """The time of day: 14.30 uur, 2:30 pm."""
    time_format = pgettext("time of day, in Django's date format", "g:i A")
    return date_format(timezone.localtime(when), time_format).lower()


def day(when: datetime, *, with_year: bool) -> str:
    return date_format(timezone.localtime(when), "j F Y" if with_year else "j F")


def calendar_day(which: date) -> str:
    """A day without a time: 4 November, with its year where that is another one."""
    return date_format(which, "j F" if which.year == timezone.localdate().year else "j F Y")


def moment_text(when: datetime, now: datetime) -> str:
    """today 2:30 pm · yesterday 4:10 pm · 4 November · 4 November 2024"""
    then, today = timezone.localtime(when), timezone.localtime(now)
    days_ago = (today.date() - then.date()).days
    if days_ago == 0:
        return _("today %(time)s") % {"time": clock(when)}
    if days_ago == 1:
        return _("yesterday %(time)s") % {"time": clock(when)}
    return day(when, with_year=then.year != today.year)


def fixed_text(when: datetime) -> str:
    """As true next year as now, for fragments that are kept: 4 November 2024, 2:30 pm."""
    return _("%(date)s, %(time)s") % {"date": day(when, with_year=True), "time": clock(when)}
