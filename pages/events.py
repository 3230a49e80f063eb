from dataclasses import dataclass

from kenniscafe.events import Event


@dataclass(frozen=True, slots=True)
class PagePublished(Event):
    page_id: int


@dataclass(frozen=True, slots=True)
class PageUnpublished(Event):
    """Also a page that is gone."""

    page_id: int
