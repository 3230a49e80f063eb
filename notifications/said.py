"""Who did what, as the beginning of a sentence that a title ends; and the sign beside it."""

from collections.abc import Sequence
from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from frontend.names import joined
from notifications.models import Notice
from people.models import User

Kind = Notice.Kind
_PAGE: Final = ("file-text", "")
SIGNS: Final = {  # icon, colour
    Kind.MENTION: ("at-sign", "delft"),
    Kind.STAND_IN: ("at-sign", "delft"),
    Kind.ACCEPTED: ("check", "moss"),
    Kind.FOLLOWED_ACCEPTED: ("check", "moss"),
    Kind.REPLY: ("message-circle", ""),
    Kind.FOLLOWED_REPLY: ("message-circle", ""),
    Kind.INVITED: ("users", ""),
    Kind.DECIDED: ("users", ""),
    Kind.WAITS: ("users", ""),
    Kind.REPORTED: ("flag", ""),
    Kind.JUDGED: ("flag", ""),
    Kind.ABSENCE: ("hand-helping", ""),
    Kind.GUEST: ("door-open", ""),
}

OF_EVENT: Final = {
    "HiddenAdapted": gettext_noop("Hidden words were adapted, and wait for you in"),
    "StandInAsked": gettext_noop("%(who)s asks whether you want to stand in:"),
    "StandInAgreed": gettext_noop("%(who)s stands in for you:"),
    "StandInDeclined": gettext_noop("%(who)s cannot stand in for you:"),
    "AccessEndsSoon": gettext_noop("Soon the access ends of"),
}
OF_KIND: Final = {
    Kind.MENTION: gettext_noop("%(who)s mentioned you in"),
    Kind.STAND_IN: gettext_noop("A call for %(absent)s came to you in"),
    Kind.ACCEPTED: gettext_noop("%(who)s accepted your answer to"),
    Kind.FOLLOWED_ACCEPTED: gettext_noop("%(who)s accepted an answer to"),
    Kind.FOLLOWED_POST: gettext_noop("%(who)s posted"),
    Kind.COMMUNITY_POST: gettext_noop("%(who)s posted"),
    Kind.INVITED: gettext_noop("%(who)s invites you to"),
    Kind.DECIDED: gettext_noop("%(who)s decided about your request for"),
    Kind.WAITS: gettext_noop("%(who)s would like to join"),
    Kind.REPORTED: gettext_noop("Something was reported in"),
    Kind.JUDGED: gettext_noop("What you reported was looked at:"),
    Kind.ABSENCE: gettext_noop("%(who)s is away on other days, or not any more:"),
    Kind.GUEST: gettext_noop("On your invitation came in"),
}


def sign_of(notice: Notice) -> tuple[str, str]:
    return SIGNS.get(Kind(notice.kind), _PAGE)


def said_of(notice: Notice, people: Sequence[User], others: int) -> SafeString:
    """HTML, the names in bold; `others` are counted but not named."""
    names = [f"<b>{escape(person.name)}</b>" for person in people]
    sentence = _sentence(notice, len(people) + others)
    absent = escape(notice.instead_of.name) if notice.instead_of else ""
    return mark_safe(sentence % {"who": joined(names, others), "absent": absent})  # noqa: S308 - of escaped names


def _sentence(notice: Notice, persons: int) -> str:
    if notice.kind in {Kind.REPLY, Kind.FOLLOWED_REPLY}:
        return ngettext("%(who)s replied to", "%(who)s replied to", persons)
    if notice.kind == Kind.JUDGED and notice.case and notice.case.about_id == notice.person_id:
        return _("Something of yours was looked at:")
    return _(OF_EVENT.get(notice.event) or OF_KIND[Kind(notice.kind)])
