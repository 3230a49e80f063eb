from dataclasses import dataclass

from kenniscafe.events import Event


@dataclass(frozen=True, slots=True)
class HungOnTheme(Event):
    post_id: int
    theme_id: int
    by_id: int


@dataclass(frozen=True, slots=True)
class TakenOffTheme(Event):
    post_id: int
    theme_id: int
    by_id: int
