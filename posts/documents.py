"""A post as search knows it: with its standing replies, which are found as part of it."""

from collections.abc import Mapping

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from kenniscafe import richtext
from people.models import User
from posts.models import Post
from posts.querysets import PostQuerySet
from search.documents import (
    EMPLOYEES,
    Document,
    Involved,
    Passage,
    Tagged,
    community_token,
)
from threads.mentions import linked, people_in
from threads.models import Message

SOLVED = "solved"  # beside the parts of an Involvement: whose reply was accepted


def rows() -> PostQuerySet:
    standing = (
        Message.objects.standing()
        .select_related("author")
        .only("thread", "number", "html", "author__name")
        .order_by("number")
    )
    return (
        Post.objects.published()
        .select_related("thread", "accepted_answer__message")
        .prefetch_related("tags", "involvements", Prefetch("thread__messages", standing))  # type: ignore[misc]  # taggit has no types
    )


def to_document(post: Post) -> Document:
    messages = list(post.thread.messages.all())
    called = people_in([post.html, *(message.html for message in messages)])
    return Document(
        kind="post",
        id=post.pk,
        tab="bookmarks" if post.kind == Post.Kind.LINK else "posts",
        audience=(community_token(post.community_id) if post.community_id else EMPLOYEES,),
        title=post.title,
        body=richtext.plain_text(linked(post.html, called)),
        passages=tuple(_passage(message, called) for message in messages),
        language=post.language,
        tags=tuple(Tagged(tag.pk, tag.label()) for tag in post.tags.all()),
        people=_people(post),
        community=post.community_id,
        unit=post.author_unit_id,
        published_at=post.published_at,
        counts={"replies": post.thread.replies, "kept": post.kept, SOLVED: int(_is_solved(post))},
    )


def read_back(viewer: User) -> QuerySet[Post, Post]:
    return Post.objects.visible_to(viewer).published().with_card_data()


def _passage(message: Message, called: Mapping[int, User]) -> Passage:
    """With the names people have, as the page shows them: who searches does not know a handle."""
    return Passage(
        text=richtext.plain_text(linked(message.html, called)),
        label=_("%(name)s in reply %(number)s")
        % {"name": message.author.name, "number": message.number},
        address=reverse("message", args=[message.thread_id, message.number]),
    )


def _people(post: Post) -> tuple[Involved, ...]:
    parts = [Involved(row.person_id, row.part) for row in post.involvements.all()]
    if _is_solved(post):
        parts.append(Involved(post.accepted_answer.message.author_id, SOLVED))
    return tuple(sorted(parts))


def _is_solved(post: Post) -> bool:
    return hasattr(post, "accepted_answer")
