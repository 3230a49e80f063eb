"""What search must hear of posts, and what a reply means for the post above it."""

from django.db.models import Q

from communities.events import CommunityArchived, CommunityChanged, CommunityReopened
from people.events import PersonLeft
from posts.actions import (
    settle_what_is_gone,
    take_in_edited_reply,
    take_in_reply,
    take_out_reply,
    wait_again,
)
from posts.events import (
    AcceptanceTakenBack,
    AnswerAccepted,
    FileAdded,
    InvolvementChanged,
    PostEdited,
    PostHidden,
    PostHoldsAgain,
    PostMarkedObsolete,
    PostMoved,
    PostPublished,
    PostPutBack,
    PostRemoved,
    PostRestored,
    PostVerified,
    PostWithdrawn,
    StageMoved,
)
from posts.models import Attachment, Case, Post
from posts.permissions import is_hidden
from posts.querysets import CaseQuerySet
from posts.tasks import look_into_later, mark_tagged_later, mark_written_by_later
from search.changes import mark
from tags.events import TagCarriedOver, TagChanged
from threads.actions import begin_to_watch
from threads.events import (
    MessageEdited,
    MessageGivenBack,
    MessagePosted,
    MessageRemoved,
    MessageWithheld,
    WithheldAdapted,
)
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
    | PostMoved
    | PostHidden
    | PostPutBack,
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


def note_withheld_reply(event: MessageWithheld) -> None:
    if post := _above(event.thread_id):
        take_out_reply(post, Message.objects.get(pk=event.message_id))
        mark("post", post.pk)


def note_reply_given_back(event: MessageGivenBack) -> None:
    if post := _above(event.thread_id):
        take_in_reply(post, Message.objects.get(pk=event.message_id))
        mark("post", post.pk)


def look_again_at_post(event: PostEdited) -> None:
    """Its author adapted what was hidden."""
    post = Post.objects.select_related("withdrawal").get(pk=event.post_id)
    if is_hidden(post):
        _look_again(Case.objects.filter(post=post))


def look_again_at_reply(event: WithheldAdapted) -> None:
    _look_again(Case.objects.filter(message=event.message_id))


def settle_of_post(event: PostWithdrawn | PostRemoved) -> None:
    for case in Case.objects.waiting().filter(post=event.post_id):
        settle_what_is_gone(case)


def settle_of_reply(event: MessageRemoved) -> None:
    for case in Case.objects.waiting().filter(message=event.message_id):
        settle_what_is_gone(case)


def move_cases(event: PostMoved) -> None:
    """Who runs the place where it stands now judges it, and what is under it."""
    thread = Post.objects.values("thread").filter(pk=event.post_id)
    there = Q(post=event.post_id) | Q(message__thread__in=thread)
    Case.objects.filter(there).update(community=event.community_id)


def mark_tagged(event: TagChanged) -> None:
    """A post is found by the names of its tags."""
    mark_tagged_later.enqueue(event.tag_id)


def mark_written_by(event: PersonLeft) -> None:
    mark_written_by_later.enqueue(event.person_id)


def look_into_pdf(event: FileAdded) -> None:
    if Attachment.objects.filter(pk=event.file_id, kind=Attachment.Kind.PDF).exists():
        look_into_later.enqueue(event.file_id)


def forget_cards(
    event: CommunityChanged | CommunityArchived | CommunityReopened | TagChanged | TagCarriedOver,
) -> None:
    """A card names its community and its tags, and says whether one can still react there."""
    forget_all()


def _look_again(cases: CaseQuerySet) -> None:
    """The last one of a thing; it waits already where its author goes on adapting."""
    case = cases.order_by("-pk").first()
    if case is not None:
        wait_again(case)


def _above(thread_id: int) -> Post | None:
    """None: the conversation is of something else."""
    return Post.objects.filter(thread_id=thread_id).first()
