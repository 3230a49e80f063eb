"""From the queue into the index. Nothing marked is ever lost, whoever dies at whatever moment.

A batch is claimed for a while, read as it is now, written with no transaction open, and only then
taken out of the queue, and only where it was not marked again meanwhile. One process at a time.
"""

import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic, sleep

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from search.documents import Document
from search.engine import EngineUnavailable, Entry, SearchEngine
from search.engines import current_engine
from search.lease import Held, holding
from search.models import SearchChange
from search.rebuilding import documents_of, is_rebuilding, rebuild, repair
from search.results import Key
from search.sources import sources

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
    if not current_engine().is_ready():
        rebuild()
    while drain() or (SearchChange.objects.filter(attempts=0).exists() and monotonic() < until):
        if not _due().exists():
            sleep(0.05)
    return SearchChange.objects.count()


@dataclass(slots=True)
class _Batch:
    entries: list[Entry] = field(default_factory=list)
    gone: list[Key] = field(default_factory=list)
    faults: dict[int, str] = field(default_factory=dict)  # row → why it cannot be read


def _drain(engine: SearchEngine, lease: Held, limit: int) -> int:
    generation = engine.generation
    rows = _claim(limit)
    batch = _read(rows)
    if not lease.renew():
        return 0
    try:
        engine.index(batch.entries)
        engine.remove(batch.gone)
    except EngineUnavailable as error:
        log.warning("The index takes nothing now: %s", error)
        _postpone({row.pk: str(error) for row in rows})
        return 0
    _postpone(batch.faults)
    done = {row.pk: row.seq for row in rows if row.pk not in batch.faults}
    if engine.generation == generation and not is_rebuilding():
        _take_out(done)
    return len(done)


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


def _read(rows: Sequence[SearchChange]) -> _Batch:
    """What the database says now; a kind that nobody knows any more is gone."""
    batch, by_kind = _Batch(), defaultdict(list)
    for row in rows:
        by_kind[row.kind].append(row)
    for kind, changes in by_kind.items():
        documents = _documents(kind, changes, batch)
        for row in changes:
            if document := documents.get(row.object_id):
                batch.entries.append(Entry(document, row.seq))
            elif row.pk not in batch.faults:
                batch.gone.append(Key(kind, row.object_id))
    return batch


def _documents(kind: str, rows: Sequence[SearchChange], batch: _Batch) -> dict[int, Document]:
    """One object that cannot be read holds up no other."""
    if kind not in sources():
        return {}
    try:
        return documents_of(sources()[kind], [row.object_id for row in rows])
    except Exception as error:
        if len(rows) == 1:
            log.exception("%s %s cannot be read for the index.", kind, rows[0].object_id)
            batch.faults[rows[0].pk] = f"{type(error).__name__}: {error}"
            return {}
    found: dict[int, Document] = {}
    for row in rows:
        found |= _documents(kind, [row], batch)
    return found


def _postpone(reasons: dict[int, str]) -> None:
    """Tried again after 5 s, 10 s, 20 s … at most ten minutes; marking it again ends the wait."""
    for row in SearchChange.objects.filter(pk__in=reasons):
        attempts = min(row.attempts + 1, 30)
        wait = min(timedelta(seconds=5 * 2 ** (attempts - 1)), LONGEST_WAIT)
        SearchChange.objects.filter(pk=row.pk, seq=row.seq).update(
            attempts=attempts,
            claimed_until=timezone.now() + wait,
            reason=reasons[row.pk][:200],
        )


def _take_out(done: dict[int, int]) -> None:
    """Only what was not marked again since it was claimed."""
    with transaction.atomic():
        rows = SearchChange.objects.select_for_update().filter(pk__in=done)
        unchanged = [pk for pk, seq in rows.values_list("pk", "seq") if done[pk] == seq]
        SearchChange.objects.filter(pk__in=unchanged).delete()
