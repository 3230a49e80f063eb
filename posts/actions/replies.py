"""What a reply means for the post above it: who replied, who was called, when it was last alive, its answer."""

from kenniscafe import richtext
from kenniscafe.events import publish
from posts.actions.involvement import Part, add_part, here, people_called
from posts.events import AcceptanceTakenBack
from posts.models import AcceptedAnswer, Post
from threads.models import Message

CALLS = "data-person="  # every mention has it; a text without it calls nobody


def take_in_reply(post: Post, message: Message) -> None:
    at = message.created_at
    add_part(post, [message.author_id], Part.REPLIED, at=at)
    add_part(post, people_called(message.html), Part.MENTIONED, at=at)
    Post.objects.filter(pk=post.pk, last_activity_at__lt=at).update(last_activity_at=at)


def take_in_edited_reply(post: Post, message: Message) -> None:
    add_part(post, people_called(message.html), Part.MENTIONED)
    set_mentioned(post)


def take_out_reply(post: Post, message: Message) -> None:
    """Who has no other reply standing did not reply; a removed answer is no answer."""
    standing = Message.objects.filter(thread_id=post.thread_id).standing()
    if not standing.filter(author_id=message.author_id).exists():
        replied = post.involvements.filter(part=Part.REPLIED)
        replied.filter(person_id=message.author_id).delete()
    set_mentioned(post)
    last = standing.order_by("-number").values_list("created_at", flat=True).first()
    active = max(post.published_at, last) if last else post.published_at
    Post.objects.filter(pk=post.pk).update(last_activity_at=active)
    accepted = AcceptedAnswer.objects.filter(post=post, message=message)
    if accepted.delete()[0]:
        publish(AcceptanceTakenBack(post_id=post.pk, message_id=message.pk, person_id=None))


def set_mentioned(post: Post) -> None:
    """Exactly the people whom the text and the standing replies call."""
    rows = post.involvements.filter(part=Part.MENTIONED)
    before = set(rows.values_list("person_id", flat=True))
    called = set(people_called(post.html))
    if not before <= called:
        called |= _called_in_replies(post)
    rows.filter(person_id__in=before - called).delete()
    add_part(post, called - before, Part.MENTIONED)


def _called_in_replies(post: Post) -> set[int]:
    """One pass over the replies that call somebody."""
    calling = Message.objects.filter(thread_id=post.thread_id, html__contains=CALLS).standing()
    ids = (richtext.mentioned_people(html) for html in calling.values_list("html", flat=True))
    return set(here(set().union(*ids)))
