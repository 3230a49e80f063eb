"""Who may do what in a conversation, and the rules that stand in the way whoever asks.

can_read says of one thread what `visible_to` says of all; everything else begins with it.
"""

from django.utils.translation import gettext_lazy as _

from communities.permissions import can_moderate, can_write_in
from communities.permissions import can_read as can_read_community
from kenniscafe.permissions import RuleBroken
from people.models import User
from people.querysets import Viewer
from threads.models import Message, Reaction, Thread, Watch


def can_read(viewer: Viewer, thread: Thread) -> bool:
    if not viewer.is_authenticated or not viewer.may_enter:
        return False
    match thread.audience:
        case Thread.Audience.EMPLOYEES:
            return viewer.is_employee
        case Thread.Audience.COMMUNITY:
            return thread.community is not None and can_read_community(viewer, thread.community)
        case Thread.Audience.PEOPLE:
            return thread.people.filter(pk=viewer.pk).exists()
    return False


can_view = can_read


def can_view_message(viewer: Viewer, message: Message) -> bool:
    """Also of a removed one: its stub stands in the conversation."""
    return can_read(viewer, message.thread)


def can_view_reaction(viewer: Viewer, reaction: Reaction) -> bool:
    return can_read(viewer, reaction.thread)


def can_view_watch(viewer: Viewer, watch: Watch) -> bool:
    return watch.person_id == viewer.pk and can_read(viewer, watch.thread)


def can_reply(actor: User, thread: Thread) -> bool:
    """Who reads takes part, until the community is put away."""
    if thread.community is not None:
        return can_write_in(actor, thread.community) and can_read(actor, thread)
    return can_read(actor, thread)


can_react = can_reply


def can_edit(actor: User, message: Message) -> bool:
    mine = message.author_id == actor.pk and message.removed_at is None
    return mine and can_reply(actor, message.thread)


def can_clear(actor: User, thread: Thread) -> bool:
    """Take away what others wrote: who runs the community, and administrators."""
    if not can_read(actor, thread):
        return False
    runs = thread.community is not None and can_moderate(actor, thread.community)
    return actor.is_superuser or runs


def can_remove(actor: User, message: Message) -> bool:
    """Also where the community is put away: taking back one's words is always possible."""
    mine = message.author_id == actor.pk and can_read(actor, message.thread)
    return mine or can_clear(actor, message.thread)


class ConversationIsClosed(RuleBroken):
    message = _("This community is in the archive. You can read along, not reply.")


class ReplyIsEmpty(RuleBroken):
    message = _("Write something first.")


class ReplyIsGone(RuleBroken):
    message = _("This reply has been removed in the meantime.")


class QuotedReplyIsGone(RuleBroken):
    message = _("The reply you quote is no longer there. Your text is; post it without the quote.")
