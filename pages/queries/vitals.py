"""How the café runs, in numbers: of the machinery, never of anybody's doings."""

import os
import platform
import shutil
import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any, Final

import django
import wagtail
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.db.models import Count, Min, QuerySet
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from kenniscafe.models import Letter, ScheduledRun
from kenniscafe.schedule import ATTEMPTS
from people.models import User
from search.models import SearchChange

BACKUP: Final = "backup"  # the name of the last one among what ran
MEASURED: Final = 600  # seconds for which the size of the files is remembered


@dataclass(frozen=True, slots=True)
class Queue:
    waiting: int
    failed: int
    oldest: datetime | None  # of those that wait


@dataclass(frozen=True, slots=True)
class Store:
    """In bytes."""

    database: int
    files: int
    free: int
    answers_in: float  # milliseconds


@dataclass(frozen=True, slots=True)
class Vitals:
    tasks: Queue
    letters: Queue
    search: Queue
    sent_today: int
    sessions: int
    store: Store
    backup: datetime | None


def vitals() -> Vitals:
    day_ago = timezone.now() - timedelta(days=1)
    return Vitals(
        tasks=_tasks(),
        letters=_letters(),
        search=_search(),
        sent_today=Letter.objects.filter(sent_at__gt=day_ago).count(),
        sessions=Session.objects.filter(expire_date__gt=timezone.now()).count(),
        store=_store(),
        backup=ScheduledRun.objects.filter(name=BACKUP)
        .values_list("last_run_at", flat=True)
        .first(),
    )


def failed_tasks() -> QuerySet[Any]:
    """Tried as often as they are; or the worker gave out."""
    failed = DBTaskResult.objects.failed()
    tired = [row.pk for row in failed.only("worker_ids") if len(row.worker_ids) >= ATTEMPTS]
    return failed.filter(pk__in=tired).order_by("-finished_at")


def failed_letters() -> QuerySet[Letter]:
    return Letter.objects.filter(failed_at__isnull=False).order_by("-failed_at")


def failed_changes() -> QuerySet[SearchChange]:
    """What the index would not take."""
    return SearchChange.objects.filter(attempts__gt=0).order_by("seq")


def versions() -> list[tuple[str, str]]:
    return [
        ("Kenniscafé", _product()),
        ("Python", platform.python_version()),
        ("Django", django.get_version()),
        ("Wagtail", wagtail.__version__),
        (connection.display_name, ".".join(map(str, connection.get_database_version()))),
    ]


def people_per_kind() -> list[tuple[str, int]]:
    here: QuerySet[User] = User.objects.colleagues()
    counts = dict(here.order_by().values_list("kind").annotate(n=Count("pk")))
    return [(str(kind.label), counts[kind]) for kind in User.Kind if kind in counts]


def guests_who_go() -> int:
    """Whose access ends within this month."""
    now = timezone.localtime()
    first = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    ends = (first + timedelta(days=32)).replace(day=1)
    here: QuerySet[User] = User.objects.colleagues()
    return here.filter(access_until__gte=now, access_until__lt=ends).count()


def _tasks() -> Queue:
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    oldest = waiting.aggregate(at=Min("enqueued_at"))["at"]
    return Queue(waiting.count(), failed_tasks().count(), oldest)


def _letters() -> Queue:
    waiting = Letter.objects.filter(sent_at=None, failed_at=None)
    oldest = waiting.aggregate(at=Min("queued_at"))["at"]
    return Queue(waiting.count(), failed_letters().count(), oldest)


def _search() -> Queue:
    return Queue(SearchChange.objects.count(), failed_changes().count(), None)


def _store() -> Store:
    began = monotonic()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        answers_in = 1000 * (monotonic() - began)
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
        else:
            cursor.execute(
                "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
            )
        [size] = cursor.fetchone()
    free = shutil.disk_usage(settings.DATA_DIR).free
    return Store(size, _size_of_files(), free, answers_in)


def _size_of_files() -> int:
    known: int | None = cache.get("size-of-files")
    if known is None:
        known = sum(
            (Path(folder) / name).lstat().st_size
            for folder, _folders, names in os.walk(settings.MEDIA_ROOT)
            for name in names
            if (Path(folder) / name).exists()
        )
        cache.set("size-of-files", known, MEASURED)
    return known


def _product() -> str:
    project = settings.LOCALE_PATHS[0].parent / "pyproject.toml"
    return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])
