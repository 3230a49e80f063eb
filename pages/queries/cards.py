"""Posts as cards, rendered for whoever has the same part in them, and kept until the post looks different."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from django.core.cache import cache
from django.db.models import Count, Q
from django.template.loader import get_template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from archive.models import Bookmark
from kenniscafe import richtext
from people.models import User
from posts.models import Involvement, Post
from posts.queries import parts_by_person, steps_of
from posts.querysets import Slip
from threads.fragments import ICONS, generation
from threads.mentions import linked, people_in
from threads.models import Reaction
from threads.queries import for_reader

Kind = Reaction.Kind
KEPT: Final = 10 * 60  # seconds: how long a card may show an old name of a tag or community
AGAIN: Final = timedelta(days=2)  # between a post and its last reply
FACES: Final = 3
WORDS: Final = 40
# Offered where nobody reacted yet.
FIRST: Final = {
    Post.Kind.QUESTION: Kind.THANKS,
    Post.Kind.IDEA: Kind.JOIN,
    Post.Kind.NOTE: Kind.THANKS,
}


@dataclass(frozen=True, slots=True)
class Foot:
    """The strongest reaction, the replies, and the reader's own part in them."""

    slip: Slip
    kind: str
    label: str
    icon: str
    count: int
    mine: bool
    bookmark: int | None

    @property
    def address(self) -> str:
        return reverse("post", args=[self.slip.pk])


@dataclass(frozen=True, slots=True)
class Faces:
    people: list[User] = field(default_factory=list)
    rest: int = 0

    @property
    def total(self) -> int:
        return len(self.people) + self.rest


def cards(viewer: User, posts: Iterable[Any]) -> list[SafeString]:
    """Of posts the viewer may see (PostQuerySet.slips), in the order given."""
    feet = {foot.slip.pk: foot for foot in feet_of(viewer, posts)}
    if not viewer.is_employee:
        return list(for_reader(viewer, list(_render(viewer, feet).values())))
    start = f"card:{generation()}:{get_language()}"
    names = {pk: f"{start}:{_version(foot)}" for pk, foot in feet.items()}
    kept: dict[str, SafeString] = cache.get_many(names.values())
    missing = {pk: foot for pk, foot in feet.items() if names[pk] not in kept}
    if missing:
        fresh = {names[pk]: html for pk, html in _render(viewer, missing).items()}
        cache.set_many(fresh, KEPT)
        kept |= fresh
    return [kept[name] for name in names.values() if name in kept]


def feet_of(viewer: User, posts: Iterable[Any]) -> list[Foot]:
    slips = [Slip(*post) for post in posts]
    mine = Bookmark.objects.filter(owner=viewer, post__in=[slip.pk for slip in slips])
    kept: dict[int | None, int] = dict(mine.values_list("post_id", "pk"))
    rows = Reaction.objects.filter(thread__in=[slip.thread for slip in slips], message=None)
    counted = rows.values_list("thread_id", "kind").annotate(
        count=Count("pk"), mine=Count("pk", filter=Q(person=viewer))
    )
    by_thread: dict[int, list[tuple[int, str, bool]]] = defaultdict(list)
    for thread_id, kind, count, mine in counted:
        by_thread[thread_id].append((count, kind, mine > 0))
    return [_foot(slip, by_thread[slip.thread], kept.get(slip.pk)) for slip in slips]


def _foot(slip: Slip, reactions: list[tuple[int, str, bool]], bookmark: int | None) -> Foot:
    """Of reactions given as often, the first in the order of the four."""
    order = list(Kind.values)
    usual = FIRST.get(Post.Kind(slip.kind), Kind.INSIGHTFUL)
    count, kind, mine = max(
        reactions, key=lambda one: (one[0], -order.index(one[1])), default=(0, usual, False)
    )
    chosen = Kind(kind)
    return Foot(slip, kind, str(chosen.label), ICONS[chosen], count, mine, bookmark)


def _version(foot: Foot) -> str:
    """Everything that changes a card, but names: those change with the generation, or in time."""
    edited = foot.slip.edited_at.timestamp() if foot.slip.edited_at else 0
    state = (*foot.slip._replace(edited_at=None), edited, foot.mine, foot.bookmark)
    return ":".join(map(str, state))


def _render(viewer: User, feet: Mapping[int, Foot]) -> dict[int, SafeString]:
    """In the order of `feet`. One set of queries for all of them."""
    seen = Post.objects.visible_to(viewer).filter(pk__in=list(feet))
    posts = {post.pk: post for post in seen.with_card_data()}
    faces = _faces(viewer, list(posts.values()))
    called = people_in(html for post in posts.values() for html in (post.html, _answer(post)))
    template = get_template("components/post_card/post_card.html")
    return {
        pk: mark_safe(template.render(_context(posts[pk], foot, faces[pk], called)))  # noqa: S308 - a template's own answer
        for pk, foot in feet.items()
        if pk in posts
    }


def _context(post: Post, foot: Foot, faces: Faces, called: Mapping[int, User]) -> dict[str, Any]:
    text = richtext.excerpt(linked(post.html, called), WORDS)
    return {
        "post": post,
        "foot": foot,
        "faces": faces,
        "text": text,
        "picture": richtext.first_picture(post.html) if post.kind == Post.Kind.ARTICLE else None,
        "own_title": not text.startswith(post.title.rstrip("…")),
        "steps": steps_of(post),
        "answer": richtext.excerpt(linked(_answer(post), called), WORDS),
        "other_answers": post.thread.replies - 1,
        "again": post.last_activity_at - post.published_at > AGAIN,
        "elsewhere": post.language != get_language(),
        "closed": post.community is not None and post.community.is_archived,
    }


def _answer(post: Post) -> str:
    return post.accepted_answer.message.html if hasattr(post, "accepted_answer") else ""


def _faces(viewer: User, posts: Iterable[Post]) -> dict[int, Faces]:
    """Of each post the first of those it shows, as far as the viewer may know them."""
    asked = _people_shown(list(posts))
    everybody = {pk for ids in asked.values() for pk in ids}
    seen = set(
        User.objects.visible_to(viewer).filter(pk__in=everybody).values_list("pk", flat=True)
    )
    known = {post_id: [pk for pk in ids if pk in seen] for post_id, ids in asked.items()}
    people = User.objects.in_bulk({pk for ids in known.values() for pk in ids[:FACES]})
    return {
        post_id: Faces([people[pk] for pk in ids[:FACES]], len(ids[FACES:]))
        for post_id, ids in known.items()
    }


def _people_shown(posts: Sequence[Post]) -> dict[int, list[int]]:
    """Of an article who was involved, of a link who keeps it, of an idea who joins; never its author."""
    involved = parts_by_person([post.pk for post in posts if post.kind in ("article", "link")])
    joined = _joined([post for post in posts if post.kind == Post.Kind.IDEA])
    shown = {}
    for post in posts:
        people = [
            pk
            for pk, parts in involved.get(post.pk, {}).items()
            if post.kind != Post.Kind.LINK or parts.has(Involvement.Part.KEPT)
        ]
        shown[post.pk] = [pk for pk in people + joined[post.pk] if pk != post.author_id]
    return shown


def _joined(ideas: Sequence[Post]) -> dict[int, list[int]]:
    of_thread = {post.thread_id: post.pk for post in ideas}
    rows = Reaction.objects.filter(thread__in=of_thread, message=None, kind=Kind.JOIN)
    found: dict[int, list[int]] = defaultdict(list)
    for thread_id, person_id in rows.order_by("pk").values_list("thread_id", "person_id"):
        found[of_thread[thread_id]].append(person_id)
    return found
