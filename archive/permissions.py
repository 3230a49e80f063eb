"""Whoever may see a thing may keep it; a bookmark is changed by its owner and nobody else."""

from archive.models import Bookmark
from communities.models import Community
from communities.permissions import can_write_in
from people.models import User


def can_change(actor: User, bookmark: Bookmark) -> bool:
    return actor.may_enter and bookmark.owner_id == actor.pk


def can_publish(actor: User, community: Community | None) -> bool:
    """To everyone is for employees; to a community for who writes there."""
    return actor.is_employee if community is None else can_write_in(actor, community)


def can_view(viewer: User, bookmark: Bookmark) -> bool:
    return Bookmark.objects.visible_to(viewer).filter(pk=bookmark.pk).exists()
