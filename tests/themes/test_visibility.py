"""Who sees which theme and what hangs on it: of all rows, and of one."""

import pytest

from tests.factories import a_community, a_guest, a_member, a_person, an_administrator
from tests.factories.people import an_ended_guest, somebody_imported, somebody_inactive
from tests.factories.posts import a_post
from tests.factories.themes import a_contribution, a_theme
from themes.models import Contribution, ThemePage
from themes.permissions import can_view, can_view_contribution

pytestmark = pytest.mark.django_db


def test_the_two_ways_to_ask_agree() -> None:
    community = a_community(kind="hidden")
    themes = [
        a_theme(),
        a_theme(ends=-3),
        a_theme(begins=-3),
        a_theme(live=False),
    ]
    posts = [a_post(), a_post(community.created_by, community=community), a_post()]
    hung = [a_contribution(post, themes[0]) for post in posts]
    viewers = [
        *(a_person(), an_administrator(), community.created_by, a_member(a_person(), community)),
        *(a_guest(of=community), a_guest(), an_ended_guest(of=community)),
        *(somebody_inactive(), somebody_imported()),
    ]
    for viewer in viewers:
        seen = {theme for theme in themes if can_view(viewer, theme)}
        assert set(ThemePage.objects.visible_to(viewer)) == seen, viewer
        hanging = {row for row in hung if can_view_contribution(viewer, row)}
        assert set(Contribution.objects.visible_to(viewer)) == hanging, viewer


def test_employees_see_what_is_published_from_its_first_day() -> None:
    running, ended, to_come, draft = (
        a_theme(),
        a_theme(ends=-1),
        a_theme(begins=-1),
        a_theme(live=False),
    )
    seen = ThemePage.objects.visible_to(a_person())
    assert set(seen) == {running, ended}
    assert set(seen.running()) == {running}
    assert set(seen.ended()) == {ended}
    assert to_come not in seen
    assert draft not in seen


def test_a_guest_sees_no_themes() -> None:
    a_theme()
    assert not ThemePage.objects.visible_to(a_guest(of=a_community())).exists()
