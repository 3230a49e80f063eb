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
    """What the list shows. What came after it was shown stays new; what is for the bundle stays there."""
    _read(actor, at__lte=until, in_cafe=True)


def read_conversation(actor: User, *, thread_id: int) -> None:
    """It was opened. Most of the time there is nothing new, and nothing is written."""
    if Notice.objects.filter(person=actor, thread=thread_id, read_at=None).exists():
        _read(actor, thread=thread_id)


def read_place(actor: User, *, community_id: int) -> None:
    """What came of asking is read where one asked."""
    mine = {"community": community_id, "kind": Notice.Kind.DECIDED}
    if Notice.objects.filter(person=actor, read_at=None, **mine).exists():
        _read(actor, **mine)


def _read(actor: User, **which: object) -> None:
    with transaction.atomic():
        new = Notice.objects.filter(person=actor, read_at=None, **which)
        new.update(read_at=timezone.now(), held_at=None)
