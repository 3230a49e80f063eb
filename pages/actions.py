"""Wagtail writes pages; what follows from it is said here. The front page is begun, and what failed is tried again."""

from typing import Any, Final

from django.db import transaction
from django.utils.text import slugify
from django_tasks import TaskResultStatus
from wagtail.models import Locale, Page

from kenniscafe import mail
from kenniscafe.events import publish
from kenniscafe.permissions import require
from pages.events import PagePublished, PageUnpublished
from pages.models import HomePage
from pages.queries.vitals import failed_changes, failed_letters, failed_tasks
from people.models import Organisation, User

QUEUES: Final = ("task", "letter", "search")


def page_published(page: Page) -> None:
    with transaction.atomic():
        publish(PagePublished(page_id=page.pk))


def page_unpublished(page: Page) -> None:
    with transaction.atomic():
        publish(PageUnpublished(page_id=page.pk))


def begin_home(organisation: Organisation) -> HomePage:
    """The front page bears the organisation's name, in its own language; it has no text yet."""
    home: HomePage = HomePage.objects.order_by("pk").first()  # visibility: nobody reads it yet
    home.title = home.draft_title = organisation.name
    home.locale = Locale.objects.get(language_code=organisation.language)
    home.slug = slugify(organisation.name)[:60] or "home"
    home.save()
    return home


def try_again(actor: User, *, queue: str = "", pk: str = "") -> int:
    """How many: one of one queue, or without a queue everything that did not work."""
    require(actor.is_superuser)
    with transaction.atomic():
        return sum(_again(each, {"pk": pk} if pk else {}) for each in QUEUES if queue in ("", each))


def _again(queue: str, only: dict[str, Any]) -> int:
    if queue == "task":
        tasks = failed_tasks().order_by().filter(**only)
        return tasks.update(status=TaskResultStatus.READY, worker_ids=[], finished_at=None)
    if queue == "letter":
        return mail.try_again(failed_letters().order_by().filter(**only))
    changes = failed_changes().order_by().filter(**only)
    return changes.update(attempts=0, claimed_until=None, reason="")
