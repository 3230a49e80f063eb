"""What search must hear: a community that reads differently, a person whose readers changed."""

from communities.events import (
    CommunityArchived,
    CommunityChanged,
    CommunityPageChanged,
    CommunityReopened,
    CommunityStarted,
    MemberJoined,
    MemberLeft,
)
from search.changes import mark


def mark_community(
    event: CommunityStarted
    | CommunityChanged
    | CommunityPageChanged
    | CommunityArchived
    | CommunityReopened,
) -> None:
    mark("community", event.community_id)


def mark_person(event: CommunityStarted | MemberJoined | MemberLeft) -> None:
    """A person's document carries the communities they are in."""
    mark("person", event.person_id)
