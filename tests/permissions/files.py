"""A picture and a PDF each: in nobody's post yet, and in posts."""

from posts.actions import edit_post, look_into
from posts.models import Attachment
from tests.factories.files import PDF, a_file, jpeg
from tests.permissions.world import World

CONTENTS = {"picture": (jpeg(), "jpg"), "pdf": (PDF, "pdf")}


def add_waiting(world: World) -> None:
    """Two that the member has not posted: nobody else may know of them."""
    for kind in CONTENTS:
        _add(world, "waiting", kind, row="of_member", by="member")


def add_posted(world: World, key: str) -> None:
    """In a post: the picture in its text, the PDF in its list. An older picture is for who reads its earlier texts."""
    thing, post = world.things[key], world.posts[key]
    author = world.people[thing.author]
    if key == "open_article":
        older = _add(world, f"{key}_older", "picture", row="earlier_text", by=thing.author)
        edit_post(author, post=post, title=post.title, html=post.html + _shown(older))
        edit_post(author, post=post, title=post.title, html=post.html.partition("<figure>")[0])
    picture, pdf = (_add(world, key, kind, row=thing.row, by=thing.author) for kind in CONTENTS)
    html = post.html + _shown(picture)
    edit_post(author, post=post, title=post.title, html=html, files=[pdf.pk])


def _shown(picture: Attachment) -> str:
    return f'<figure><img data-file="{picture.pk}" alt="klei"></figure>'


def _add(world: World, key: str, kind: str, *, row: str, by: str) -> Attachment:
    content, ending = CONTENTS[kind]
    name = world.says(row, key, kind, "file")
    made = a_file(world.people[by], content, f"{name}.{ending}")
    look_into(made.pk)
    ids = {"pk": made.pk, "name": made.name, "width": 480, "number": 1}
    world.add(f"{key}_{kind}", row, ids, kind=key)
    return made
