"""Where a notice leads, and what stands there as its title."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from notifications.models import Notice
from posts.models import Case

Kind = Notice.Kind


class Place(NamedTuple):
    title: str
    address: str


def place_of(notice: Notice) -> Place:
    if notice.thread is not None:
        return Place(notice.thread.title, _in_thread(notice))
    if notice.case is not None:
        return _of_case(notice, notice.case)
    if notice.community is not None:
        return Place(notice.community.name, notice.community.get_absolute_url())
    if notice.kind == Kind.ABSENCE:
        return Place(_("Away for a while"), reverse("away"))
    if notice.event == "AccessEndsSoon" and notice.actor and notice.person.is_superuser:
        return Place(notice.actor.name, reverse("one_account", args=[notice.actor.handle]))
    if notice.actor is not None:
        return Place(notice.actor.name, notice.actor.get_absolute_url())
    return Place("", "")


def _of_case(notice: Notice, case: Case) -> Place:
    """Never the words themselves: they may be the very thing that should not be read."""
    if notice.kind == Kind.JUDGED:
        return Place(_("What was decided"), reverse("reported_case", args=[case.pk]))
    if case.community is None:
        return Place(_("the café"), reverse("cafe_report", args=[case.pk]))
    here = [case.community.slug, case.pk]
    return Place(case.community.name, reverse("community_report", args=here))


def _in_thread(notice: Notice) -> str:
    thread = notice.thread
    number = notice.message.number if notice.message else notice.since
    if thread is None or not number:
        return thread.address if thread else ""
    return reverse("message", args=[thread.pk, number])
