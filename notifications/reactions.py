"""What people are told of is written down with the event; a task tells them."""

from dataclasses import asdict

from django.utils import timezone

from kenniscafe.events import Event
from notifications.actions import retract
from notifications.models import Notice, Telling
from notifications.tasks import tell
from posts.events import AcceptanceTakenBack, PostEdited
from threads.events import MessageEdited, MessageRemoved

ACCEPTED = (Notice.Kind.ACCEPTED.value, Notice.Kind.FOLLOWED_ACCEPTED.value)


def tell_people(event: Event) -> None:
    telling = Telling.objects.create(
        event=type(event).__name__, about=asdict(event), at=timezone.now()
    )
    tell.enqueue(telling.pk)


def tell_who_is_called(event: MessageEdited | PostEdited) -> None:
    """An edit is news only for whom it calls."""
    if event.mentioned:
        tell_people(event)


def take_back(event: MessageRemoved | AcceptanceTakenBack) -> None:
    retract(event.message_id, only=ACCEPTED if isinstance(event, AcceptanceTakenBack) else ())
