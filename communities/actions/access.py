"""What every change of members shares: one row that is locked, and versions that go up with it."""

from django.db.models import F

from communities.models import Community
from communities.permissions import CommunityIsArchived
from people.models import User


def locked(community: Community) -> Community:
    """As it is now, and nobody else changes its members until this transaction ends."""
    fresh = Community.objects.select_for_update(of=("self",)).select_related("archival")
    return fresh.get(pk=community.pk)


def in_use(community: Community) -> None:
    if community.is_archived:
        raise CommunityIsArchived


def raise_access(community: Community, *people: int) -> None:
    """Who holds an older version must ask again what they may see."""
    newer = F("access_version") + 1
    Community.objects.filter(pk=community.pk).update(access_version=newer)
    User.objects.filter(pk__in=people).update(access_version=newer)
