"""A picture and a PDF each: in nobody's post yet, and in posts."""

from posts.actions import look_into
from posts.models import Attachment
from tests.factories.files import PDF, a_file, jpeg
from tests.permissions.world import World

CONTENTS = {"picture": (jpeg(), "jpg"), "pdf": (PDF, "pdf")}


def add_waiting(world: World) -> None:
    """Two that the member has not posted: nobody else may know of them."""
    for kind in CONTENTS:
        _add(world, "waiting", kind, row="of_member", by="member")


def _add(world: World, key: str, kind: str, *, row: str, by: str) -> Attachment:
    content, ending = CONTENTS[kind]
    name = world.says(row, key, kind, "file")
    made = a_file(world.people[by], content, f"{name}.{ending}")
    look_into(made.pk)
    ids = {"pk": made.pk, "name": made.name, "width": 480, "number": 1}
    world.add(f"{key}_{kind}", row, ids, kind=key)
    return made
