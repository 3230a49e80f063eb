"""A post with everything around it: who had a part, its tags, its answer, the conversation, who keeps it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count
from django.utils.safestring import SafeString, mark_safe

from archive.queries import also_saved, kept_by_me
from people.models import User
from people.permissions import can_view as can_open
from posts.models import Post
from posts.permissions import May, what_may
from posts.queries import Involved, Step, Text, involved, steps_of, text_of
from tags.models import Tag
from threads.mentions import linked, people_in
from threads.models import Message
from threads.queries import Conversation, conversation, for_reader

COUNTED = 60  # seconds
FACES = 3
NAMED = 12  # people beside the post; the others stand on a page of their own


@dataclass(frozen=True, slots=True)
class Answer:
    message: Message
    html: SafeString


@dataclass(frozen=True, slots=True)
class CountedTag:
    label: str
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class PostPage:
    post: Post
    text: Text
    may: May
    opens_author: bool
    involved: Involved
    tags: list[CountedTag]
    steps: list[Step]
    answer: Answer | None
    bookmark: int | None
    also: Sequence[User]
    conversation: Conversation | None  # of a post that was taken away there is none

    @property
    def keep(self) -> str:
        return f"bericht={self.post.pk}"

    @property
    def also_faces(self) -> Sequence[User]:
        return self.also[:FACES]

    @property
    def also_rest(self) -> int:
        return len(self.also[FACES:])


def post_page(viewer: User, post: Post, *, page: int | None, cite: int | None) -> PostPage:
    may = what_may(viewer, post)
    return PostPage(
        post=post,
        text=text_of(viewer, post),
        may=may,
        opens_author=can_open(viewer, post.author),
        involved=involved(viewer, post, most=NAMED),
        tags=_tags(viewer, post),
        steps=steps_of(post),
        answer=_answer(viewer, post),
        bookmark=kept_by_me(viewer, [post]).get(post.pk),
        also=also_saved(viewer, [post]).get(post.pk, []) if post.link else [],
        conversation=None if post.is_withdrawn else _talk(viewer, post, may, page, cite),
    )


def _tags(viewer: User, post: Post) -> list[CountedTag]:
    """Each with the number of posts that the viewer finds under it; a minute old at most."""
    tags: list[Tag] = list(post.tags.all())
    start = f"under-tag:{viewer.pk}:{viewer.access_version}"
    names = {tag.pk: f"{start}:{tag.pk}" for tag in tags}
    counts: dict[str, int] = cache.get_many(names.values())
    missing = [pk for pk, name in names.items() if name not in counts]
    if missing:
        under = Post.objects.visible_to(viewer).published().filter(post_tags__tag__in=missing)
        found = dict(under.order_by().values_list("post_tags__tag").annotate(n=Count("pk")))
        fresh = {names[pk]: found.get(pk, 0) for pk in missing}
        cache.set_many(fresh, COUNTED)
        counts |= fresh
    return [CountedTag(tag.label(), tag.get_absolute_url(), counts[names[tag.pk]]) for tag in tags]


def _answer(viewer: User, post: Post) -> Answer | None:
    if not hasattr(post, "accepted_answer"):
        return None
    message = post.accepted_answer.message
    html = mark_safe(linked(message.html, people_in([message.html])))  # noqa: S308 - sanitised when written
    return Answer(message, for_reader(viewer, [html])[0])


def _talk(viewer: User, post: Post, may: May, page: int | None, cite: int | None) -> Conversation:
    talk = conversation(viewer, post.thread, page=page, cite=cite)
    if may.accept:
        talk.mine["may"].append("accept")
    return talk
