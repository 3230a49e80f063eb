"""Whoever may see a thing may keep it; a bookmark is changed by its owner and nobody else."""

from archive.models import Bookmark
from communities.models import Community
from communities.permissions import can_write_in
from people.models import User
from people.permissions import can_view as can_view_person
from people.querysets import Viewer
from posts.models import Post
from posts.permissions import can_view as can_view_post
from threads.models import Message
from threads.permissions import can_view_message


def can_keep(actor: Viewer, thing: Post | Message | User | None) -> bool:
    """What still stands, where the actor may see it."""
    match thing:
        case Post():
            return can_view_post(actor, thing) and not thing.is_withdrawn
        case Message():
            return can_view_message(actor, thing) and thing.removed_at is None
        case User():
            return can_view_person(actor, thing)
    return False


def can_change(actor: User, bookmark: Bookmark) -> bool:
    return actor.may_enter and bookmark.owner_id == actor.pk


def can_publish(actor: User, community: Community | None) -> bool:
    """To everyone is for employees; to a community for who writes there."""
    return actor.is_employee if community is None else can_write_in(actor, community)


def can_view(viewer: Viewer, bookmark: Bookmark) -> bool:
    """Of others: what they share, where the viewer could keep the same; a link is seen by its post."""
    if not viewer.is_authenticated or not viewer.may_enter:
        return False
    shared = bookmark.audience != Bookmark.Audience.ONLY_ME
    kept = bookmark.post or bookmark.message or bookmark.person or bookmark.published_as
    theirs = shared and can_view_person(viewer, bookmark.owner) and can_keep(viewer, kept)
    return theirs or bookmark.owner_id == viewer.pk
