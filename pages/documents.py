"""An editorial page as search knows it; a page that is not published is not in the index."""

from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page

from frontend.blocks import text_of
from pages.models import HandbookPage, HomePage, StandardPage
from people.models import User
from search.documents import EMPLOYEES, Document
from search.sources import Source
from themes.models import ThemePage
from themes.querysets import today

KINDS = (HomePage, StandardPage, HandbookPage, ThemePage)


def rows() -> QuerySet[Page]:
    pages: QuerySet[Page] = Page.objects.live().type(*KINDS).specific().select_related("locale")
    return pages


def to_document(page: Any) -> Document:
    return Document(
        kind="page",
        id=page.pk,
        tab="posts",
        audience=(EMPLOYEES,),
        title=page.title,
        body=_body(page),
        language=page.locale.language_code,
        published_at=page.first_published_at,
    )


def read_back(viewer: User) -> QuerySet[Page]:
    """Themes that are still to begin are in the index, and are not shown."""
    if not viewer.is_employee or not viewer.may_enter:
        return rows().none()
    to_come = ThemePage.objects.filter(starts_on__gt=today()).order_by()  # visibility: left out
    shown: QuerySet[Page] = rows().exclude(pk__in=to_come.values("pk"))
    return shown


def _body(page: Any) -> str:
    if isinstance(page, ThemePage):
        return f"{page.question}\n{text_of(page.vision)}"
    return text_of(page.body)


SOURCE = Source(
    kind="page",
    rows=rows,
    to_document=to_document,
    read_back=read_back,
    template="pages/editorial/hit.html",
)
