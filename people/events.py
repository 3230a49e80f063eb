from dataclasses import dataclass

from kenniscafe.events import Event


@dataclass(frozen=True, slots=True)
class OrganisationOpened(Event):
    person_id: int


@dataclass(frozen=True, slots=True)
class PersonAdded(Event):
    person_id: int


@dataclass(frozen=True, slots=True)
class ProfileChanged(Event):
    """What somebody tells of themselves: name, fields, portrait, tags or who may read them."""

    person_id: int


@dataclass(frozen=True, slots=True)
class AccessChanged(Event):
    """Another kind, another last day, or in or out altogether."""

    person_id: int


@dataclass(frozen=True, slots=True)
class SecondFactorChanged(Event):
    """An app, a passkey or recovery codes came or went: whoever it is should hear of it."""

    person_id: int


@dataclass(frozen=True, slots=True)
class SignedInOnNewDevice(Event):
    person_id: int
    device_id: int


@dataclass(frozen=True, slots=True)
class AccountEnded(Event):
    """At once, by an administrator; AccessChanged says the rest."""

    person_id: int
    by_id: int


@dataclass(frozen=True, slots=True)
class AccessEndsSoon(Event):
    """`asked_id` is who invited them; None where nobody did, and administrators are asked."""

    person_id: int
    asked_id: int | None


@dataclass(frozen=True, slots=True)
class InviteSent(Event):
    invite_id: int
    by_id: int


@dataclass(frozen=True, slots=True)
class InviteAccepted(Event):
    """Whoever invited hears that they came."""

    invite_id: int
    person_id: int
    by_id: int


@dataclass(frozen=True, slots=True)
class InviteWithdrawn(Event):
    invite_id: int
    by_id: int


@dataclass(frozen=True, slots=True)
class PersonFollowed(Event):
    follower_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class PersonUnfollowed(Event):
    follower_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class TagFollowed(Event):
    follower_id: int
    tag_id: int


@dataclass(frozen=True, slots=True)
class TagUnfollowed(Event):
    follower_id: int
    tag_id: int
