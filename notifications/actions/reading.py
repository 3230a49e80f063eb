"""What somebody has read is read on every device."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from kenniscafe.permissions import require
from notifications.models import Notice
from people.models import User


def read_notice(actor: User, *, notice: Notice) -> None:
    require(notice.person_id == actor.pk)
    _read(actor, pk=notice.pk)


def read_all(actor: User, *, until: datetime) -> None:
    """What came after the list was shown stays new."""
    _read(actor, at__lte=until)


def read_conversation(actor: User, *, thread_id: int) -> None:
    """It was opened. Most of the time there is nothing new, and nothing is written."""
    if Notice.objects.filter(person=actor, thread=thread_id, read_at=None).exists():
        _read(actor, thread=thread_id)


def _read(actor: User, **which: object) -> None:
    with transaction.atomic():
        new = Notice.objects.filter(person=actor, read_at=None, **which)
        new.update(read_at=timezone.now(), held_at=None)
