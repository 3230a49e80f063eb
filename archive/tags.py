"""What bookmarks have with tags. A tag somebody keeps something under is theirs to know: it makes no tag seen."""

from archive.models import Bookmark, BookmarkTag
from people.models import User
from tags.carriers import Carrier, Counted, items_under, move_items
from tags.models import Tag


def count(viewer: User, tag: Tag) -> list[Counted]:
    """Of the viewer's own, and of those that others show them."""
    kept = Bookmark.objects.visible_to(viewer).filter(bookmark_tags__tag=tag)
    return [Counted("bookmarks", kept.count())]


def move(tag: Tag, into: Tag, most: int) -> int:
    rows = BookmarkTag._default_manager
    kept = items_under(rows, tag, most)
    move_items(rows, kept, tag, into)
    return len(kept)


CARRIER = Carrier(move=move, count=count)
