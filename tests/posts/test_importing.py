"""What the bulk door leaves is what the actions would have left."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from people.models import User
from posts.importing import PostRecord, ReplyRecord, import_posts
from posts.models import Involvement, Post
from search.models import SearchChange
from tests.factories import a_person
from tests.factories.posts import a_question
from threads.actions import post_message, react, remove_message

pytestmark = pytest.mark.django_db


def state_of(post: Post) -> dict[str, Any]:
    thread = post.thread
    parts = Involvement.objects.filter(post=post).values_list("person_id", "part")
    return {
        "kind": post.kind,
        "title": post.title,
        "html": post.html,
        "minutes": post.minutes,
        "parts": set(parts),
        "thread": (thread.audience, thread.community_id, thread.title, thread.replies),
        "address": thread.address.replace(str(post.pk), "N"),
        "numbers": list(thread.messages.order_by("number").values_list("number", "html")),
        "removed": [m.removed_at is not None for m in thread.messages.order_by("number")],
        "reactions": thread.reactions.count(),
        "marked": SearchChange.objects.filter(kind="post", object_id=post.pk).exists(),
    }


def test_an_imported_post_equals_one_made_by_the_actions() -> None:
    author, one, other = a_person("Fenna"), a_person("Ravi"), a_person("Tess")
    call = f'<p>Vraag <span class="mention" data-person="{other.pk}">@{other.handle}</span>.</p>'
    made = a_question(author, title="Wie weet het?", html=call)
    post_message(one, thread=made.thread, html="<p>Ik niet.</p>")
    gone = post_message(other, thread=made.thread, html="<p>Weg.</p>")
    remove_message(other, message=gone)
    react(one, thread=made.thread, kind="thanks")
    made.refresh_from_db()

    imported = imported_like(author, one, other, call)

    assert state_of(imported) == state_of(made)


def imported_like(author: User, one: User, other: User, html: str) -> Post:
    now = timezone.now()
    [pk] = import_posts(
        [
            PostRecord(
                kind="question",
                title="Wie weet het?",
                html=html,
                author=author,
                published_at=now - timedelta(hours=1),
                reactions={"thanks": [one]},
                replies=[
                    ReplyRecord(author=one, html="<p>Ik niet.</p>", created_at=now),
                    ReplyRecord(author=other, html="<p>Weg.</p>", created_at=now, removed_at=now),
                ],
            )
        ]
    )
    return Post.objects.select_related("thread").get(pk=pk)
