"""A draft is its author's alone: saving one says nothing to anybody, so there is no event.

Each saving has the next number. Who saves without knowing the last one has not seen what another device wrote.
"""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from kenniscafe import richtext
from kenniscafe.permissions import require
from people.models import User
from posts.models import Draft, Post
from posts.permissions import DraftIsGone, DraftIsNewer, TooManyDrafts

MOST: Final = 100
# What the same page saved just before it was sent: the answer has not reached it yet.
SAME_BREATH: Final = timedelta(seconds=10)
TYPED: Final = ("title", "html", "tags", "involved", "changed", "files", "poll_options")

Said = dict[str, Any]


def save_draft(
    actor: User,
    *,
    key: UUID,
    said: Said,
    number: int,
    post: Post | None = None,
    based_on: int = 0,
) -> Draft | None:
    """`number` is of the saving this one goes on from, 0 for a first. None: nothing was typed, nothing is there."""
    require(actor.may_enter)
    said = said | {"html": richtext.sanitise(said.get("html", ""))}
    mine = Draft.objects.filter(author=actor, post=post)
    mine = mine if post else mine.filter(key=key)
    if not any(said.get(name) for name in TYPED):
        mine.filter(number=number).delete()
        return None
    now = timezone.now()
    new = {"said": said, "number": number + 1, "based_on": based_on, "saved_at": now}
    if mine.filter(number=number).update(**new):
        return mine.get()
    if newer := mine.first():
        return _same_again(newer, said)
    if number or Post.objects.filter(author=actor, client_key=key).exists():
        raise DraftIsGone
    if Draft.objects.filter(author=actor).count() >= MOST:
        raise TooManyDrafts
    try:
        with transaction.atomic():
            return Draft.objects.create(
                author=actor, key=key, said=said, post=post, based_on=based_on
            )
    except IntegrityError:  # two devices began at one moment
        raise DraftIsNewer(mine.get()) from None


def plan_draft(actor: User, *, draft: Draft, publish_at: datetime | None) -> None:
    """Posted then, by the clock; None: no longer. What stood in the way before is forgotten."""
    require(draft.author_id == actor.pk)
    draft.publish_at, draft.problem = publish_at, ""
    draft.save(update_fields=["publish_at", "problem"])


def drop_draft(actor: User, *, draft: Draft) -> None:
    require(draft.author_id == actor.pk)
    draft.delete()


def end_draft(actor: User, *, key: UUID | None, number: int, post: Post | None = None) -> None:
    """What it held is posted or saved now; in that transaction. `number`: of the last saving that was seen there."""
    mine = Draft.objects.filter(author=actor, post=post)
    if post is None:
        mine = mine.filter(key=key) if key else mine.none()
    draft = mine.select_for_update().first()
    if draft is None:
        return
    if draft.number > number and draft.saved_at < timezone.now() - SAME_BREATH:
        raise DraftIsNewer(draft)
    draft.delete()


def _same_again(newer: Draft, said: Said) -> Draft:
    """A saving of which the answer got lost is sent once more."""
    if newer.said != said:
        raise DraftIsNewer(newer)
    return newer
