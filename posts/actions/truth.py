"""Whether what a post says still holds: who keeps it right, when they are asked, and what came of it."""

from calendar import monthrange
from datetime import date
from typing import Final

from django.db import transaction
from django.utils import timezone

from kenniscafe.events import Event, publish
from kenniscafe.permissions import require
from kenniscafe.richtext import clean_line
from people.models import User
from posts.actions.holding import hold
from posts.audience import readers
from posts.events import PostHoldsAgain, PostLookedAfter, PostMarkedObsolete, PostVerified
from posts.models import Obsolescence, Post, Verification
from posts.permissions import (
    OwnerCannotRead,
    ReasonIsMissing,
    ReplacementIsWrong,
    TermIsUnknown,
    can_look_after,
    can_verify,
)
from threads.numbers import take

TERMS: Final = (6, 12, 24)  # months
LONGEST_REASON: Final = 200


def look_after_post(
    actor: User, *, post: Post, owner: User | None, check_every: int | None
) -> Post:
    """`owner` is None for its author, `check_every` for who is never asked. A new term begins today."""
    require(can_look_after(actor, post))
    if check_every not in (None, *TERMS):
        raise TermIsUnknown
    owner = None if owner is None or owner.pk == post.author_id else owner
    if owner is not None and not _can_keep(actor, post, owner):
        raise OwnerCannotRead
    with transaction.atomic():
        hold(post)
        post.refresh_from_db(fields=["check_every", "check_on"])
        if post.check_every != check_every:
            post.check_every, post.check_on = check_every, _next(check_every)
        post.owner = owner
        post.save(update_fields=["owner", "check_every", "check_on"])
        _tell(post, PostLookedAfter(post_id=post.pk, person_id=actor.pk))
    return post


def verify_post(actor: User, *, post: Post) -> Verification:
    """It was read again and it holds; the term begins anew."""
    require(can_verify(actor, post))
    with transaction.atomic():
        hold(post)
        post.refresh_from_db(fields=["check_every"])
        verification = Verification.objects.create(post=post, by=actor)
        post.check_on = _next(post.check_every)
        post.save(update_fields=["check_on"])
        _tell(post, PostVerified(post_id=post.pk, person_id=actor.pk))
    return verification


def mark_obsolete(
    actor: User, *, post: Post, reason: str, replaced_by: Post | None = None
) -> Obsolescence:
    """Said anew it takes the place of what was said before."""
    require(can_look_after(actor, post))
    reason = clean_line(reason, limit=LONGEST_REASON)
    if not reason and replaced_by is None:
        raise ReasonIsMissing
    with transaction.atomic():
        hold(post)
        if replaced_by is not None and not _replaces(actor, post, replaced_by):
            raise ReplacementIsWrong
        said, _ = Obsolescence.objects.update_or_create(
            post=post,
            defaults={
                "by": actor,
                "at": timezone.now(),
                "reason": reason,
                "replaced_by": replaced_by,
            },
        )
        _tell(post, PostMarkedObsolete(post_id=post.pk, person_id=actor.pk))
    return said


def take_back_obsolete(actor: User, *, post: Post) -> None:
    require(can_look_after(actor, post))
    with transaction.atomic():
        hold(post)
        if Obsolescence.objects.filter(post=post).delete()[0]:
            _tell(post, PostHoldsAgain(post_id=post.pk, person_id=actor.pk))


def _can_keep(actor: User, post: Post, owner: User) -> bool:
    """Who has it keeps it; somebody new must be able to read it, and the actor to know of them."""
    return owner.pk == post.owner_id or readers(actor, post.community).filter(pk=owner.pk).exists()


def _replaces(actor: User, post: Post, other: Post) -> bool:
    holding = Post.objects.visible_to(actor).published().filter(obsolescence=None)
    return other.pk != post.pk and holding.filter(pk=other.pk).exists()


def _tell(post: Post, event: Event) -> None:
    """What is kept of the post looks different now."""
    take(post.thread_id)
    publish(event)


def _next(months: int | None) -> date | None:
    return None if months is None else months_later(timezone.localdate(), months)


def months_later(day: date, months: int) -> date:
    """The same day of that month, or its last."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
