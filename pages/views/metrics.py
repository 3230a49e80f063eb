"""What a monitor asks: numbers of the machinery, in the text format of Prometheus. No name, and nothing of one person.

Without METRICS_TOKEN there is no such page; with it, it is for who sends that token.
"""

import hmac
from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pages.queries.vitals import Vitals, vitals

CONTENT = "text/plain; version=0.0.4; charset=utf-8"


@require_safe
@login_not_required
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    if not _is_let_in(request):
        raise Http404
    return HttpResponse("\n".join(_told(vitals())) + "\n", content_type=CONTENT)


def _is_let_in(request: HttpRequest) -> bool:
    token: str = settings.METRICS_TOKEN
    sent = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return bool(token) and hmac.compare_digest(sent.encode(), token.encode())


def _told(seen: Vitals) -> Iterator[str]:
    queues = {"tasks": seen.tasks, "letters": seen.letters, "search": seen.search}
    waiting = {f'{{queue="{name}"}}': queue.waiting for name, queue in queues.items()}
    failed = {f'{{queue="{name}"}}': queue.failed for name, queue in queues.items()}
    yield from _gauge("queue_waiting", "What waits to be done.", waiting)
    yield from _gauge("queue_failed", "What did not work.", failed)
    yield from _gauge("letters_sent_day", "Letters sent in a day.", {"": seen.sent_today})
    yield from _gauge("sessions", "Sessions that have not ended.", {"": seen.sessions})
    yield from _gauge("database_bytes", "Size of the database.", {"": seen.store.database})
    yield from _gauge("files_bytes", "Size of the files.", {"": seen.store.files})
    yield from _gauge("disk_free_bytes", "Room left on the disk.", {"": seen.store.free})
    if seen.backup is not None:
        made = round(seen.backup.timestamp())
        yield from _gauge("backup_timestamp_seconds", "When the last backup was made.", {"": made})


def _gauge(name: str, says: str, values: dict[str, int]) -> Iterator[str]:
    yield f"# HELP kenniscafe_{name} {says}"
    yield f"# TYPE kenniscafe_{name} gauge"
    yield from (f"kenniscafe_{name}{labels} {value}" for labels, value in values.items())
