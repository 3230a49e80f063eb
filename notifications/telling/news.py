"""What happened, and per person why they hear of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from threads.models import Message


class Said(NamedTuple):
    kind: str
    follow_id: int | None = None
    instead_of: int | None = None  # somebody who is away


@dataclass(frozen=True, slots=True)
class News:
    """What happened, the same for everybody who hears of it."""

    at: datetime
    actor_id: int | None
    thread_id: int | None = None
    community_id: int | None = None
    message: Message | None = None
    since: int = 0  # the first reply that is new by this
    case_id: int | None = None
    event: str = ""
    told: dict[int, Said] = field(default_factory=dict)  # person id → why

    @property
    def place(self) -> dict[str, Any]:
        """What there is one notice of per person: field names with what they are."""
        if self.thread_id is not None:
            return {"thread": self.thread_id}
        if self.case_id is not None:
            return {"case": self.case_id}
        if self.community_id is not None:
            return {"thread": None, "community": self.community_id}
        nowhere = {"thread": None, "community": None, "case": None}
        return {**nowhere, "actor": self.actor_id, "event": self.event}

    def tell(self, people: Iterable[int], kind: str) -> None:
        """Who was told already was told something weightier."""
        for person_id in people:
            self.told.setdefault(person_id, Said(kind))
