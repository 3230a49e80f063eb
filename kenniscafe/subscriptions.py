"""What happens when …? Every event has its row here; `durable` runs in the action's transaction, `fleeting` after commit."""

from kenniscafe.events import Event, Subscription

TABLE: dict[type[Event], Subscription] = {}
