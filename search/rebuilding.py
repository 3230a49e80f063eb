"""The whole index anew, beside the one that answers; and whether index and database agree.

Search never stops for it, and no write made meanwhile is missed: while a rebuild runs the drain keeps
its rows in the queue, and they go into the new index once that answers.
"""

import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.conf import settings
from django.utils import translation

from kenniscafe.settings.environment import ROOT
from search.documents import Document, fingerprint
from search.engine import Entry
from search.engines import current_engine
from search.lease import holding, is_held
from search.models import SearchChange
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
        for source in sources().values():
            for ids in _batches(source):
                entries = [Entry(document, 0) for document in documents_of(source, ids).values()]
                aside.index(entries)
                done += len(entries)
                lease.renew()
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
    for ids in _batches(source):
        for id_, document in documents_of(source, ids).items():
            kept = indexed.pop(id_, None)
            if kept is None:
                drift.missing.append(id_)
            elif kept != fingerprint(document):
                drift.different.append(id_)
    drift.left_over = list(indexed)
    return _without_waiting(drift)


def _without_waiting(drift: Drift) -> Drift:
    queued = SearchChange.objects.filter(kind=drift.kind)
    waiting = set(queued.values_list("object_id", flat=True))
    for ids in (drift.missing, drift.different, drift.left_over):
        ids[:] = [each for each in ids if each not in waiting]
    return drift


def documents_of(source: Source, ids: list[int]) -> dict[int, Document]:
    """In the organisation's language, whoever asks: an index has no reader."""
    with translation.override(settings.LANGUAGE_CODE):
        return source.documents(ids)


def _batches(source: Source) -> Iterator[list[int]]:
    """All ids that belong in the index, in rising order; each batch asks anew."""
    last = 0
    while ids := list(
        source.rows().filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        yield ids
        last = ids[-1]


def _is_heavy() -> bool:
    return sum(source.rows().count() for source in sources().values()) > HEAVY


def _child_works() -> bool:
    return any(child.poll() is None for child in _child)


def _in_a_child(command: str) -> None:
    arguments = [sys.executable, str(ROOT / "manage.py"), command]
    _child[:] = [subprocess.Popen(arguments)]  # noqa: S603 - nothing in it comes from outside
