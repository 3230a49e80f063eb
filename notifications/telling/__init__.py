"""Who is told what of an event: everybody once, by the weightiest reason that holds for them.

Each function of these modules returns what happened, and per person why they hear of it. Whoever did it hears nothing,
nor does anybody who may not read it, or wants to hear nothing of that conversation or community.
"""

from collections.abc import Callable, Mapping
from typing import Final

from notifications.models import Telling
from notifications.telling import doors, people, reports, talks
from notifications.telling.news import News, Said

__all__ = ["News", "Said", "news_of"]

_NEWS: Final[Mapping[str, Callable[..., News | None]]] = {
    "MessagePosted": talks.reply,
    "MessageEdited": talks.called_in_reply,
    "PostPublished": talks.post,
    "PostEdited": talks.called_in_post,
    "AnswerAccepted": talks.accepted,
    "PersonInvited": doors.invited,
    "JoinRequested": doors.asked,
    "JoinDecided": doors.decided,
    "Reported": reports.reported,
    "HiddenAdapted": reports.reported,
    "ReportSettled": reports.settled,
    "StandInAsked": people.stand_in_asked,
    "StandInAgreed": people.stand_in_answered,
    "StandInDeclined": people.stand_in_answered,
    "AbsenceChanged": people.away_otherwise,
    "InviteAccepted": people.came_in,
    "AccessEndsSoon": people.access_ends,
}


def news_of(telling: Telling) -> News | None:
    """None where what it was about is gone since."""
    return _NEWS[telling.event](telling, **telling.about)
