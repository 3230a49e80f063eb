from dataclasses import dataclass

from kenniscafe.events import Event


@dataclass(frozen=True, slots=True)
class CommunityStarted(Event):
    community_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class CommunityChanged(Event):
    community_id: int
    by_id: int


@dataclass(frozen=True, slots=True)
class CommunityPageChanged(Event):
    """What somebody new reads first was published, or taken away."""

    community_id: int


@dataclass(frozen=True, slots=True)
class CommunityArchived(Event):
    community_id: int
    by_id: int


@dataclass(frozen=True, slots=True)
class CommunityReopened(Event):
    community_id: int
    by_id: int


@dataclass(frozen=True, slots=True)
class MemberJoined(Event):
    community_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class MemberLeft(Event):
    """`by_id` is somebody else when they were removed."""

    community_id: int
    person_id: int
    by_id: int


@dataclass(frozen=True, slots=True)
class RoleChanged(Event):
    community_id: int
    person_id: int
    by_id: int


@dataclass(frozen=True, slots=True)
class JoinRequested(Event):
    request_id: int
    community_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class JoinDecided(Event):
    """Let in, declined, or withdrawn by whoever asked."""

    request_id: int
    community_id: int
    by_id: int


@dataclass(frozen=True, slots=True)
class PersonInvited(Event):
    invitation_id: int
    community_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class InvitationDecided(Event):
    """Accepted, declined, or withdrawn by who invited or by a manager."""

    invitation_id: int
    community_id: int
    by_id: int
