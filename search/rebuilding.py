"""The whole index anew, beside the one that answers; and whether index and database agree.

Search never stops for it, and no write made meanwhile is missed: while a rebuild runs the drain keeps
its rows in the queue, and they go into the new index once that answers.
"""

import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from kenniscafe.settings.environment import ROOT
from search.batches import Batch
from search.changes import mark
from search.documents import fingerprint
from search.engines import current_engine
from search.lease import holding, is_held
from search.models import SearchChange
from search.results import Key
from search.sources import Source, sources

log = logging.getLogger("search.rebuilding")

REBUILD = "search rebuild"
BATCH = 500
HEAVY = 5_000  # objects; more than this are read in a process of their own

_child: list["subprocess.Popen[bytes]"] = []

Progress = Callable[[int], None]


def is_rebuilding() -> bool:
    return is_held(REBUILD)


def rebuild(progress: Progress = lambda done: None) -> bool:
    """False: another process is at it."""
    with holding(REBUILD) as lease:
        if lease is None:
            return False
        aside, done = current_engine().aside(), 0
        for batch in _everything():
            batch.write(aside)
            for key in batch.faults:
                mark(*key)  # tried again later, with its reason in the queue
            if not lease.renew():
                aside.drop()
                return False
            done += len(batch.entries)
            progress(done)
        aside.promote()
    SearchChange.objects.filter(attempts=0).update(claimed_until=None)
    return True


def repair() -> None:
    """Where there is no index: now, or in a child when it is much, so that pages stay fast."""
    if is_rebuilding() or _child_works():
        return
    if _is_heavy():
        _in_a_child("rebuild_search_index")
    else:
        rebuild()


@dataclass(slots=True)
class Drift:
    """Ids of one kind on which index and database disagree."""

    kind: str
    missing: list[int] = field(default_factory=list)
    different: list[int] = field(default_factory=list)
    left_over: list[int] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.missing or self.different or self.left_over)


def compare() -> list[Drift]:
    """What waits in the queue is no drift. Repairs nothing."""
    return [drift for source in sources().values() if (drift := _drift_of(source))]


def compare_nightly() -> None:
    """What it finds it says in the log; nothing is repaired without being asked."""
    if not current_engine().is_ready() or _child_works():
        return
    if _is_heavy():
        _in_a_child("compare_search_index")
    else:
        for drift in compare():
            log.warning("Search index and database disagree: %s", drift)


def _drift_of(source: Source) -> Drift:
    drift = Drift(source.kind)
    indexed = dict(current_engine().fingerprints(source.kind))
    for batch in _batches(source):
        for document in (entry.document for entry in batch.entries):
            kept = indexed.pop(document.id, None)
            if kept is None:
                drift.missing.append(document.id)
            elif kept != fingerprint(document):
                drift.different.append(document.id)
    drift.left_over = list(indexed)
    return _without_waiting(drift)


def _without_waiting(drift: Drift) -> Drift:
    queued = SearchChange.objects.filter(kind=drift.kind)
    waiting = set(queued.values_list("object_id", flat=True))
    for ids in (drift.missing, drift.different, drift.left_over):
        ids[:] = [each for each in ids if each not in waiting]
    return drift


def _everything() -> Iterator[Batch]:
    for source in sources().values():
        yield from _batches(source)


def _batches(source: Source) -> Iterator[Batch]:
    """All that belongs in the index, in rising order, older than any change; each asks anew."""
    last = 0
    ids = source.rows().order_by("pk").values_list("pk", flat=True)
    while part := list(ids.filter(pk__gt=last)[:BATCH]):
        batch = Batch({Key(source.kind, each): 0 for each in part})
        batch.read()
        yield batch
        last = part[-1]


def _is_heavy() -> bool:
    return sum(source.rows().count() for source in sources().values()) > HEAVY


def _child_works() -> bool:
    return any(child.poll() is None for child in _child)


def _in_a_child(command: str) -> None:
    arguments = [sys.executable, str(ROOT / "manage.py"), command]
    _child[:] = [subprocess.Popen(arguments)]  # noqa: S603 - nothing in it comes from outside
