"""Who × what × through which door: every answer is as product.md says, and tells nothing else.

The rows of the matrix are in seen.py, its columns in doors.py and listings.py. At the end its worth is
shown: where any model lets everybody see everything, a cell turns red.
"""

from collections.abc import Iterator

import pytest
from django.db.models import Model

from tests.permissions.introspection import private_models, queryset_class
from tests.permissions.seen import OUTSIDE, ROLES
from tests.permissions.twins import Address, Pages, pages
from tests.permissions.walking import Walk
from tests.permissions.world import World

pytestmark = pytest.mark.django_db
FIRST = "before"  # of the fixtures: the café without its secrets is looked at before they are made

Before = tuple[list[Address], Pages]

# Where each model shows first: it saves time and decides nothing.
BEGIN_AT = {
    "Community": "community",
    "Membership": "change_role",
    "JoinRequest": "let_in",
    "Invitation": "accept_invitation",
    "Thread": "mentionable",
    "Message": "keep",
    "Post": "post",
    "Attachment": "file",
    "Tag": "tag",
    "User": "profile",
    "PersonTag": "profile",
    "Follow": "pages",
    "Absence": "change_absence",
    "Export": "export_file",
    "Device": "pages",
    "Invite": "pages",
    "Roster": "roster",
    "Bookmark": "pages",
    "Case": "cafe_report",
    "Report": "reported_case",
    "Withheld": "edit_message",
    "Draft": "write",
    "Template": "write",
    "HomePage": "about",
    "StandardPage": "standing_page",
    "HandbookPage": "handbook_page",
    "ThemePage": "theme",
    "Contribution": "pages",
    "Notice": "read_notice",
}
# Nothing rests on these alone: they are asked about a post or conversation that was seen already.
SECOND_LOCKS = {
    "Reaction": ("hidden_article", "thread", "thread_pk"),
    "Involvement": ("hidden_article", "post", "pk"),
    "Revision": ("open_article", "post", "pk"),
    "CommunityPage": ("hidden_upload", "pk", "page"),
    "Watch": ("hidden_article", "thread", "thread_pk"),
}


@pytest.mark.parametrize("role", ROLES)
def test_every_door_opens_as_it_should_and_no_page_tells_more(role: str, world: World) -> None:
    walk = Walk(world, [role])
    assert list(walk()) == []
    assert world.open_to(role) - walk.read[role] == set(), "they come past everything they may see"


def test_who_stands_outside_finds_every_door_shut(world: World) -> None:
    walk = Walk(world, OUTSIDE)
    assert list(walk()) == []
    assert walk.read == {role: set() for role in OUTSIDE}


def test_the_cafe_is_the_same_with_and_without_what_one_may_not_see(
    before: Before, world: World
) -> None:
    """No count, order, suggestion or empty place gives away that there is more."""
    assert list(changed_pages(world, before)) == []


@pytest.mark.same_everywhere
@pytest.mark.parametrize("model", private_models(), ids=lambda model: model.__name__)
def test_a_model_that_shows_everything_turns_a_cell_red(
    model: type[Model], world: World, before: Before, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queryset_class(model), "visible_to", lambda rows, viewer: rows.all())
    assert next(red_cells(model.__name__, world, before), None) is not None


@pytest.mark.parametrize("name", SECOND_LOCKS)
def test_a_second_lock_holds_by_itself(name: str, world: World) -> None:
    assert list(given_away(name, world, "member"))
    assert not list(given_away(name, world, "employee"))


def red_cells(name: str, world: World, before: Before) -> Iterator[str]:
    if name in SECOND_LOCKS:
        yield from given_away(name, world, "employee")
    if (first := BEGIN_AT.get(name)) == "pages":
        yield from changed_pages(world, before)
    yield from Walk(world)(first=first or "")
    yield from changed_pages(world, before)


def given_away(name: str, world: World, role: str) -> Iterator[str]:
    [model] = [model for model in private_models() if model.__name__ == name]
    thing, field, id_ = SECOND_LOCKS[name]
    seen = model._default_manager.get_queryset().visible_to(world.people[role])
    for row in seen.filter(**{field: world.things[thing].ids[id_]}):
        yield f"{role} gets {name} {row.pk}"


def changed_pages(world: World, before: Before) -> Iterator[str]:
    addresses, earlier = before
    for address, page in pages(world, addresses):
        if page != earlier[address]:
            yield f"{address} looks different"
