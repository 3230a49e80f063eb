"""What a question shows on its replies: which one is the answer, and for its asker a way to say so."""

from collections.abc import Mapping, Sequence

from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from posts.models import AcceptedAnswer, Post
from threads.fragments import Extra
from threads.models import Message


def extras(messages: Sequence[Message]) -> Mapping[int, Extra]:
    threads = {message.thread_id for message in messages}
    asked = Post.objects.filter(kind=Post.Kind.QUESTION, thread__in=threads)
    questions = dict(asked.values_list("thread_id", "pk"))
    rows = AcceptedAnswer.objects.filter(message__in=messages)
    accepted = set(rows.values_list("message_id", flat=True))
    return {
        message.pk: _extra(message, questions[message.thread_id], message.pk in accepted)
        for message in messages
        if message.thread_id in questions
    }


def _extra(message: Message, post_id: int, is_answer: bool) -> Extra:
    if is_answer:
        return Extra(badge=_("Accepted answer"))
    item = get_template("posts/accept_item.html").render({"message": message, "post_id": post_id})
    return Extra(menu=SafeString(item))
