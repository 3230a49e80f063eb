from dataclasses import dataclass

from kenniscafe.events import Event


@dataclass(frozen=True, slots=True)
class Kept(Event):
    """A new bookmark, or one whose audience changed."""

    bookmark_id: int
    post_id: int | None
    person_id: int


@dataclass(frozen=True, slots=True)
class Dropped(Event):
    post_id: int | None
    person_id: int
