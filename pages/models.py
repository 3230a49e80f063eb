"""What editors make for the whole organisation: its front page, standing pages, and a handbook that is a tree."""

from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from frontend.blocks import BODY, BodyField
from kenniscafe.editorial import EditorialPage


def _below(url_path: str, levels: int) -> str:
    """What comes after the first so many parts: "/home/handboek/water/" and 2 give "water/"."""
    return "/".join(url_path.split("/")[levels + 1 :])


class HomePage(EditorialPage):
    """The root under which editorial pages hang, and what the organisation tells of itself; Vandaag stands at "/"."""

    body = BodyField(BODY, verbose_name=_("text"), blank=True)

    content_panels: ClassVar[list[FieldPanel]] = [*EditorialPage.content_panels, FieldPanel("body")]
    promote_panels: ClassVar[list[FieldPanel]] = []
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    template = "pages/editorial/standing.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from pages.queries.editorial import below_home

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {"below": below_home(request.user)}

    @property
    def address(self) -> str:
        return reverse("about")


class StandardPage(EditorialPage):
    body = BodyField(BODY, verbose_name=_("text"), blank=True)

    content_panels: ClassVar[list[FieldPanel]] = [*EditorialPage.content_panels, FieldPanel("body")]
    promote_panels: ClassVar[list[FieldPanel]] = [FieldPanel("slug")]
    parent_page_types: ClassVar[list[str]] = ["pages.HomePage", "pages.StandardPage"]
    subpage_types: ClassVar[list[str]] = ["pages.StandardPage"]
    template = "pages/editorial/standing.html"

    class Meta:
        verbose_name = _("standing page")
        verbose_name_plural = _("standing pages")

    @property
    def address(self) -> str:
        return reverse("standing_page", args=[_below(self.url_path, 1).strip("/")])


class HandbookPage(EditorialPage):
    """The first of them is the cover; its contents list is the tree below it."""

    body = BodyField(BODY, verbose_name=_("text"), blank=True)

    content_panels: ClassVar[list[FieldPanel]] = [*EditorialPage.content_panels, FieldPanel("body")]
    promote_panels: ClassVar[list[FieldPanel]] = [FieldPanel("slug")]
    parent_page_types: ClassVar[list[str]] = ["pages.HomePage", "pages.HandbookPage"]
    subpage_types: ClassVar[list[str]] = ["pages.HandbookPage"]
    template = "pages/editorial/handbook.html"

    class Meta:
        verbose_name = _("handbook page")
        verbose_name_plural = _("handbook pages")

    @classmethod
    def can_create_at(cls, parent: EditorialPage) -> bool:
        """There is one handbook: a second cover would have the same address."""
        is_second = parent.depth == HOME_DEPTH and cls.objects.child_of(parent).exists()
        return bool(super().can_create_at(parent)) and not is_second

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from pages.queries.editorial import contents, parts_of

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        chapters = contents(request.user)
        return context | {"chapters": chapters, "parts": parts_of(self, chapters)}

    @property
    def address(self) -> str:
        below = _below(self.url_path, 2).strip("/")
        return reverse("handbook_page", args=[below]) if below else reverse("handbook")


HOME_DEPTH = 2
