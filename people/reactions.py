from people.events import AccessChanged, PersonAdded, ProfileChanged
from people.models import PersonTag
from search.changes import mark, mark_many
from tags.events import TagChanged


def mark_person(event: PersonAdded | ProfileChanged | AccessChanged) -> None:
    mark("person", event.person_id)


def mark_tagged(event: TagChanged) -> None:
    """A person is found by the names of their tags."""
    said = PersonTag.objects.filter(tag=event.tag_id)
    mark_many("person", said.values_list("person_id", flat=True))
