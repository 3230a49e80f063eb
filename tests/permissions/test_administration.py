"""Wagtail opens no second door: who has something to write there comes in, and learns nothing that the café hides."""

from pathlib import Path

import pytest
from django.conf import settings
from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from communities.models import CommunityPage
from tests.permissions.routes import Route, administration, routes
from tests.permissions.walking import Walk
from tests.permissions.words import word
from tests.permissions.world import World

pytestmark = pytest.mark.django_db
OUTSIDERS = ("member", "hidden_guest")
# Somebody who administers, who manages another community, whose theme it is, and who manages the hidden one.
INSIDE = ("administrator", "neighbour", "moderator", "manager")
OUT = ("sign-in", "404")
TO_OUR_OWN = ("/beheer/login", "/beheer/account", "/beheer/password_reset")
WITHOUT_A_DOOR = (
    "/beheer/users",
    "/beheer/groups",
    "/beheer/bulk/people",
    "/beheer/api/main/documents",
    "/beheer/api/main/images",
    "/beheer/bulk/communities",
    "/beheer/collections",
    "/beheer/reports/site-history",
    "/beheer/tag-autocomplete",
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


@pytest.mark.parametrize("role", OUTSIDERS)
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


@pytest.mark.parametrize("role", INSIDE)
def test_nobody_reads_anything_there_that_the_cafe_hides(role: str, world: World) -> None:
    """Lists, counts, searches and choosers; editor, preview, history and usage by the number of each secret."""
    walk = Walk(world)
    asked = {"q": word("hidden", "name"), "term": word("hidden_article", "tag")[:8]}
    wrong: list[str] = []
    for route in wagtails():
        numbers = secrets(world) if "1" in route.sample else [1]
        for path in {route.sample.replace("1", str(number)) for number in numbers}:
            for question in ({}, asked) if path == route.sample else ({},):
                answer = walk.fetch(role, "get", path, question)
                found = walk.leaks(role, path, answer, echoed=asked.values())
                wrong += [each for each in found if not their_own(role, each)]
                if answer.status >= 500 and route.name not in FALL_OVER:
                    wrong.append(f"{path} {question}: {answer.status}")
    assert wrong == []


def test_the_report_of_what_to_look_at_again_names_what_an_administrator_reads(
    world: World,
) -> None:
    answer = Walk(world).fetch("administrator", "get", "/beheer/klopt-dit-nog/", {})
    assert word("open_article", "title") in answer.body
    for place in ("closed", "hidden", "removed"):
        assert word(f"{place}_article", "title") not in answer.body


def secrets(world: World) -> list[int]:
    """Numbers that lead to something hidden: pages, pictures, collections, revisions."""
    found = {1}
    for name in ("hidden_upload", "closed_upload", "draft_theme", "standing_unread"):
        ids = world.things[name].ids
        found |= {ids[each] for each in ("pk", "page", "collection") if each in ids}
    hidden = CommunityPage.objects.get(community=world.places["hidden"])
    return sorted(found | set(hidden.revisions.values_list("pk", flat=True)))


def their_own(role: str, leak: str) -> bool:
    """Drafts are for editors: administrators read them all, whose theme it is reads that, and the neighbour writes pages."""
    drafts = ["draft", "coming", "standingunread", "chapterunread"]
    if role == "administrator":
        return any(f"x{each}" in leak for each in drafts)
    if role == "neighbour":
        return any(f"x{each}" in leak for each in ("standingunread", "chapterunread"))
    return role == "moderator" and any(
        f"x{each}{part}" in leak for each in ("draft", "coming") for part in ("theme", "question")
    )


def test_an_editor_writes_pages_publishes_none_and_finds_no_theme(world: World) -> None:
    walk = Walk(world)
    for name in ("standing", "standing_unread", "chapter_unread"):
        path = f"/beheer/pages/{world.things[name].ids['pk']}"
        form = walk.fetch("neighbour", "get", f"{path}/edit/", {})
        assert form.status == 200, name
        assert "action-publish" not in form.body
        assert walk.fetch("neighbour", "get", f"{path}/unpublish/", {}).status in (302, 403, 404)
        assert walk.fetch("employee", "get", f"{path}/edit/", {}).status == 403
    for name in ("home", "draft_theme", "coming_theme"):
        path = f"/beheer/pages/{world.things[name].ids['pk']}/edit/"
        assert walk.fetch("neighbour", "get", path, {}).status in (302, 403, 404), name


def test_a_manager_writes_where_to_begin_and_finds_its_pictures(world: World) -> None:
    walk, ids = Walk(world), world.things["hidden_upload"].ids
    for path in (
        f"/beheer/snippets/communities/communitypage/edit/{ids['page']}/",
        f"/beheer/snippets/communities/communitypage/history/{ids['page']}/",
        f"/beheer/images/{ids['pk']}/",
    ):
        assert walk.fetch("manager", "get", path, {}).status == 200, path
        for role in ("administrator", "neighbour", "moderator"):
            assert walk.fetch(role, "get", path, {}).status in (302, 403, 404), (role, path)


def test_whose_theme_it_is_writes_that_page_and_no_other(world: World) -> None:
    walk = Walk(world)
    theme, other = world.things["draft_theme"].ids["pk"], world.things["standing"].ids["pk"]
    assert walk.fetch("moderator", "get", f"/beheer/pages/{theme}/edit/", {}).status == 200
    assert walk.fetch("moderator", "get", f"/beheer/pages/{other}/edit/", {}).status in (
        302,
        403,
        404,
    )
    assert walk.fetch("manager", "get", f"/beheer/pages/{theme}/edit/", {}).status in (
        302,
        403,
        404,
    )


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
