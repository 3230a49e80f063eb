"""What the archive shows its owner, and what colleagues may know of it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q

from archive.models import Bookmark
from archive.querysets import BookmarkQuerySet
from kenniscafe import richtext
from people.models import User
from posts.models import Post
from tags.models import Tag
from threads.models import Message

PER_PAGE = 20

SHELVES: dict[str, Q] = {
    "all": Q(),
    "posts": Q(post__isnull=False),
    "replies": Q(message__isnull=False),
    "people": Q(person__isnull=False),
    "links": Q(link__isnull=False),
    "notes": ~Q(note=""),
    "private": Q(audience="only_me"),
}


@lru_cache(maxsize=2_000)  # a page shows twenty notes, and they seldom change
def _read(note: str) -> str:
    return richtext.from_markdown(note, people={})


@dataclass(frozen=True, slots=True)
class Row:
    """A bookmark, with the thing it keeps and the place it was given to, only when its owner may still see them."""

    bookmark: Bookmark
    post: Post | None = None
    message: Message | None = None
    person: User | None = None
    published_as: Post | None = None  # of a link given to others: where they talk about it

    @property
    def gone(self) -> bool:
        kept = (self.post, self.message, self.person)
        return self.bookmark.link_id is None and not any(kept)

    @property
    def note(self) -> str:
        """As HTML: a note is written in the small Markdown."""
        return _read(self.bookmark.note)

    @property
    def start_of_note(self) -> str:
        return richtext.excerpt(self.note, 24)

    @property
    def title(self) -> str:
        if self.post is not None:
            return self.post.title
        if self.message is not None:
            return self.message.thread.title
        if self.person is not None:
            return self.person.name
        return self.bookmark.title


@dataclass(frozen=True, slots=True)
class MyArchive:
    rows: list[Row]
    page: Page[Bookmark]
    shelves: dict[str, int]
    tags: list[Tag]
    chosen: Row | None
    also: list[User]

    @property
    def also_rest(self) -> int:
        return max(0, len(self.also) - 3)


def my_archive(
    viewer: User, *, shelf: str, words: str, tag: str, page: int, chosen: int | None
) -> MyArchive:
    mine = Bookmark.objects.filter(owner=viewer)
    found = _with_words(mine.filter(SHELVES.get(shelf, Q())), viewer, words)
    if tag:
        found = found.filter(tags__slug=tag)
    paged = Paginator(_ordered(found), PER_PAGE).get_page(page)
    rows = rows_of(viewer, list(paged))
    opened = next((row for row in rows if chosen in (None, row.bookmark.pk)), None)
    if opened is None and chosen is not None:
        opened = next(iter(rows_of(viewer, list(_ordered(mine.filter(pk=chosen))))), None)
    also = _also_kept(viewer, opened.bookmark) if opened else []
    return MyArchive(rows, paged, _counts(mine), _tags(viewer), opened, also)


def rows_of(viewer: User, bookmarks: Sequence[Bookmark]) -> list[Row]:
    """What is kept is read back through `visible_to`: three queries, however many rows."""
    posts = Post.objects.visible_to(viewer).published().with_card_data()
    asked = {pk for b in bookmarks for pk in (b.post_id, b.published_as_id) if pk}
    seen_posts = posts.in_bulk(asked)
    replies = Message.objects.visible_to(viewer).standing().select_related("thread", "author")
    seen_replies = replies.in_bulk([b.message_id for b in bookmarks if b.message_id])
    people = User.objects.visible_to(viewer).with_profile()
    seen_people = people.in_bulk([b.person_id for b in bookmarks if b.person_id])
    return [
        Row(
            bookmark,
            post=seen_posts.get(bookmark.post_id or 0),
            message=seen_replies.get(bookmark.message_id or 0),
            person=seen_people.get(bookmark.person_id or 0),
            published_as=seen_posts.get(bookmark.published_as_id or 0),
        )
        for bookmark in bookmarks
    ]


def _ordered(bookmarks: BookmarkQuerySet) -> BookmarkQuerySet:
    return (
        bookmarks.select_related("link", "community", "published_as")
        .prefetch_related("tags")  # type: ignore[misc]  # taggit has no types
        .order_by("-created_at", "-pk")
    )


def _with_words(mine: BookmarkQuerySet, viewer: User, words: str) -> BookmarkQuerySet:
    """Every word must stand in what the owner wrote, or in what they may still read of the thing."""
    if not words:
        return mine
    posts, replies = Post.objects.visible_to(viewer), Message.objects.visible_to(viewer)
    people = User.objects.visible_to(viewer)
    for word in words.split()[:8]:
        own = Q(note__icontains=word) | Q(title__icontains=word) | Q(link__key__icontains=word)
        named = Q(pk__in=mine.filter(tags__name__icontains=word))
        kept = (
            Q(post__in=posts.filter(Q(title__icontains=word) | Q(html__icontains=word)))
            | Q(message__in=replies.filter(html__icontains=word))
            | Q(person__in=people.filter(name__icontains=word))
        )
        mine = mine.filter(own | named | kept)
    return mine


def _counts(mine: BookmarkQuerySet) -> dict[str, int]:
    return mine.aggregate(**{name: Count("pk", filter=shelf) for name, shelf in SHELVES.items()})


def _tags(viewer: User) -> list[Tag]:
    counted = Tag.objects.filter(bookmark_tags__content_object__owner=viewer)
    return list(counted.annotate(uses=Count("bookmark_tags")).order_by("-uses", "name")[:12])


def _also_kept(viewer: User, mine: Bookmark) -> list[User]:
    """Who else kept the same thing for others to see."""
    same = Bookmark.objects.visible_to(viewer).shared().exclude(owner=viewer)
    if mine.link_id is not None:
        same = same.filter(link=mine.link_id)
    elif mine.post_id is not None:
        same = same.filter(post=mine.post_id)
    elif mine.message_id is not None:
        same = same.filter(message=mine.message_id)
    else:
        return []
    return [bookmark.owner for bookmark in same.select_related("owner").order_by("-created_at")]


def kept_by_me(viewer: User, posts: Sequence[Post]) -> dict[int, int]:
    """{post id: the viewer's own bookmark id}: one query for a whole page of posts."""
    mine = Bookmark.objects.filter(owner=viewer, post__in=[post.pk for post in posts])
    return dict(mine.values_list("post_id", "pk"))


def also_saved(viewer: User, posts: Sequence[Post]) -> dict[int, list[User]]:
    """Who kept a post, or the same outside page, for others to see; newest first, the author left out."""
    links = {post.link_id: post for post in posts if post.link_id}
    shared = (
        Bookmark.objects.visible_to(viewer)
        .shared()
        .filter(Q(post__in=[post.pk for post in posts]) | Q(link__in=list(links)))
        .select_related("owner")
        .order_by("-created_at")
    )
    authors = {post.pk: post.author_id for post in posts}
    found: dict[int, dict[int, User]] = defaultdict(dict)
    for bookmark in shared:
        post_id = bookmark.post_id or links[bookmark.link_id or 0].pk
        if bookmark.owner_id != authors[post_id]:
            found[post_id][bookmark.owner_id] = bookmark.owner
    return {post_id: list(people.values()) for post_id, people in found.items()}


def usual_audience(viewer: User, *, links: bool) -> Bookmark | None:
    """What somebody chose last is what the form offers first; "only me" until they chose."""
    mine = Bookmark.objects.filter(owner=viewer, link__isnull=not links)
    return mine.select_related("community").order_by("-changed_at").first()
