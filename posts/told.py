"""What those concerned hear of a case: who reported it, what became of it; who wrote it, what was decided and why.

Neither learns who reported, and who reported reads no reason that was written for the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from people.models import User
from posts.judging import State, What, state_of
from posts.models import Case, Judgement, Post, Report
from posts.permissions import can_edit
from posts.reported import title_of
from threads.models import Message, Withheld
from threads.permissions import can_adapt


@dataclass(frozen=True, slots=True)
class Told:
    case: Case
    title: str  # empty where they do not see it any more
    address: str
    mine: bool  # they wrote it
    adapt: str  # the address where its author adapts what is hidden
    judgements: Sequence[Judgement]


def told(viewer: User, case: Case) -> Told:
    mine = case.about_id == viewer.pk
    seen = _sees(viewer, case)
    return Told(
        case=case,
        title=title_of(case) if seen else "",
        address=_address_of(case) if seen else "",
        mine=mine,
        adapt=_adapt(viewer, case) if mine and seen and state_of(case) is State.HIDDEN else "",
        judgements=_for_author(case) if mine else _for_reporter(viewer, case),
    )


def _for_author(case: Case) -> list[Judgement]:
    silent = (What.LEAVE, What.GONE)
    return [one for one in case.judgements.select_related("by") if one.what not in silent]


def _for_reporter(viewer: User, case: Case) -> list[Judgement]:
    """From the day of their report on."""
    mine = Report.objects.visible_to(viewer).filter(case=case).first()
    since = mine.at if mine else case.opened_at
    return [one for one in case.judgements.all() if one.at >= since]


def _sees(viewer: User, case: Case) -> bool:
    if case.post is not None:
        return Post.objects.visible_to(viewer).filter(pk=case.post.pk).exists()
    if case.message is not None:
        here = Message.objects.visible_to(viewer).filter(pk=case.message.pk)
        hidden = Withheld.objects.visible_to(viewer).filter(message=case.message_id)
        return here.standing().exists() or hidden.exists()
    seen: bool = User.objects.visible_to(viewer).filter(pk=case.about_id).exists()
    return seen


def _address_of(case: Case) -> str:
    if case.post is not None:
        return case.post.get_absolute_url()
    if case.message is not None:
        return reverse("message", args=[case.message.thread_id, case.message.number])
    return case.about.get_absolute_url()


def _adapt(viewer: User, case: Case) -> str:
    """Empty where nobody writes any more."""
    if case.post is not None:
        return reverse("edit_post", args=[case.post.pk]) if can_edit(viewer, case.post) else ""
    if case.message is not None and can_adapt(viewer, case.message.withheld):
        return reverse("edit_message", args=[case.message.thread_id, case.message.number])
    return ""
