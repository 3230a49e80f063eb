from dataclasses import dataclass

from kenniscafe.events import Event


@dataclass(frozen=True, slots=True)
class MessagePosted(Event):
    thread_id: int
    message_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class MessageEdited(Event):
    """`mentioned`: whom it calls by name now and did not before."""

    thread_id: int
    message_id: int
    person_id: int
    mentioned: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class MessageRemoved(Event):
    """`person_id` removed it, who need not be its author."""

    thread_id: int
    message_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class Reacted(Event):
    """Without a message it is what the thread belongs to that somebody reacted to."""

    thread_id: int
    message_id: int | None
    person_id: int


@dataclass(frozen=True, slots=True)
class ReactionTakenBack(Event):
    thread_id: int
    message_id: int | None
    person_id: int
