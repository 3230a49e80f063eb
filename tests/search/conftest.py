import pytest

from search.engine import SearchEngine
from search.engines import current_engine


@pytest.fixture(autouse=True)
def _own_index(own_index: None) -> None:
    """Every test here has one."""


@pytest.fixture
def engine() -> SearchEngine:
    """The real one of this installation, in a directory of this test."""
    found = current_engine()
    found.ensure_index()
    return found
