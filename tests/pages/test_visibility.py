"""Who reads what editors make: of all pages, and of one."""

from typing import Any

import pytest

from pages.models import HandbookPage, HomePage, StandardPage
from pages.permissions import can_view_handbook, can_view_home, can_view_standing
from tests.factories import a_community, a_guest, a_person, an_administrator
from tests.factories.people import an_ended_guest, somebody_imported, somebody_inactive
from tests.factories.themes import a_page

pytestmark = pytest.mark.django_db


def everybody() -> list[Any]:
    place = a_community()
    guests = [a_guest(of=place), a_guest(), an_ended_guest(of=place)]
    return [a_person(), an_administrator(), *guests, somebody_inactive(), somebody_imported()]


def test_the_two_ways_to_ask_agree() -> None:
    [home] = HomePage.objects.all()
    home.live = True
    home.save()
    standing = [a_page(StandardPage), a_page(StandardPage, live=False)]
    handbook = [a_page(HandbookPage), a_page(HandbookPage, live=False)]
    for viewer in everybody():
        seen = {page for page in standing if can_view_standing(viewer, page)}
        assert set(StandardPage.objects.visible_to(viewer)) == seen, viewer
        read = {page for page in handbook if can_view_handbook(viewer, page)}
        assert set(HandbookPage.objects.visible_to(viewer)) == read, viewer
        front = {home} if can_view_home(viewer, home) else set()
        assert set(HomePage.objects.visible_to(viewer)) == front, viewer


def test_what_is_published_is_for_employees_and_what_is_not_for_nobody() -> None:
    page, draft = a_page(HandbookPage), a_page(HandbookPage, live=False)
    assert list(HandbookPage.objects.visible_to(a_person())) == [page]
    assert not HandbookPage.objects.visible_to(a_guest(of=a_community())).exists()
    assert draft not in HandbookPage.objects.visible_to(an_administrator())
