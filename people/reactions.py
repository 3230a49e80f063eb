from people.events import AccessChanged, PersonAdded, ProfileChanged
from search.changes import mark


def mark_person(event: PersonAdded | ProfileChanged | AccessChanged) -> None:
    mark("person", event.person_id)
