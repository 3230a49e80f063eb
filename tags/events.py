from dataclasses import dataclass

from kenniscafe.events import Event


@dataclass(frozen=True, slots=True)
class TagChanged(Event):
    """Another name, description or synonym, or curated or no longer."""

    tag_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class TagsMerged(Event):
    """From now on every word of `tag_id` leads to `into_id`; what it stands on follows."""

    tag_id: int
    into_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class TagCarriedOver(Event):
    """What stood under a merged tag stands under the other one."""

    tag_id: int
    into_id: int
