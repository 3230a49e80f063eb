"""Wagtail opens no second door: its administration is for administrators, who learn nothing there that the café hides."""

from pathlib import Path

import pytest
from django.conf import settings
from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from tests.permissions.routes import Route, administration, routes
from tests.permissions.walking import Walk
from tests.permissions.words import word
from tests.permissions.world import World

pytestmark = pytest.mark.django_db
INSIDE = ("manager", "hidden_guest")
OUT = ("sign-in", "404")
TO_OUR_OWN = ("/beheer/login", "/beheer/account", "/beheer/password_reset")
WITHOUT_A_DOOR = (
    "/beheer/users",
    "/beheer/groups",
    "/beheer/bulk/people",
    "/beheer/tag-autocomplete/tags",
)
# One is made to; the others cannot read an id that is no number, as Wagtail's own pages never send one.
FALL_OVER = (
    "wagtailadmin_error_test",
    "wagtaildocs_chooser:chosen",
    "wagtailimages_chooser:chosen",
)


def wagtails() -> list[Route]:
    return [route for route in administration() if route.name]


def test_an_administrator_comes_in(world: World) -> None:
    assert world.visitors["administrator"].get("/beheer/").status_code == 200


@pytest.mark.parametrize("role", INSIDE)
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_else_does(role: str, method: str, world: World) -> None:
    walk = Walk(world)
    answers = {route.sample: walk.fetch(role, method, route.sample, {}) for route in wagtails()}
    let_in = {
        path: answer.status
        for path, answer in answers.items()
        if answer.status not in (403, 404) and answer.location != "/account/"
    }
    assert let_in == {}


@pytest.mark.parametrize("role", ["anonymous", "deactivated"])
def test_outside_every_address_leads_to_our_own_door(role: str, world: World) -> None:
    walk = Walk(world)
    answers = {route.sample: walk.fetch(role, "get", route.sample, {}) for route in wagtails()}
    assert {path: answer.said for path, answer in answers.items() if answer.said not in OUT} == {}


def test_an_administrator_reads_nothing_there_that_the_cafe_hides(world: World) -> None:
    walk = Walk(world)
    asked = {"q": word("hidden", "name"), "term": word("hidden_article", "tag")[:8]}
    wrong: list[str] = []
    for route in wagtails():
        for question in ({}, asked):
            answer = walk.fetch("administrator", "get", route.sample, question)
            wrong += walk.leaks("administrator", route.sample, answer, echoed=asked.values())
            if answer.status >= 500 and route.name not in FALL_OVER:
                wrong.append(f"{route.sample} {question}: {answer.status}")
    assert wrong == []


def test_the_suggestions_of_tags_stay_ours(world: World) -> None:
    """Wagtail would complete any tag to an administrator, also those of a hidden community."""
    walk = Walk(world)
    for path in ("/beheer/tag-autocomplete/tags/tag/", "/beheer/tag-autocomplete/"):
        answer = walk.fetch("administrator", "get", path, {"term": "x"})
        assert list(walk.leaks("administrator", path, answer)) == []


def test_passwords_and_people_have_one_door(world: World) -> None:
    walk = Walk(world)
    for route in wagtails():
        if route.sample.startswith((*TO_OUR_OWN, *WITHOUT_A_DOOR)):
            answer = walk.fetch("administrator", "get", route.sample, {})
            ours = answer.location == "/account/" and route.sample.startswith(TO_OUR_OWN)
            assert ours or answer.said == "404", route


@pytest.mark.parametrize(
    "name",
    ["wagtail_serve", "wagtaildocs_serve", "wagtailimages_serve", "wagtailapi:pages:listing"],
)
def test_wagtail_serves_nothing_outside_its_administration(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name, args=[1] if "api" not in name else [])


def test_no_path_leads_to_uploaded_files() -> None:
    media = Path(settings.MEDIA_ROOT)
    for path in (
        "/media/",
        "/media/images/foto.jpg",
        "/documents/1/verslag.pdf",
        "/images/1/foto.jpg",
    ):
        with pytest.raises(Resolver404):
            resolve(path)
    assert not [
        folder
        for folder in (*settings.STATICFILES_DIRS, settings.STATIC_ROOT)
        if media.is_relative_to(folder)
    ]
    assert not [route for route in routes() if "media" in route.pattern]
