"""What notices hold of somebody: how they want to be told, and what they were told of."""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from notifications.models import Cup, Notice, Nudge, Preference
from people.models import User
from people.personal import Bundle, Words
from threads.models import Thread

HOLDS = (
    "notifications.Notice",
    "notifications.Preference",
    "notifications.Nudge",
    "notifications.Cup",
)
CHOSEN = ("channels", "budget", "quiet_from", "quiet_until", "quiet_days", "rhythm", "bundles")


def export(person: User, bundle: Bundle) -> None:
    chosen = Preference.objects.filter(person=person).values(*CHOSEN, "bundle_at")
    bundle.rows("preferences.json", chosen)
    seen = Exists(Thread.objects.visible_to(person).filter(pk=OuterRef("thread")))
    told = Notice.objects.filter(person=person).annotate(seen=seen).select_related("thread")
    bundle.rows("notices.json", (_told(row) for row in told.order_by("pk").iterator(500)))


def leave(person: User, _words: Words, most: int) -> int:
    """Also what others were told of, where it names who did it: it leads to nobody any more."""
    rows: list[Any] = [
        Notice.objects.filter(Q(person=person.pk) | Q(actor=person.pk) | Q(instead_of=person.pk)),
        Nudge.objects.filter(person=person.pk),
        Cup.objects.filter(person=person.pk),
        Preference.objects.filter(person=person.pk),
    ]
    done = 0
    for found in rows:
        some = list(found.values_list("pk", flat=True)[:most])
        found.model._default_manager.filter(pk__in=some).delete()
        done += len(some)
    return done


def _told(row: Any) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "in": row.thread.title if row.thread and row.seen else None,
        "at": row.at,
        "read": row.read_at,
    }
