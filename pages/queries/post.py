"""A post with everything around it: who had a part, its tags, its answer, the conversation, who keeps it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.cache import cache
from django.db.models import Count

from archive.queries import also_saved, kept_by_me
from communities.queries import access_versions
from pages.queries.post_parts import Parts, parts_of
from people.models import User
from people.queries import AwayNote, away_notes
from posts.judging import why_hidden
from posts.models import Attachment, Judgement, Post
from posts.permissions import May, keeper_of, what_may
from posts.polls import PollState, poll_of
from posts.queries import Step, documents_of, steps_of
from posts.upkeep import is_due, replacement
from themes.queries import Tile, theme_of
from threads.queries import Conversation, conversation, readers

COUNTED = 60  # seconds
FACES = 3


@dataclass(frozen=True, slots=True)
class CountedTag:
    label: str
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class PostPage:
    post: Post
    parts: Parts
    theme: Tile | None
    may: May
    tags: list[CountedTag]
    bookmark: int | None
    also: Sequence[User]
    documents: list[Attachment]
    poll: PollState | None
    instead: Post | None  # of what is obsolete, where the viewer can read it
    hidden: Judgement | None  # why its author alone still sees it
    is_due: bool  # and the viewer keeps it right
    conversation: Conversation | None  # of a post that was taken away there is none
    away: AwayNote | None  # of its author, for who would ask them something

    @property
    def keep(self) -> str:
        return f"bericht={self.post.pk}"

    @property
    def steps(self) -> list[Step]:
        return steps_of(self.post)

    @property
    def also_faces(self) -> Sequence[User]:
        return self.also[:FACES]

    @property
    def also_rest(self) -> int:
        return len(self.also[FACES:])


def post_page(
    viewer: User, post: Post, *, page: int | None, cite: int | None, theirs: bool, again: bool
) -> PostPage:
    may, theme = what_may(viewer, post), theme_of(viewer, post)
    parts = parts_of(viewer, post, theme)
    return PostPage(
        post=post,
        parts=parts,
        theme=theme,
        may=may,
        tags=_tags(viewer, parts),
        bookmark=kept_by_me(viewer, [post]).get(post.pk),
        also=also_saved(viewer, [post]).get(post.pk, []) if post.link_id else [],
        documents=documents_of(post),
        poll=poll_of(viewer, post, may, again=again),
        instead=replacement(viewer, post),
        hidden=why_hidden(post),
        is_due=may.verify and keeper_of(post) == viewer.pk and is_due(post),
        conversation=None
        if post.is_withdrawn
        else _talk(viewer, post, may, page=page, cite=cite, theirs=theirs),
        away=_away(viewer, post),
    )


def _away(viewer: User, post: Post) -> AwayNote | None:
    """A stand-in who cannot read the conversation is no help here."""
    if post.author_id == viewer.pk:
        return None
    note = away_notes(viewer, [post.author_id]).get(post.author_id)
    if note is None or note.stand_in is None:
        return note
    reads = readers(viewer, post.thread).filter(pk=note.stand_in.pk).exists()
    return note if reads else replace(note, stand_in=None)


def _tags(viewer: User, parts: Parts) -> list[CountedTag]:
    """Each with the number of posts that the viewer finds under it; a minute old at most, never older than their access."""
    start = f"under-tag:{viewer.pk}:{viewer.access_version}:{access_versions()}"
    names = {pk: f"{start}:{pk}" for pk, _label, _url in parts.tags}
    counts: dict[str, int] = cache.get_many(names.values())
    missing = [pk for pk, name in names.items() if name not in counts]
    if missing:
        under = Post.objects.visible_to(viewer).published().filter(post_tags__tag__in=missing)
        found = dict(under.order_by().values_list("post_tags__tag").annotate(n=Count("pk")))
        fresh = {names[pk]: found.get(pk, 0) for pk in missing}
        cache.set_many(fresh, COUNTED)
        counts |= fresh
    return [CountedTag(label, url, counts[names[pk]]) for pk, label, url in parts.tags]


def _talk(viewer: User, post: Post, may: May, **asked: Any) -> Conversation:
    talk = conversation(viewer, post.thread, **asked)
    if may.accept:
        talk.mine["may"].append("accept")
    return talk
