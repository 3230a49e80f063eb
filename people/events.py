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
