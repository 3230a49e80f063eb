"""Which engine this installation has. Only here is that known."""

from functools import cache
from pathlib import Path

from django.conf import settings

from search.engine import SearchEngine
from search.engines.embedded import EmbeddedEngine


def current_engine() -> SearchEngine:
    return _embedded(settings.SEARCH_INDEX_DIR)


@cache
def _embedded(directory: Path) -> EmbeddedEngine:
    return EmbeddedEngine(directory)
