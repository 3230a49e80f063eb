"""What django-tasks-db leaves to us: tasks that come back after a fault, and tasks that run by the clock.

A worker proves that it lives by a lease. A task whose worker's lease has ended goes back into the
queue; a task that failed is tried again later, five times in all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from kenniscafe.models import Lease, ScheduledRun

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


def beat(worker: str) -> None:
    Lease.objects.update_or_create(
        name=f"worker {worker}",
        defaults={"holder": worker, "until": timezone.now() + HEARTBEAT},
    )


def sign_off(worker: str) -> None:
    Lease.objects.filter(name=f"worker {worker}").delete()


def return_orphans() -> int:
    """Tasks whose worker is gone go back; one that took down five workers is left as failed."""
    alive = set(
        Lease.objects.filter(name__startswith="worker ", until__gt=timezone.now()).values_list(
            "holder", flat=True
        )
    )
    orphans = [
        task
        for task in DBTaskResult.objects.running().only("id", "worker_ids")
        if not set(task.worker_ids[-1:]) & alive
    ]
    for task in orphans:
        give_up = len(task.worker_ids) >= ATTEMPTS
        still = DBTaskResult.objects.running().filter(pk=task.pk, worker_ids=task.worker_ids)
        still.update(status=TaskResultStatus.FAILED if give_up else TaskResultStatus.READY)
    return len(orphans)


def retry_failed() -> int:
    """10 s, 40 s, 90 s, 160 s after each fault."""
    now, again = timezone.now(), 0
    for task in DBTaskResult.objects.failed().filter(finished_at__gt=now - timedelta(hours=1)):
        attempts = len(task.worker_ids)
        wait = timedelta(seconds=10 * attempts**2)
        if attempts < ATTEMPTS and task.finished_at + wait <= now:
            again += DBTaskResult.objects.failed().filter(pk=task.pk).update(
                status=TaskResultStatus.READY
            )
    return again


def run_due() -> list[str]:
    """Names of what ran; each at most once per interval over all processes."""
    return [name for name, scheduled in _clock.items() if _is_mine(name, scheduled.every, scheduled)]


def _is_mine(name: str, interval: timedelta, scheduled: Scheduled) -> bool:
    now = timezone.now()
    with transaction.atomic():
        row, is_new = ScheduledRun.objects.select_for_update().get_or_create(name=name)
        if not is_new and row.last_run_at is not None and row.last_run_at + interval > now:
            return False
        row.last_run_at = now
        row.save(update_fields=["last_run_at"])
    scheduled.run()
    return True


def forget_finished_tasks() -> None:
    finished: QuerySet[DBTaskResult] = DBTaskResult.objects.finished()
    finished.filter(finished_at__lt=timezone.now() - KEPT).delete()
