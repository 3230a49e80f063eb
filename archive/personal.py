"""What an archive holds of its owner: what they kept, with their own words for it, as data and as browsers read it."""

from collections.abc import Iterable, Iterator
from html import escape
from itertools import islice
from typing import Any

from django.conf import settings

from archive.events import Dropped
from archive.models import Bookmark
from archive.queries import Row, rows_of
from kenniscafe.events import publish
from people.models import User
from people.personal import Bundle, Words
from threads.places import address_of

HOLDS = ("archive.Bookmark",)
HEAD = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks</H1>
<DL><p>
"""


def export(person: User, bundle: Bundle) -> None:
    bundle.rows("archive.json", (_kept(row) for row in _rows(person)))
    bundle.text("bookmarks.html", _netscape(_rows(person)))


def leave(person: User, _words: Words, most: int) -> int:
    """The archive is somebody's own, and goes with them. A link they gave to others stays a post of theirs."""
    mine = list(Bookmark.objects.filter(owner=person).order_by("pk")[:most])
    for bookmark in mine:
        bookmark.delete()
        publish(Dropped(post_id=bookmark.post_id, person_id=person.pk))
    return len(mine)


def _rows(person: User) -> Iterator[Row]:
    """What they may no longer see has their note and tags, and no title."""
    mine = Bookmark.objects.filter(owner=person).select_related("link", "community", "published_as")
    found = mine.prefetch_related("tags").order_by("pk").iterator(200)  # type: ignore[misc]  # taggit has no types
    while some := list(islice(found, 200)):
        yield from rows_of(person, some)


def _kept(row: Row) -> dict[str, Any]:
    bookmark = row.bookmark
    return {
        "title": row.title or None,
        "address": _address(row),
        "note": bookmark.note,
        "tags": [tag.name for tag in bookmark.tags.all()],
        "for": bookmark.audience,
        "kept": bookmark.created_at,
    }


def _address(row: Row) -> str | None:
    if row.bookmark.link is not None:
        return row.bookmark.link.address
    path = ""
    if row.message is not None:
        path = address_of(row.message.thread, row.message.number)
    elif (kept := row.post or row.person) is not None:
        path = kept.get_absolute_url()
    return f"{settings.SITE_ADDRESS}{path}" if path else None


def _netscape(rows: Iterable[Row]) -> Iterator[str]:
    """The file every browser takes in. What has no address any more is not in it."""
    yield HEAD
    for row in rows:
        address = _address(row)
        if address is not None:
            tags = ",".join(tag.name for tag in row.bookmark.tags.all())
            made = int(row.bookmark.created_at.timestamp())
            title = escape(row.title or address)
            yield f'<DT><A HREF="{escape(address)}" ADD_DATE="{made}" TAGS="{escape(tags)}">{title}</A>\n'
            if row.bookmark.note:
                yield f"<DD>{escape(row.bookmark.note)}\n"
    yield "</DL><p>\n"
