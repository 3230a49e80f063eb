from datetime import timedelta
from typing import Any

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "pages"

    def ready(self) -> None:
        from wagtail.signals import page_published, page_unpublished

        from kenniscafe.schedule import every
        from pages.documents import SOURCE
        from pages.tasks import publish_scheduled_later
        from search.sources import register

        register(SOURCE)
        page_published.connect(_published)
        page_unpublished.connect(_unpublished)
        every(timedelta(minutes=1), "publish scheduled pages", publish_scheduled_later.enqueue)


def _published(instance: Any, **_signal: Any) -> None:
    from pages.actions import page_published

    page_published(instance)


def _unpublished(instance: Any, **_signal: Any) -> None:
    from pages.actions import page_unpublished

    page_unpublished(instance)
