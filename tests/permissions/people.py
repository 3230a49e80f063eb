"""Everybody who looks, and what some of them tell of themselves and to whom."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from people import absence
from people.actions import add_person, change_access, change_profile
from people.exporting import ask_export, make_export
from people.models import Export, PersonTag, User, Visibility
from people.rosters.actions import look_at
from posts.collections import marked_people
from tags.actions import tags_named
from tests.permissions.words import word
from tests.permissions.world import World

GUESTS = {"open_guest", "hidden_guest", "ended"}
ROWS_OF_NAMES = {
    "recluse": "recluse",
    "hidden_guest": "guest_of_hidden",
    "administrator": "outsider",
}


def add_everybody(world: World) -> None:
    names = "administrator manager moderator member employee neighbour recluse deactivated"
    for role in (*names.split(), *sorted(GUESTS)):
        row = ROWS_OF_NAMES.get(role)
        world.people[role] = add_person(
            None,
            email=f"{role.replace('_', '.')}@example.org",
            name=world.says(row, role, "name") if row else word(role, "name"),
            kind="guest" if role in GUESTS else "employee",
            administrator=role == "administrator",
        )
    marked = marked_people("oudesite", [word("imported", "name")])
    world.people["imported"] = next(iter(marked.values()))


def tell_of_themselves(world: World) -> None:
    manager = world.people["manager"]
    change_profile(
        manager,
        quote=world.says("told_to_everyone", "manager", "quote"),
        phone=world.says("told_to_near", "manager", "phone"),
        visibility={"phone": Visibility.COMMUNITIES, "tags": Visibility.COMMUNITIES},
        stances={"knows": [world.says("told_to_near", "manager", "tag")]},
    )
    rows = {"administrator": "outsider", "neighbour": "outsider", "recluse": "recluse"}
    for role, row in rows.items():
        change_profile(world.people[role], job=world.says(row, role, "job"))
    change_profile(
        world.people["neighbour"], stances={"offers": [world.says("outsider", "neighbour", "tag")]}
    )
    _add_tag(world, "tag_near", "told_to_near", word("manager", "tag"))
    _add_tag(world, "tag_of_outsider", "outsider", word("neighbour", "tag"))


def go_away(world: World) -> None:
    """The moderator is asked to stand in for the member; the administrator, whom guests do not know, does for the manager."""
    today = timezone.localdate()
    days = {"first_day": today, "last_day": today + timedelta(days=5)}
    asked = absence.go_away(world.people["member"], **days, stand_in=world.people["moderator"])
    world.add("absence", "absence", {"pk": asked.pk}, author="member")
    agreed = absence.go_away(
        world.people["manager"], **days, stand_in=world.people["administrator"]
    )
    absence.agree_to_stand_in(world.people["administrator"], absence=agreed)


def ask_for_ones_own(world: World) -> None:
    """The member’s archive file stands ready; what is in it says tests/people/test_exporting.py."""
    ask_export(world.people["member"])
    make_export(world.people["member"].pk)
    key = Export.objects.get(person=world.people["member"]).key
    world.add("member_export", "of_member", {"key": key}, author="member")


def bring_a_list(world: World) -> None:
    """Looked at and not read in: nobody of it is here yet."""
    name = world.says("of_administrator", "roster", "name")
    text = f"e-mail;naam\n{name}@example.org;{name}\n"
    administrator = world.people["administrator"]
    roster = look_at(administrator, client_key=uuid4(), name="lijst.csv", text=text)
    world.add("a_roster", "of_administrator", {"pk": roster.pk})


def tell_secrets(world: World) -> None:
    recluse, manager = world.people["recluse"], world.people["manager"]
    told = world.says("told_to_hidden", "recluse", "tag")
    change_profile(
        recluse,
        phone=world.says("told_to_hidden", "recluse", "phone"),
        place=world.says("told_to_hidden", "recluse", "place"),
        about=f"<p>{world.says('nobody', 'recluse', 'about')}</p>",
        visibility=dict.fromkeys(["phone", "place", "tags"], Visibility.COMMUNITIES)
        | {"about": Visibility.ONLY_ME},
        stances={"learns": [told]},
    )
    change_profile(
        manager,
        wants=[world.says("told_to_nobody", "manager", "wish")],
        visibility={"wants": Visibility.ONLY_ME},
    )
    [inferred] = tags_named(None, names=[world.says("nobody", "inferred", "tag")])
    PersonTag.objects.create(person=manager, tag=inferred, stance="knows", source="inferred")
    _add_tag(world, "tag_told_to_hidden", "told_to_hidden", told)
    _add_tag(world, "tag_inferred", "nobody", inferred.name)


def let_some_go(world: World) -> None:
    ended = timezone.now() - timedelta(minutes=1)
    for role, until, active in (("ended", ended, True), ("deactivated", None, False)):
        person = world.people[role]
        kind = person.kind
        change_access(None, person=person, kind=kind, access_until=until, is_active=active)


def add_people_as_things(world: World) -> None:
    rows = ROWS_OF_NAMES | {"manager": "colleague", "imported": "marked"}
    rows |= dict.fromkeys(["ended", "deactivated"], "gone")
    for role, row in rows.items():
        person = User.objects.get(pk=world.people[role].pk)
        world.people[role] = person
        world.add(f"{role}_person", row, {"handle": person.handle}, kind="person", author=role)


def _add_tag(world: World, name: str, row: str, slug: str) -> None:
    world.add(name, row, {"slug": slug}, kind="tag")
