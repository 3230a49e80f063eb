"""What was told of a reply that is gone, or of an answer that is one no longer."""

from django.db import transaction
from django.db.models import QuerySet

from notifications.models import Notice
from threads.models import Message, Watch

Kind = Notice.Kind


def retract(message_id: int, *, only: tuple[str, ...] = ()) -> None:
    """Each notice falls back on the latest reply that is still unread there; without one it goes."""
    with transaction.atomic():
        for notice in _about(message_id, only).select_for_update():
            latest = _unread(notice)  # the one that is gone stands no more
            if latest is None:
                notice.delete()
                continue
            notice.kind = Kind.REPLY if _wrote(notice) else Kind.FOLLOWED_REPLY
            notice.message, notice.actor_id = latest, latest.author_id
            notice.save(update_fields=["kind", "message", "actor"])


def _about(message_id: int, only: tuple[str, ...]) -> QuerySet[Notice]:
    rows = Notice.objects.filter(message=message_id)
    return rows.filter(kind__in=only) if only else rows


def _unread(notice: Notice) -> Message | None:
    others = Message.objects.standing().filter(thread=notice.thread_id, number__gte=notice.since)
    left = others.exclude(author=notice.person_id)
    return left.order_by("number").last() if notice.is_new else None


def _wrote(notice: Notice) -> bool:
    mine = Watch.objects.filter(thread=notice.thread_id, person=notice.person_id)
    return mine.filter(because=Watch.Because.WROTE).exists()
