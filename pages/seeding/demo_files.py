"""The files of the demo's posts, from `demo/files` with the pictures that were made of them when they were drawn."""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias
from uuid import NAMESPACE_OID, UUID, uuid5

from kenniscafe import richtext, uploads
from pages.seeding.content import FOLDER, Calendar, read
from people.models import User
from posts.models import Attachment, Post

Files: TypeAlias = dict[str, dict[str, Attachment]]  # of a post → by name in `demo/files`

PLACED = re.compile(r"\(/bestanden/([a-z][^ )]*)")


def seed_files(told: list[dict[str, Any]], people: Mapping[str, User], calendar: Calendar) -> Files:
    writing = {post["id"]: post for post in told}
    files: Files = {}
    for one in read("writing.toml")["file"]:
        post = writing[one["post"]]
        made = _bring_in(one, people[post["author"]])
        made.added_at = calendar.at(post["ago"])
        files.setdefault(one["post"], {})[one["file"]] = made
    for ours in files.values():
        Attachment.objects.bulk_create(ours.values())
    return files


def with_files(
    files: Mapping[str, Attachment], to_html: Callable[[str], str], markdown: str
) -> str:
    """In the demo's own texts a picture is called by its name: its number is not known before it is there."""
    if not files:
        return to_html(markdown)
    placed = PLACED.sub(lambda found: f"(/bestanden/{files[found[1]].pk}", markdown)
    sizes = {one.pk: (one.width or 0, one.height or 0) for one in files.values() if one.is_picture}
    return richtext.resolve_files(to_html(placed), files=sizes)


def claim_files(files: Files, posts: Mapping[str, Post]) -> None:
    for name, ours in files.items():
        mine = Attachment.objects.filter(pk__in=[one.pk for one in ours.values()])
        mine.update(post=posts[name], shown=True)


def _bring_in(one: dict[str, Any], by: User) -> Attachment:
    parts = {"file": one["file"]}
    if "small" in one:
        parts |= {"1440.webp": one["file"], "480.webp": one["small"]}
    sheets = one.get("sheets", [])
    parts |= {f"page-{number}.webp": sheet for number, sheet in enumerate(sheets, 1)}
    width, height = one.get("size", (None, None))
    taken = uploads.take_in_ready(
        {part: FOLDER / "files" / name for part, name in parts.items()},
        name=one["name"],
        key=the_same_key(f"{one['post']}/{one['file']}"),
        width=width,
        height=height,
    )
    return Attachment(
        key=taken.key,
        by=by,
        name=taken.name,
        kind=taken.kind,
        content_type=taken.content_type,
        size=taken.size,
        width=taken.width,
        height=taken.height,
        pages=len(sheets) or None,
        previews=len(sheets),
    )


def the_same_key(name: str) -> UUID:
    """In every installation: the demo is the same each time."""
    return uuid5(NAMESPACE_OID, f"demo/{name}")
