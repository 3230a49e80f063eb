"""The two mails of a working day for everybody: poured or bundled, written and laid in the folder."""

import time
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from unittest.mock import patch

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from benchmarks.measuring import Result
from kenniscafe.letters import send_due
from kenniscafe.models import Letter
from notifications.actions import send_cups
from notifications.models import Cup

LONG_ENOUGH = 100  # seconds: what is slower than the aim is told by its beginning


def measure() -> list[Result]:
    """The next Tuesday, so that nobody is free that day; the clock is set, nothing else is made up."""
    now = timezone.localtime()
    tuesday = now + timedelta(days=(1 - now.weekday()) % 7 or 7)
    return [
        poured("coffee", "Cup of coffee", tuesday.replace(hour=8, minute=0)),
        poured("bundle", "The bundle", tuesday.replace(hour=16, minute=5)),
    ]


def poured(kind: str, name: str, moment: datetime) -> Result:
    Letter.objects.all().delete()
    with at(moment):
        began = time.perf_counter()
        send_cups()
        queued = time.perf_counter() - began
        while send_due() and time.perf_counter() - began < LONG_ENOUGH:
            pass
        took = time.perf_counter() - began
    DBTaskResult.objects.all().delete()
    cups = Cup.objects.filter(kind=kind).count()
    written = cups - Letter.objects.filter(kind=kind, sent_at=None).count()
    per_10_000 = 10_000 * (queued / cups + (took - queued) / written)
    return Result(
        name=f"{name}: {cups} queued in {queued:.1f} s, {written} written and sent",
        n=written,
        value=round(per_10_000, 1),
        unit="s for 10,000 people",
        aim="≤ 60 s for 10,000 people",
        met=per_10_000 <= 60,
    )


def at(moment: datetime) -> AbstractContextManager[object]:
    return patch("django.utils.timezone.now", lambda: moment)
