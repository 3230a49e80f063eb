"""Who reads what editors publish: every employee, and no guest."""

from kenniscafe.editorial import can_view_page
from pages.models import HandbookPage, HomePage, StandardPage
from people.querysets import Viewer


def can_view_home(viewer: Viewer, page: HomePage) -> bool:
    return can_view_page(viewer, page)


def can_view_standing(viewer: Viewer, page: StandardPage) -> bool:
    return can_view_page(viewer, page)


def can_view_handbook(viewer: Viewer, page: HandbookPage) -> bool:
    return can_view_page(viewer, page)
