from collections.abc import Iterator

import pytest

from kenniscafe.events import Event, Subscription, bind
from kenniscafe.subscriptions import TABLE


@pytest.fixture
def happened() -> Iterator[list[Event]]:
    """Every event that an action published, in order; what reacts to it still does."""
    seen: list[Event] = []
    bind(
        {
            event: Subscription([*row.durable, seen.append], row.fleeting)
            for event, row in TABLE.items()
        }
    )
    yield seen
    bind(TABLE)
