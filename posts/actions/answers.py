from django.db import transaction

from kenniscafe.events import publish
from kenniscafe.permissions import require
from people.models import User
from posts.events import AcceptanceTakenBack, AnswerAccepted
from posts.models import AcceptedAnswer, Post
from posts.permissions import AnswerIsElsewhere, can_accept
from threads.actions import show_changed
from threads.models import Message


def accept_answer(actor: User, *, post: Post, message: Message) -> AcceptedAnswer:
    """A question has one answer: accepting another takes the place of the first."""
    require(can_accept(actor, post))
    if message.thread_id != post.thread_id or message.removed_at is not None:
        raise AnswerIsElsewhere
    with transaction.atomic():
        before = AcceptedAnswer.objects.select_for_update().filter(post=post).first()
        if before is not None and before.message_id == message.pk:
            return before
        if before is not None:
            _take_back(actor, before)
        accepted = AcceptedAnswer.objects.create(post=post, message=message, by=actor)
        show_changed(message)
        publish(AnswerAccepted(post_id=post.pk, message_id=message.pk, person_id=actor.pk))
    return accepted


def take_back_acceptance(actor: User, *, post: Post) -> None:
    require(can_accept(actor, post))
    with transaction.atomic():
        accepted = AcceptedAnswer.objects.select_for_update().filter(post=post).first()
        if accepted is not None:
            _take_back(actor, accepted)


def _take_back(actor: User, accepted: AcceptedAnswer) -> None:
    event = AcceptanceTakenBack(
        post_id=accepted.post_id, message_id=accepted.message_id, person_id=actor.pk
    )
    accepted.delete()
    show_changed(accepted.message)
    publish(event)
