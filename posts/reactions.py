"""What search must hear of posts, and what a reply means for the post above it."""

from communities.events import CommunityArchived, CommunityChanged, CommunityReopened
from posts.actions import take_in_edited_reply, take_in_reply, take_out_reply
from posts.events import (
    AcceptanceTakenBack,
    AnswerAccepted,
    FileAdded,
    InvolvementChanged,
    PostEdited,
    PostHoldsAgain,
    PostMarkedObsolete,
    PostMoved,
    PostPublished,
    PostRemoved,
    PostRestored,
    PostVerified,
    PostWithdrawn,
    StageMoved,
)
from posts.models import Attachment, Post
from posts.tasks import look_into_later, mark_tagged_later
from search.changes import mark
from tags.events import TagCarriedOver, TagChanged
from threads.actions import begin_to_watch
from threads.events import MessageEdited, MessagePosted, MessageRemoved
from threads.fragments import forget_all
from threads.models import Message, Watch


def mark_post(
    event: PostPublished
    | PostEdited
    | PostWithdrawn
    | PostRestored
    | PostRemoved
    | StageMoved
    | AnswerAccepted
    | AcceptanceTakenBack
    | InvolvementChanged
    | PostVerified
    | PostMarkedObsolete
    | PostHoldsAgain
    | PostMoved,
) -> None:
    mark("post", event.post_id)


def watch_written(event: PostPublished) -> None:
    thread_id = Post.objects.values_list("thread", flat=True).get(pk=event.post_id)
    begin_to_watch([event.person_id], thread_id=thread_id, because=Watch.Because.WROTE)


def note_reply(event: MessagePosted) -> None:
    if post := _above(event.thread_id):
        take_in_reply(post, Message.objects.get(pk=event.message_id))
        mark("post", post.pk)


def note_edited_reply(event: MessageEdited) -> None:
    if post := _above(event.thread_id):
        take_in_edited_reply(post, Message.objects.get(pk=event.message_id))
        mark("post", post.pk)


def note_removed_reply(event: MessageRemoved) -> None:
    if post := _above(event.thread_id):
        take_out_reply(post, Message.objects.get(pk=event.message_id))
        mark("post", post.pk)


def mark_tagged(event: TagChanged) -> None:
    """A post is found by the names of its tags."""
    mark_tagged_later.enqueue(event.tag_id)


def look_into_pdf(event: FileAdded) -> None:
    if Attachment.objects.filter(pk=event.file_id, kind=Attachment.Kind.PDF).exists():
        look_into_later.enqueue(event.file_id)


def forget_cards(
    event: CommunityChanged | CommunityArchived | CommunityReopened | TagChanged | TagCarriedOver,
) -> None:
    """A card names its community and its tags, and says whether one can still react there."""
    forget_all()


def _above(thread_id: int) -> Post | None:
    """None: the conversation is of something else."""
    return Post.objects.filter(thread_id=thread_id).first()
