"""From the queue into the index. Nothing marked is ever lost, whoever dies at whatever moment.

A batch is claimed for a while, read as it is now, written with no transaction open, and only then
taken out of the queue, and only where it was not marked again meanwhile. One process at a time.
"""

import logging
from collections.abc import Mapping, Sequence
from datetime import timedelta
from time import monotonic, sleep

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from search.batches import Batch
from search.engine import EngineUnavailable, SearchEngine
from search.engines import current_engine
from search.lease import Held, holding
from search.models import SearchChange
from search.rebuilding import is_rebuilding, rebuild, repair
from search.results import Key

log = logging.getLogger("search.indexing")

DRAIN = "search drain"
CLAIM = timedelta(seconds=60)
LONGEST_WAIT = timedelta(minutes=10)


def drain(limit: int = 500) -> int:
    """How many changes were brought into the index; 0 when there is nothing to do, or it cannot."""
    engine = current_engine()
    if not engine.is_ready():
        repair()
        return 0
    if not _due().exists():
        return 0
    with holding(DRAIN) as lease:
        return _drain(engine, lease, limit) if lease else 0


def drain_all(patience: float = 60.0) -> int:
    """For a command that filled the queue: everything, also what another process has in hand.

    Gives how many changes are left because the engine could not take them.
    """
    until = monotonic() + patience
    try:
        if not current_engine().is_ready():
            rebuild()
    except EngineUnavailable as error:
        log.warning("There is no index now: %s", error)
        return SearchChange.objects.count()
    while drain() or (SearchChange.objects.filter(attempts=0).exists() and monotonic() < until):
        if not _due().exists():
            sleep(0.05)
    return SearchChange.objects.count()


def _drain(engine: SearchEngine, lease: Held, limit: int) -> int:
    generation = engine.generation
    rows = {Key(row.kind, row.object_id): row for row in _claim(limit)}
    batch = Batch({key: row.seq for key, row in rows.items()})
    batch.read()
    if not lease.renew():
        return 0
    try:
        batch.write(engine)
    except EngineUnavailable as error:
        log.warning("The index takes nothing now: %s", error)
        _postpone(rows, dict.fromkeys(rows, str(error)))
        return 0
    _postpone(rows, batch.faults)
    if engine.generation == generation and not is_rebuilding():
        _take_out([row for key, row in rows.items() if key not in batch.faults])
    return len(rows) - len(batch.faults)


def _due() -> QuerySet[SearchChange]:
    now = timezone.now()
    return SearchChange.objects.filter(Q(claimed_until=None) | Q(claimed_until__lte=now))


def _claim(limit: int) -> list[SearchChange]:
    with transaction.atomic():
        due = _due().order_by("seq")
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        rows = list(due[:limit])
        claimed = SearchChange.objects.filter(pk__in=[row.pk for row in rows])
        claimed.update(claimed_until=timezone.now() + CLAIM)
    return rows


def _postpone(rows: Mapping[Key, SearchChange], reasons: Mapping[Key, str]) -> None:
    """Tried again after 5 s, 10 s, 20 s … at most ten minutes; marking it again ends the wait."""
    for key, reason in reasons.items():
        row = rows[key]
        attempts = min(row.attempts + 1, 30)
        wait = min(timedelta(seconds=5 * 2 ** (attempts - 1)), LONGEST_WAIT)
        SearchChange.objects.filter(pk=row.pk, seq=row.seq).update(
            attempts=attempts, claimed_until=timezone.now() + wait, reason=reason[:200]
        )


def _take_out(rows: Sequence[SearchChange]) -> None:
    """Only what was not marked again since it was claimed."""
    done = {row.pk: row.seq for row in rows}
    with transaction.atomic():
        now = SearchChange.objects.select_for_update().filter(pk__in=done)
        unchanged = [pk for pk, seq in now.values_list("pk", "seq") if done[pk] == seq]
        SearchChange.objects.filter(pk__in=unchanged).delete()
