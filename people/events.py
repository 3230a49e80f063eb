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
class UnitChanged(Event):
    """Made, named otherwise or moved."""

    unit_id: int


@dataclass(frozen=True, slots=True)
class RosterBegun(Event):
    """An administrator let a list of people be read in."""

    roster_id: int


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


@dataclass(frozen=True, slots=True)
class AbsenceChanged(Event):
    """Somebody is away on other days, or not any more. `stand_in_id`: who had agreed to stand in, when it concerns them."""

    person_id: int
    stand_in_id: int | None


@dataclass(frozen=True, slots=True)
class StandInAsked(Event):
    absence_id: int
    person_id: int
    stand_in_id: int


@dataclass(frozen=True, slots=True)
class StandInAgreed(Event):
    absence_id: int
    person_id: int
    stand_in_id: int


@dataclass(frozen=True, slots=True)
class StandInDeclined(Event):
    """At once, or later on after having agreed."""

    absence_id: int
    person_id: int
    stand_in_id: int


@dataclass(frozen=True, slots=True)
class ExportAsked(Event):
    person_id: int


@dataclass(frozen=True, slots=True)
class ExportReady(Event):
    """Their archive file stands ready, for a week."""

    person_id: int


@dataclass(frozen=True, slots=True)
class AccountClosed(Event):
    """Somebody leaves; for thirty days they can still come back."""

    person_id: int


@dataclass(frozen=True, slots=True)
class AccountReopened(Event):
    """They came back in time."""

    person_id: int


@dataclass(frozen=True, slots=True)
class PersonLeft(Event):
    """For good: what is left of them stands there without what they told of themselves, and maybe without their name."""

    person_id: int
