"""A reply out of sight: for everybody it is a removed one, and its words wait here until it is given back or forgotten.

Kept apart, they are in no list, count, quotation, document or fragment: whatever reads replies need not know of this.
"""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from kenniscafe.events import publish
from kenniscafe.permissions import require
from kenniscafe.richtext import plain_text, sanitise
from people.models import User
from threads.events import MessageGivenBack, MessageWithheld, WithheldAdapted
from threads.models import Message, Thread, Withheld
from threads.numbers import take
from threads.permissions import ReplyIsEmpty, ReplyIsGone, can_adapt

BACK_WITHIN: Final = timedelta(days=30)


def withhold(message: Message, *, by: User, reason: str, for_good: bool) -> Withheld:
    """Called by who judged it, in that transaction. `for_good`: it can be given back for thirty days."""
    change = take(message.thread_id).change
    message.refresh_from_db()
    until = timezone.now() + BACK_WITHIN if for_good else None
    if message.removed_at is not None:
        return _withheld_longer(message, reason=reason, until=until, change=change)
    row = Withheld.objects.create(message=message, html=message.html, reason=reason, until=until)
    Message.objects.filter(pk=message.pk).update(
        html="", removed_at=timezone.now(), removed_by=by, change=change
    )
    Message.objects.filter(quotes=message).update(change=change)
    Thread.objects.filter(pk=message.thread_id).update(replies=F("replies") - 1)
    publish(MessageWithheld(thread_id=message.thread_id, message_id=message.pk))
    return row


def give_back(message: Message) -> None:
    """Called by who judged it, in that transaction. It stands again, with the words its author gave it last."""
    change = take(message.thread_id).change
    row = Withheld.objects.filter(message=message).first()
    if row is None:
        raise ReplyIsGone
    message.refresh_from_db()
    Message.objects.filter(pk=message.pk).update(
        html=row.html,
        removed_at=None,
        removed_by=None,
        edited_at=row.edited_at or message.edited_at,
        change=change,
    )
    Message.objects.filter(quotes=message).update(change=change)
    Thread.objects.filter(pk=message.thread_id).update(replies=F("replies") + 1)
    row.delete()
    publish(MessageGivenBack(thread_id=message.thread_id, message_id=message.pk))


def adapt(actor: User, *, withheld: Withheld, html: str) -> Withheld:
    require(can_adapt(actor, withheld))
    html = sanitise(html)
    if not plain_text(html):
        raise ReplyIsEmpty
    with transaction.atomic():
        message = withheld.message
        take(message.thread_id)
        hidden = Withheld.objects.filter(pk=withheld.pk, until=None)
        if not hidden.update(html=html, edited_at=timezone.now()):
            raise ReplyIsGone
        publish(WithheldAdapted(thread_id=message.thread_id, message_id=message.pk))
    return withheld


def forget_withheld(now: datetime | None = None) -> int:
    """What was removed and not given back in time is gone, also where it was quoted."""
    gone = Withheld.objects.filter(until__lt=now or timezone.now())
    messages = list(gone.values_list("message_id", flat=True))
    with transaction.atomic():
        Message.objects.filter(quotes__in=messages).update(quoted_words="")
        gone.delete()
    return len(messages)


def _withheld_longer(
    message: Message, *, reason: str, until: datetime | None, change: int
) -> Withheld:
    row = Withheld.objects.filter(message=message).first()
    if row is None:
        raise ReplyIsGone
    row.reason, row.until = reason, until
    row.save(update_fields=["reason", "until"])
    Message.objects.filter(pk=message.pk).update(change=change)
    return row
