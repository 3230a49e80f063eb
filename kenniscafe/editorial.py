"""Pages that editors make: read by every employee at an address of ours, in the reader's language, else in Dutch."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from wagtail.models import Page
from wagtail.models.pages import PageManager
from wagtail.query import PageQuerySet


class EditorialQuerySet(PageQuerySet):
    def visible_to(self, viewer: Any) -> EditorialQuerySet:
        """What is published is for employees; what is not is for its editors, in the administration alone."""
        if not viewer.is_authenticated or not viewer.may_enter or not viewer.is_employee:
            nothing: EditorialQuerySet = self.none()
            return nothing
        live: EditorialQuerySet = self.live()
        return live

    def once(self) -> EditorialQuerySet:
        """Of a page and its translations the one that was first."""
        earlier = Page.objects.filter(
            translation_key=models.OuterRef("translation_key"), pk__lt=models.OuterRef("pk")
        )
        first: EditorialQuerySet = self.filter(~models.Exists(earlier))
        return first


def can_view_page(viewer: Any, page: Page) -> bool:
    """What visible_to says of all of them."""
    reads = viewer.is_authenticated and viewer.may_enter and viewer.is_employee
    return bool(reads and page.live)


class EditorialPage(Page):
    """Its own kind says what its address begins with; who may read it is not up to its editors."""

    objects = PageManager.from_queryset(EditorialQuerySet)()

    private_page_options: list[str] = []

    class Meta:
        abstract = True

    @property
    def address(self) -> str:
        raise NotImplementedError

    @cached_property
    def language(self) -> str:
        return str(self.locale.language_code)

    def get_url_parts(self, request: Any = None) -> tuple[int | None, str, str]:
        site = (super().get_url_parts(request) or (None,))[0]
        return site, settings.SITE_ADDRESS, self.address

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """A preview is asked for outside our views, with a request that is made up."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {"previewed": getattr(request, "is_preview", False)}


def in_language_of(viewer: Any, pages: EditorialQuerySet) -> list[Any]:
    """Of each page the translation in the viewer's language where there is one, else the first made."""
    chosen: dict[Any, Any] = {}
    for page in pages.order_by("pk").select_related("locale"):
        earlier = chosen.get(page.translation_key)
        if earlier is None or page.locale.language_code == viewer.language:
            chosen[page.translation_key] = page
    return list(chosen.values())
