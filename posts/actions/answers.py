from django.db import transaction

from kenniscafe.events import publish
from kenniscafe.permissions import require
from people.models import User
from posts.actions.holding import hold
from posts.events import AcceptanceTakenBack, AnswerAccepted
from posts.models import AcceptedAnswer, Post
from posts.permissions import AnswerIsElsewhere, can_accept
from threads.actions import show_changed
from threads.models import Message


def accept_answer(actor: User, *, post: Post, message: Message) -> AcceptedAnswer:
    """A question has one answer: accepting another takes the place of the first."""
    require(can_accept(actor, post))
    with transaction.atomic():
        hold(post)
        standing = Message.objects.standing().filter(thread_id=post.thread_id)
        if not standing.filter(pk=message.pk).exists():
            raise AnswerIsElsewhere
        before = AcceptedAnswer.objects.filter(post=post).first()
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
        hold(post)
        accepted = AcceptedAnswer.objects.filter(post=post).first()
        if accepted is not None:
            _take_back(actor, accepted)


def _take_back(actor: User, accepted: AcceptedAnswer) -> None:
    event = AcceptanceTakenBack(
        post_id=accepted.post_id, message_id=accepted.message_id, person_id=actor.pk
    )
    accepted.delete()
    show_changed(accepted.message)
    publish(event)
