"""What django-tasks-db leaves to us: tasks that come back after a fault, and tasks that run by the clock.

A worker proves that it lives by a lease. A task whose worker's lease has ended goes back into the
queue; a task that failed is tried again later, five times in all.
"""

import logging
import os
import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from hashlib import blake2s
from pathlib import Path

from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from kenniscafe.models import Lease, ScheduledRun

log = logging.getLogger("kenniscafe.schedule")

ATTEMPTS = 5
HEARTBEAT = timedelta(seconds=60)
KEPT = timedelta(days=14)  # finished tasks, for who wants to see what happened


@dataclass(frozen=True, slots=True)
class Scheduled:
    every: timedelta
    run: Callable[[], object]


_clock: dict[str, Scheduled] = {}


def every(interval: timedelta, name: str, run: Callable[[], object]) -> None:
    """Apps say in apps.py what must run by the clock; `run` is short or enqueues a task."""
    _clock[name] = Scheduled(interval, run)


def new_worker() -> str:
    """A name that tells in which process it works, so that others can see when that has ended."""
    return f"{_here()}-{os.getpid()}-{secrets.token_hex(4)}"


def beat(worker: str) -> None:
    Lease.objects.update_or_create(
        name=f"worker {worker}",
        defaults={"holder": worker, "until": timezone.now() + HEARTBEAT},
    )


def sign_off(worker: str) -> None:
    Lease.objects.filter(name=f"worker {worker}").delete()


def sweep(worker: str) -> None:
    """What `worker` does now and then for all of them."""
    forget_the_dead(worker)
    return_orphans()
    retry_failed()
    run_due()


def forget_the_dead(seen_by: str) -> None:
    """A lease need not run out where it can be seen that its process has ended."""
    for lease in _worker_leases().exclude(holder=seen_by):
        if lease.until <= timezone.now() or _is_dead(lease.holder):
            sign_off(lease.holder)


def return_orphans() -> int:
    """Tasks whose worker is gone go back; one that took down five workers is left as failed."""
    now = timezone.now()
    alive = {lease.holder for lease in _worker_leases().filter(until__gt=now)}
    orphans = [
        task
        for task in DBTaskResult.objects.running().only("id", "worker_ids")
        if not set(task.worker_ids[-1:]) & alive
    ]
    for task in orphans:
        still = DBTaskResult.objects.running().filter(pk=task.pk, worker_ids=task.worker_ids)
        if len(task.worker_ids) < ATTEMPTS:
            still.update(status=TaskResultStatus.READY)
        else:
            still.update(status=TaskResultStatus.FAILED, finished_at=now)
    return len(orphans)


def retry_failed() -> int:
    """10 s, 40 s, 90 s, 160 s after each fault."""
    now, again = timezone.now(), 0
    for task in DBTaskResult.objects.failed().filter(finished_at__gt=now - timedelta(hours=1)):
        attempts = len(task.worker_ids)
        wait = timedelta(seconds=10 * attempts**2)
        if attempts < ATTEMPTS and task.finished_at + wait <= now:
            failed = DBTaskResult.objects.failed().filter(pk=task.pk)
            again += failed.update(status=TaskResultStatus.READY)
    return again


def run_due() -> list[str]:
    """Names of what ran; each at most once per interval over all processes."""
    last = dict(ScheduledRun.objects.values_list("name", "last_run_at"))
    ran = []
    for name, scheduled in _clock.items():
        if _is_due(last.get(name), scheduled.every) and _is_mine(name, scheduled.every):
            ran.append(name)
            try:
                scheduled.run()
            except Exception:
                log.exception("What runs by the clock failed: %s", name)
    return ran


def _is_due(last: datetime | None, interval: timedelta) -> bool:
    return last is None or last + interval <= timezone.now()


def _is_mine(name: str, interval: timedelta) -> bool:
    with transaction.atomic():
        row, is_new = ScheduledRun.objects.select_for_update().get_or_create(
            name=name, defaults={"last_run_at": timezone.now()}
        )
        # An interval begins when the clock is first seen: a new café has nothing old to look after.
        if is_new or not _is_due(row.last_run_at, interval):
            return False
        row.last_run_at = timezone.now()
        row.save(update_fields=["last_run_at"])
    return True


def forget_finished_tasks() -> None:
    DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEPT).delete()


def forget_ended_sessions() -> None:
    SessionStore.clear_expired()


def _worker_leases() -> QuerySet[Lease]:
    return Lease.objects.filter(name__startswith="worker ")


def _is_dead(worker: str) -> bool:
    """Elsewhere nobody can see it: there the lease decides."""
    where, process, _ = worker.split("-")
    if where != _here():
        return False
    if int(process) == os.getpid():
        return True  # had this number before me
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass
    return False


@cache
def _here() -> str:
    """Where a process number means something: this boot of this machine, and of this container."""
    try:
        place = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii")
        place += os.readlink("/proc/self/ns/pid")
    except OSError:
        place = str(uuid.getnode())
    return blake2s(place.encode(), digest_size=6).hexdigest()
