from pathlib import Path
from typing import Any

import pytest

from search.engine import SearchEngine
from search.engines import current_engine


@pytest.fixture(autouse=True)
def _own_index(settings: Any, tmp_path: Path) -> None:
    settings.SEARCH_INDEX_DIR = tmp_path / "index"


@pytest.fixture
def engine() -> SearchEngine:
    """The real one of this installation, in a directory of this test."""
    found = current_engine()
    found.ensure_index()
    return found
