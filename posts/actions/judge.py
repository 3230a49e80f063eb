"""A case is settled: by one person, with a reason, and once. What is taken out of sight can come back."""

import re
from typing import Final

from django.db import transaction
from django.utils import timezone

from kenniscafe import richtext
from kenniscafe.audit import record
from kenniscafe.events import publish
from kenniscafe.permissions import require
from people.accounts import end_access
from people.models import User
from posts.audience import place_of
from posts.events import HiddenAdapted, PostHidden, PostPutBack, ReportSettled
from posts.judging import (
    AlreadySettled,
    JudgementNeedsReason,
    JudgementNeedsRule,
    What,
    choices_of,
)
from posts.models import Case, Judgement, Post, Withdrawal
from posts.permissions import can_judge
from threads.actions import describe_thread, give_back, withhold
from threads.models import Thread

LONGEST: Final = 2000
NEEDS_A_RULE: Final = (What.HIDE, What.WARN, What.REMOVE, What.END)


def judge(
    actor: User, *, case: Case, what: str, rule: str = "", reason: str, seen: int
) -> Judgement:
    """`seen`: how many judgements there were when the judge looked; AlreadySettled where there are more."""
    reason = _lines(reason)
    with transaction.atomic():
        case = _held(case)
        require(can_judge(actor, case))
        if case.judgements.count() != seen or what not in choices_of(case):
            raise AlreadySettled
        if not reason:
            raise JudgementNeedsReason
        if what in NEEDS_A_RULE and not rule:
            raise JudgementNeedsRule
        made = case.judgements.create(
            what=what, rule=rule if what in NEEDS_A_RULE else "", reason=reason, by=actor
        )
        _settle(case)
        _carry_out(actor, case, made)
        _write_down(actor, case, made)
        publish(ReportSettled(case_id=case.pk, judgement_id=made.pk, person_id=actor.pk))
    return made


def wait_again(case: Case) -> None:
    """What was hidden has other words now: somebody looks again."""
    Case.objects.filter(pk=case.pk).update(adapted_at=timezone.now(), settled_at=None)
    publish(HiddenAdapted(case_id=case.pk))


def settle_what_is_gone(case: Case) -> None:
    """Who wrote it took it away: nothing is left to decide."""
    made = case.judgements.create(what=What.GONE)
    _settle(case)
    publish(ReportSettled(case_id=case.pk, judgement_id=made.pk, person_id=None))


def _held(case: Case) -> Case:
    """The conversation first, as whoever writes there does."""
    host = case.post or case.message
    if host is not None:
        Thread.objects.select_for_update().only("pk").get(pk=host.thread_id)
    rows = Case.objects.select_for_update(of=("self",))
    return rows.select_related("post__withdrawal", "message__withheld", "community").get(pk=case.pk)


def _settle(case: Case) -> None:
    case.settled_at = timezone.now()
    case.save(update_fields=["settled_at"])


def _carry_out(actor: User, case: Case, made: Judgement) -> None:
    if case.post is not None:
        _about_post(actor, case.post, made)
    elif case.person is not None and made.what == What.END:
        end_access(actor, person=case.person, reason=made.reason)
    elif case.message is not None and made.what in (What.HIDE, What.REMOVE):
        for_good = made.what == What.REMOVE
        withhold(case.message, by=actor, reason=made.reason, for_good=for_good)
    elif case.message is not None and made.what == What.RESTORE:
        give_back(case.message)


def _about_post(actor: User, post: Post, made: Judgement) -> None:
    if made.what in (What.HIDE, What.REMOVE):
        gone = {"by": actor, "removed": made.what == What.REMOVE, "at": timezone.now()}
        Withdrawal.objects.update_or_create(post=post, defaults=gone)
    elif made.what == What.RESTORE:
        Withdrawal.objects.filter(post=post).delete()
    else:
        return
    fresh = Post.objects.select_related("thread", "community").get(pk=post.pk)
    describe_thread(fresh.thread, **place_of(fresh))
    happened = PostPutBack if made.what == What.RESTORE else PostHidden
    publish(happened(post_id=post.pk))


def _write_down(actor: User, case: Case, made: Judgement) -> None:
    """What it was called, for who reads the log later: never the words that were taken out of sight."""
    if made.what == What.END:
        return  # ending an account writes that down itself
    thing = case.post or case.message or case.person
    record(
        actor,
        f"report_{made.what}",
        about=thing,
        words=case.message.thread.title if case.message else str(thing),
        reason=made.reason,
        community=case.community_id,
    )


def _lines(text: str) -> str:
    """Tidy lines, an empty one at most between two."""
    lines = (richtext.clean_line(line, limit=LONGEST) for line in text[:LONGEST].splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
