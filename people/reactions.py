from people.departure import due_departures
from people.events import (
    AccessChanged,
    AccountClosed,
    AccountReopened,
    ExportAsked,
    PersonAdded,
    PersonLeft,
    ProfileChanged,
    RosterBegun,
    UnitChanged,
)
from people.models import PersonTag, Profile
from people.tasks import let_go_later, make_export_later, read_in_later
from search.changes import mark, mark_many
from tags.events import TagChanged


def mark_person(
    event: PersonAdded
    | ProfileChanged
    | AccessChanged
    | AccountClosed
    | AccountReopened
    | PersonLeft,
) -> None:
    mark("person", event.person_id)


def make_export(event: ExportAsked) -> None:
    make_export_later.enqueue(event.person_id)


def read_in(event: RosterBegun) -> None:
    read_in_later.enqueue(event.roster_id)


def mark_who_is_in(event: UnitChanged) -> None:
    """People are found by the name of their department."""
    there = Profile.objects.filter(unit=event.unit_id)
    mark_many("person", there.values_list("person_id", flat=True))


def let_people_go() -> None:
    """By the clock."""
    for person_id in due_departures():
        let_go_later.enqueue(person_id)


def mark_tagged(event: TagChanged) -> None:
    """A person is found by the names of their tags."""
    said = PersonTag.objects.filter(tag=event.tag_id)
    mark_many("person", said.values_list("person_id", flat=True))
