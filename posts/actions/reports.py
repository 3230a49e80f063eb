"""Somebody reports what they see. Reports of one thing come together in one case until it is settled."""

from datetime import timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from communities.models import Community
from kenniscafe import richtext
from kenniscafe.events import publish
from kenniscafe.permissions import require
from people.models import User
from posts.events import Reported
from posts.judging import SayWhatItIs, TooManyReports
from posts.models import Case, Post, Report, Rule
from posts.permissions import can_report
from threads.models import Message

PER_HOUR: Final = 10
LONGEST: Final = 500

Thing = Post | Message | User


def report(actor: User, *, thing: Thing, rule: str, words: str = "") -> Case:
    """Twice by the same person is once, while the case waits."""
    require(can_report(actor, thing))
    words = richtext.clean_line(words, limit=LONGEST)
    if Rule(rule) == Rule.OTHER and not words:
        raise SayWhatItIs
    with transaction.atomic():
        User.objects.select_for_update().only("pk").get(pk=actor.pk)
        case = _case_of(thing)
        mine = case.reports.filter(reporter=actor)
        if mine.exists():
            return case
        _not_too_many(actor)
        case.reports.create(reporter=actor, rule=rule, words=words)
        publish(Reported(case_id=case.pk, community_id=case.community_id))
    return case


def _case_of(thing: Thing) -> Case:
    """The one that waits, held until this ends, so that nobody settles it meanwhile."""
    about = thing if isinstance(thing, User) else thing.author
    made = {"about": about, "community": _place_of(thing)}
    case, _is_new = Case.objects.select_for_update(of=("self",)).get_or_create(
        settled_at=None, **_named(thing), defaults=made
    )
    return case


def _named(thing: Thing) -> dict[str, Any]:
    match thing:
        case Post():
            return {"post": thing}
        case Message():
            return {"message": thing}
    return {"person": thing}


def _place_of(thing: Thing) -> Community | None:
    match thing:
        case Post():
            return thing.community
        case Message():
            return thing.thread.community
    return None


def _not_too_many(actor: User) -> None:
    lately = Report.objects.filter(reporter=actor, at__gt=timezone.now() - timedelta(hours=1))
    if lately.count() >= PER_HOUR:
        raise TooManyReports
