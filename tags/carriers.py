"""Which tags a viewer may know of. Each higher app says which tags stand on what the viewer may see."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

Viewer = Any  # the product's user; `tags` stands below `people`
Carrier = Callable[[Viewer], QuerySet[Any, Any]]

_carriers: dict[str, Carrier] = {}


def register(name: str, tag_ids: Carrier) -> None:
    """`tag_ids(viewer)`: ids of the tags on rows the viewer may see, as a subquery."""
    _carriers[name] = tag_ids


def seen_by(viewer: Viewer) -> list[QuerySet[Any, Any]]:
    return [tag_ids(viewer) for tag_ids in _carriers.values()]
