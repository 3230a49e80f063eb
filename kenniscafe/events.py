"""What happened is said once, by the action that did it; who reacts stands in subscriptions.py.

Durable reactions run at once, inside the action's transaction, and only write rows: an error there
undoes the action. Fleeting reactions run after commit and may be lost.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import transaction


@dataclass(frozen=True, slots=True)
class Event:
    """A past-tense fact: ids only, so that it says the same later."""


Reaction = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class Subscription:
    durable: Sequence[Reaction] = ()
    fleeting: Sequence[Reaction] = ()


_table: dict[type[Event], Subscription] = {}


def bind(table: Mapping[type[Event], Subscription]) -> None:
    _table.clear()
    _table.update(table)


def publish(event: Event) -> None:
    """Call inside the action's `atomic` block."""
    subscription = _table[type(event)]
    for react in subscription.durable:
        react(event)
    for react in subscription.fleeting:
        transaction.on_commit(partial(react, event), robust=True)
