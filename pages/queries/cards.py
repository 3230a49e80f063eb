"""Posts as cards: a body that is the same for every employee and kept, a foot that is the reader's own."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from django.core.cache import cache
from django.db.models import Count, Q
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from archive.queries import kept_by_me
from kenniscafe import richtext
from people.models import User
from posts.models import Involvement, Post
from posts.queries import parts_by_person, steps_of
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
    """The strongest reaction, the replies and whether the reader keeps it."""

    post: Post
    kind: str
    label: str
    icon: str
    count: int
    mine: bool
    bookmark: int | None

    @property
    def keep(self) -> str:
        return f"bericht={self.post.pk}"


@dataclass(frozen=True, slots=True)
class Card:
    post: Post
    body: SafeString
    foot: Foot


@dataclass(frozen=True, slots=True)
class Faces:
    people: list[User] = field(default_factory=list)
    rest: int = 0

    @property
    def total(self) -> int:
        return len(self.people) + self.rest


def cards(viewer: User, posts: Sequence[Post]) -> list[Card]:
    """Of posts the viewer may see, each with its thread joined; in the order given."""
    bodies = _bodies(viewer, posts)
    return [
        Card(foot.post, bodies[foot.post.pk], foot)
        for foot in feet(viewer, posts)
        if foot.post.pk in bodies
    ]


def feet(viewer: User, posts: Sequence[Post]) -> list[Foot]:
    kept = kept_by_me(viewer, posts)
    rows = Reaction.objects.filter(thread__in=[post.thread_id for post in posts], message=None)
    counted = rows.values_list("thread_id", "kind").annotate(
        count=Count("pk"), mine=Count("pk", filter=Q(person=viewer))
    )
    by_thread: dict[int, list[tuple[int, str, bool]]] = defaultdict(list)
    for thread_id, kind, count, mine in counted:
        by_thread[thread_id].append((count, kind, mine > 0))
    return [_foot(post, by_thread[post.thread_id], kept.get(post.pk)) for post in posts]


def _foot(post: Post, reactions: list[tuple[int, str, bool]], bookmark: int | None) -> Foot:
    """Of reactions given as often, the first in the order of the four."""
    order = list(Kind.values)
    usual = FIRST.get(Post.Kind(post.kind), Kind.INSIGHTFUL)
    count, kind, mine = max(
        reactions, key=lambda one: (one[0], -order.index(one[1])), default=(0, usual, False)
    )
    chosen = Kind(kind)
    return Foot(post, kind, str(chosen.label), ICONS[chosen], count, mine, bookmark)


def _bodies(viewer: User, posts: Sequence[Post]) -> dict[int, SafeString]:
    if not viewer.is_employee:
        return _for_guest(viewer, _render(viewer, [post.pk for post in posts]))
    start = f"card:{generation()}:{get_language()}"
    names = {post.pk: f"{start}:{_version(post)}" for post in posts}
    kept: dict[str, SafeString] = cache.get_many(names.values())
    missing = [pk for pk, name in names.items() if name not in kept]
    if missing:
        fresh = {names[pk]: html for pk, html in _render(viewer, missing).items()}
        cache.set_many(fresh, KEPT)
        kept |= fresh
    return {pk: kept[name] for pk, name in names.items() if name in kept}


def _version(post: Post) -> str:
    """Everything that changes a card, but names: those change with the generation, or in time."""
    edited = post.edited_at.timestamp() if post.edited_at else 0
    return f"{post.pk}:{post.thread.last_change}:{post.kept}:{post.stage}:{edited}"


def _for_guest(viewer: User, bodies: Mapping[int, SafeString]) -> dict[int, SafeString]:
    return dict(zip(bodies, for_reader(viewer, list(bodies.values())), strict=True))


def _render(viewer: User, ids: Iterable[int]) -> dict[int, SafeString]:
    posts = list(Post.objects.visible_to(viewer).filter(pk__in=ids).with_card_data())
    faces = _faces(viewer, posts)
    called = people_in(html for post in posts for html in (post.html, _answer(post)))
    template = get_template("components/post_card/body.html")
    found = {}
    for post in posts:
        text = richtext.excerpt(linked(post.html, called), WORDS)
        context = {
            "post": post,
            "text": text,
            "own_title": not text.startswith(post.title.rstrip("…")),
            "steps": steps_of(post),
            "answer": richtext.excerpt(linked(_answer(post), called), WORDS),
            "other_answers": post.thread.replies - 1,
            "faces": faces[post.pk],
            "again": post.last_activity_at - post.published_at > AGAIN,
            "elsewhere": post.language != get_language(),
        }
        found[post.pk] = mark_safe(template.render(context))  # noqa: S308 - a template's own answer
    return found


def _answer(post: Post) -> str:
    return post.accepted_answer.message.html if hasattr(post, "accepted_answer") else ""


def _faces(viewer: User, posts: Sequence[Post]) -> dict[int, Faces]:
    """Of an article who was involved, of an idea who joins, of a link who keeps it; never its author."""
    involved = parts_by_person([post.pk for post in posts if post.kind in ("article", "link")])
    joined = _joined([post for post in posts if post.kind == Post.Kind.IDEA])
    asked = {}
    for post in posts:
        people = {
            pk: None
            for pk, parts in involved.get(post.pk, {}).items()
            if post.kind != Post.Kind.LINK or parts.has(Involvement.Part.KEPT)
        }
        asked[post.pk] = [pk for pk in people or joined[post.pk] if pk != post.author_id]
    seen = set(
        User.objects.visible_to(viewer)
        .filter(pk__in={pk for ids in asked.values() for pk in ids})
        .values_list("pk", flat=True)
    )
    known = {post_id: [pk for pk in ids if pk in seen] for post_id, ids in asked.items()}
    people = User.objects.in_bulk({pk for ids in known.values() for pk in ids[:FACES]})
    return {
        post_id: Faces([people[pk] for pk in ids[:FACES]], len(ids[FACES:]))
        for post_id, ids in known.items()
    }


def _joined(ideas: Sequence[Post]) -> dict[int, list[int]]:
    of_thread = {post.thread_id: post.pk for post in ideas}
    rows = Reaction.objects.filter(thread__in=of_thread, message=None, kind=Kind.JOIN)
    found: dict[int, list[int]] = defaultdict(list)
    for thread_id, person_id in rows.order_by("pk").values_list("thread_id", "person_id"):
        found[of_thread[thread_id]].append(person_id)
    return found
