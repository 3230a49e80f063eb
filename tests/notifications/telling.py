"""What happens in the café, the work that follows, and what somebody was told."""

from datetime import UTC, datetime, time
from typing import Any

from django_tasks_db.models import DBTaskResult

from notifications.actions import choose_preferences
from notifications.models import Notice, Nudge, Preference
from people.models import User

TUESDAY = datetime(2025, 11, 18, 10, 0, tzinfo=UTC)  # eleven o’clock on the wall: no quiet hour


def after_work() -> None:
    """The worker does what waits, and what that brings."""
    while waiting := list(DBTaskResult.objects.ready().order_by("enqueued_at")):
        for one in waiting:
            args = one.args_kwargs
            one.task.func(*args["args"], **args["kwargs"])
            one.delete()


def told(person: User) -> list[Notice]:
    after_work()
    return list(Notice.objects.visible_to(person).order_by("-at", "-pk"))


def kinds(person: User) -> list[str]:
    return [notice.kind for notice in told(person)]


def nudges(person: User) -> int:
    return Nudge.objects.filter(person=person).count()


def never_quiet(person: User, **wishes: Any) -> Preference:
    """Else what leaves at once depends on the hour at which the tests run."""
    quiet: dict[str, Any] = {"quiet_from": time(0), "quiet_until": time(0), "quiet_days": []}
    return choose_preferences(person, **{**quiet, **wishes})
