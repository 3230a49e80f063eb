"""What leaves by mail about what somebody was told; who may read it is asked here, as it leaves."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from notifications import unsubscribing
from notifications.actions import hold_back, is_quiet
from notifications.coffee import coffee_for
from notifications.lines import SHOWN, Line, lines_of, with_all
from notifications.models import MAIL, Cup, Notice
from notifications.permissions import can_view
from notifications.queries import preference_of, preferences_of
from notifications.tray import Tray
from people.mail import letter_to
from people.models import User
from people.zones import zone_of

About = Mapping[str, Any]
IN_A_BUNDLE: Final = 20  # lines; what else waits is counted, and stands in the café
Letter = EmailMultiAlternatives | None


def nudge(about: Mapping[str, Any]) -> Letter:
    """None where it was read since, or may no longer be; back to the bundle where it may no longer disturb."""
    notice = Notice.objects.select_related("person").filter(pk=about["notice"]).first()
    if notice is None or not notice.is_new:
        return None
    person, wish = notice.person, preference_of(notice.person)
    seen = with_all(Notice.objects.visible_to(person)).filter(pk=notice.pk)
    here = timezone.now().astimezone(zone_of(person))
    if not seen.exists():
        return None
    if not wish.channels_of(notice.kind) >= MAIL or is_quiet(wish, here):
        hold_back(notice)
        return None
    with translation.override(person.language):
        [line] = lines_of(list(seen))
        sender = _by(line)
        context = {
            "line": line,
            "number": about["number"],
            "wish": wish,
            "stop_thread": _stop(person, "thread", notice.thread_id),
            "stop_kind": unsubscribing.link(person, notice.kind),
        }
    return _letter(
        person,
        "nudge",
        context,
        stop=context["stop_kind"],
        sender=sender,
    )


def bundle(about: About) -> Letter:
    return bundles([about])(about)


def bundles(abouts: Sequence[About]) -> Callable[[About], Letter]:
    """Who writes these, of many asked at once; each line is judged for its reader as it leaves."""
    cups = _cups(abouts)
    lines = _lines_in(cups)
    wishes = preferences_of({cup.person_id for cup in cups.values()})

    def write(about: About) -> Letter:
        cup = cups.get(about["cup"])
        if cup is None or not cup.person.may_enter:
            return None
        seen = [line for line in lines[cup.pk] if can_view(cup.person, line.notice)]
        if not seen:
            return None
        context = {
            "lines": seen[:IN_A_BUNDLE],
            "count": len(seen),
            "more": len(seen[IN_A_BUNDLE:]),
            "wish": wishes[cup.person_id],
        }
        stop = unsubscribing.link(cup.person, "bundle")
        return _letter(cup.person, "bundle", context, stop=stop)

    return write


def _cups(abouts: Sequence[About]) -> dict[int, Cup]:
    rows = Cup.objects.filter(pk__in=[about["cup"] for about in abouts])
    return {cup.pk: cup for cup in rows.select_related("person")}


def _lines_in(cups: Mapping[int, Cup]) -> Mapping[int, list[Line]]:
    """What was in each when it left and is not read yet, in the language of its reader."""
    kept = Notice.objects.filter(cup__in=cups, read_at=None).order_by("-at", "-pk")
    by_language: dict[str, list[Notice]] = defaultdict(list)
    # Many people hear of the same few things, which are read once each.
    for notice in kept.prefetch_related(*SHOWN):
        by_language[notice.person.language].append(notice)
    found: dict[int, list[Line]] = defaultdict(list)
    for language, notices in by_language.items():
        with translation.override(language):
            for line in lines_of(notices):
                found[line.notice.cup_id or 0].append(line)
    return found


def coffee(about: About) -> Letter:
    return coffees([about])(about)


def coffees(abouts: Sequence[About]) -> Callable[[About], Letter]:
    """Who writes these, of many asked at once; on a quiet day there is none."""
    cups = _cups(abouts)
    tray = Tray(list(cups.values()))
    wishes = preferences_of(tray.people)

    def write(about: About) -> Letter:
        cup = cups.get(about["cup"])
        if cup is None or not cup.person.may_enter:
            return None
        person = cup.person
        with translation.override(person.language):
            poured = coffee_for(person, cup, tray)
        if poured is None:
            return None
        context = {"coffee": poured, "wish": wishes[person.pk]}
        return _letter(person, "coffee", context, stop=unsubscribing.link(person, "coffee"))

    return write


def _letter(
    person: User, template: str, context: Mapping[str, Any], *, stop: str, sender: str = ""
) -> EmailMultiAlternatives:
    preferences = f"{settings.SITE_ADDRESS}{reverse('notice_preferences')}"
    return letter_to(
        person,
        template,
        context={**context, "stop": stop, "preferences": preferences, "today": timezone.now()},
        sender=sender,
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )


def _stop(person: User, what: str, thread_id: int | None) -> str:
    return unsubscribing.link(person, what, thread_id) if thread_id else ""


def _by(line: Line) -> str:
    """Whose words these are, as the sender."""
    if not line.people:
        return ""
    return _("%(name)s via Kenniscafé") % {"name": line.people[0].name}
