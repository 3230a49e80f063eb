"""Why somebody hears of something, in words they can check."""

from dataclasses import dataclass
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from notifications.models import Notice
from threads.models import Watch

Kind = Notice.Kind
Because = Watch.Because
BECAUSE: Final = {
    Kind.MENTION: gettext_noop("%(name)s mentioned you by name."),
    Kind.STAND_IN: gettext_noop("You stand in for %(absent)s, who is away for a while."),
    Kind.ACCEPTED: gettext_noop("It was your answer."),
    Kind.COMMUNITY_POST: gettext_noop("You are a member of %(place)s."),
    Kind.INVITED: gettext_noop("%(name)s would like to have you there. Only you can say yes."),
    Kind.DECIDED: gettext_noop("You asked whether you could join."),
    Kind.WAITS: gettext_noop(
        "You are community manager of %(place)s. Ordinary members do not get this."
    ),
    Kind.REPORTED: gettext_noop("You are one of those who judge what is reported here."),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """`levels`: it can be turned down per conversation."""

    words: str
    levels: bool = False


def reason_of(notice: Notice, watch: Watch | None, replies: int) -> Reason:
    words = _why(notice, watch)
    if replies > 1 and notice.kind in {Kind.REPLY, Kind.FOLLOWED_REPLY}:
        words += " " + _("All new replies in one conversation are one notice.")
    return Reason(words, levels=notice.thread is not None)


def _why(notice: Notice, watch: Watch | None) -> str:
    if notice.kind == Kind.FOLLOWED_POST:
        return _followed(notice)
    known = BECAUSE.get(Kind(notice.kind))
    sentence = _(known) if known else _plain(notice)
    if sentence is None:
        return _watched(watch)
    community = notice.community or (notice.thread.community if notice.thread else None)
    return sentence % {
        "name": notice.actor.name if notice.actor else "",
        "place": community.name if community else "",
        "absent": notice.instead_of.name if notice.instead_of else "",
    }


def _plain(notice: Notice) -> str | None:
    if notice.kind == Kind.JUDGED:
        if notice.case is not None and notice.case.about_id == notice.person_id:
            return _("You wrote it. Who reported it stays unsaid.")
        return _("You reported it. Nobody learns that it was you.")
    if notice.event == "AccessEndsSoon":
        return _("You invited %(name)s, or you administer the café.")
    if notice.kind == Kind.GUEST:
        return _("You invited %(name)s.")
    if notice.kind == Kind.ABSENCE:
        return {
            "StandInAsked": _("%(name)s asked you. You may say no."),
            "AbsenceChanged": _("You had agreed to stand in for %(name)s."),
        }.get(notice.event, _("You asked %(name)s to stand in for you."))
    return None


def _watched(watch: Watch | None) -> str:
    if watch is None:
        return _("Somebody replied to your words.")
    day = {"day": date_format(watch.since, "j F")}
    match watch.because:
        case Because.WROTE:
            return _("You wrote what this is about.")
        case Because.REPLIED:
            return _("You follow this conversation since you replied in it on %(day)s.") % day
        case Because.KEPT:
            return _("You follow this conversation since you kept it on %(day)s.") % day
    return _("You chose to follow this conversation on %(day)s.") % day


def _followed(notice: Notice) -> str:
    if notice.follow is None:
        return _("You followed who wrote it, or one of its tags, when it appeared.")
    if notice.follow.tag is not None:
        return _("You follow #%(tag)s.") % {"tag": notice.follow.tag.label()}
    return _("You follow %(name)s.") % {"name": notice.follow.person}


def stopped(what: str) -> str:
    """What a link in a mail stops, as the rest of "You get … no more"."""
    match what:
        case "thread":
            return _("notices of this conversation")
        case "bundle":
            return _("the bundle by mail")
        case "coffee":
            return _("the cup of coffee by mail")
    return _("mail at once about: %(kind)s") % {"kind": Kind(what).label}
