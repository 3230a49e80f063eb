"""Wagtail writes pages; what follows from it is said here, and the front page is begun."""

from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Locale, Page

from kenniscafe.events import publish
from pages.events import PagePublished, PageUnpublished
from pages.models import HomePage
from people.models import Organisation


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
