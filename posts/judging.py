"""What stands open to who judges a case: how the thing is now, and what can be decided of it."""

from datetime import timedelta
from enum import Enum
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Membership
from kenniscafe.permissions import RuleBroken
from people.models import User
from posts.models import Case, Judgement, Post
from posts.permissions import is_hidden, judges_there
from threads.models import Message

What = Judgement.What
BACK_WITHIN: Final = timedelta(days=30)  # what was removed


class State(Enum):
    STANDS = "stands"
    HIDDEN = "hidden"
    REMOVED = "removed"  # by a judgement, and it can still be put back
    GONE = "gone"


# While it waits, and once it is settled.
WAITING: Final = {
    State.STANDS: (What.LEAVE, What.HIDE, What.WARN, What.REMOVE),
    State.HIDDEN: (What.RESTORE, What.HIDE, What.REMOVE),
}
SETTLED: Final = {State.HIDDEN: (What.RESTORE, What.REMOVE), State.REMOVED: (What.RESTORE,)}
OF_A_PERSON: Final = (What.LEAVE, What.WARN, What.END)


def choices_of(case: Case) -> tuple[Judgement.What, ...]:
    if case.person_id is not None:
        return OF_A_PERSON if case.waits else ()
    return (WAITING if case.waits else SETTLED).get(state_of(case), ())


def state_of(case: Case) -> State:
    if case.post is not None:
        return _of_post(case, case.post)
    if case.message is not None:
        return _of_reply(case.message)
    return State.STANDS


def why_hidden(post: Post) -> Judgement | None:
    """For its author, who sees it."""
    if not is_hidden(post):
        return None
    return Judgement.objects.filter(case__post=post, what=What.HIDE).last()


def _of_post(case: Case, post: Post) -> State:
    if not post.is_withdrawn:
        return State.STANDS
    if is_hidden(post):
        return State.HIDDEN
    last = case.last
    judged = last is not None and last.what == What.REMOVE and post.withdrawal.removed
    in_time = judged and post.withdrawal.at > timezone.now() - BACK_WITHIN
    return State.REMOVED if in_time else State.GONE


def _of_reply(message: Message) -> State:
    if message.removed_at is None:
        return State.STANDS
    withheld = getattr(message, "withheld", None)
    if withheld is None or (withheld.until and withheld.until < timezone.now()):
        return State.GONE
    return State.REMOVED if withheld.until else State.HIDDEN


def judges_of(case: Case) -> list[int]:
    """Ids of who may judge it: `can_view_case` of one, for all."""
    there = judges_there(case) if case.community_id else Membership.objects.none()
    if found := list(there.values_list("person", flat=True)):
        return found
    reporters = case.reports.filter(reporter__isnull=False).values("reporter")
    administrators = User.objects.colleagues().filter(is_superuser=True).exclude(pk=case.about_id)
    return list(administrators.exclude(pk__in=reporters).values_list("pk", flat=True))


class TooManyReports(RuleBroken):
    message = _("You reported a lot this hour. Wait a little, or speak to a moderator.")


class SayWhatItIs(RuleBroken):
    message = _("Say in a few words what is wrong.")


class AlreadySettled(RuleBroken):
    message = _("Somebody else has just decided about this. Look what was decided.")


class JudgementNeedsReason(RuleBroken):
    message = _("Give a reason. Without one this cannot be decided.")


class JudgementNeedsRule(RuleBroken):
    message = _("Choose what it goes against.")
