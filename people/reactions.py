from kenniscafe.mail import queue_many
from kenniscafe.models import Letter
from people.departure import due_departures
from people.events import (
    AccessChanged,
    AccountClosed,
    AccountReopened,
    ExportAsked,
    ExportReady,
    PersonAdded,
    PersonLeft,
    ProfileChanged,
    RosterBegun,
    SecondFactorChanged,
    SignedInOnNewDevice,
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


def warn_of_second_factor(event: SecondFactorChanged) -> None:
    """Several steps of one change, as an app with its recovery codes, are one letter."""
    _mail_once("second factor", event.person_id, {"person": event.person_id})


def warn_of_device(event: SignedInOnNewDevice) -> None:
    _mail_once("new device", event.person_id, {"device": event.device_id})


def mail_export(event: ExportReady) -> None:
    _mail_once("export", event.person_id, {"person": event.person_id})


def _mail_once(kind: str, person_id: int, about: dict[str, int]) -> None:
    """What somebody must know or asked for: it asks no budget and no hour."""
    waiting = Letter.objects.filter(kind=kind, to=person_id, about=about, sent_at=None)
    if not waiting.filter(failed_at=None).exists():
        queue_many(kind, [(person_id, about)])
