"""A post that is imported is as one that was written: same counters, same parts, same conversation."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from communities.models import Community
from people.models import User
from posts.actions import accept_answer, edit_post, publish_post
from posts.documents import rows, to_document
from posts.importing import PostRecord, ReplyRecord, import_posts
from posts.models import Post
from search.models import SearchChange
from tags.actions import tags_named
from tests.factories import a_community, a_member, a_person
from tests.factories.posts import a_link
from threads.actions import post_message, react, remove_message
from threads.models import Reaction

pytestmark = pytest.mark.django_db


def called(person: User) -> str:
    return f'<p>Vraag <span class="mention" data-person="{person.pk}">@iemand</span>.</p>'


@pytest.fixture
def people() -> list[User]:
    return [a_person(f"Iemand {number}") for number in range(5)]


def written(people: list[User], community: Community | None) -> Post:
    author, fenna, thijs, els, cor = people
    post = publish_post(
        author,
        kind="question",
        title="Wat doe je met natte klei?",
        html=called(fenna),
        community=community,
        tags=["klei"],
        involved=[(thijs, "stelde de vraag eerst")],
        language="nl",
    )
    edit_post(author, post=post, title=post.title, html=f"{called(fenna)}<p>Het regent.</p>")
    first = post_message(thijs, thread=post.thread, html="<p>Laten liggen.</p>", language="nl")
    answer = post_message(els, thread=post.thread, html=called(cor), quotes=first, language="nl")
    gone = post_message(cor, thread=post.thread, html="<p>Onzin.</p>", language="nl")
    remove_message(cor, message=gone)
    react(fenna, thread=post.thread, kind="thanks")
    react(thijs, thread=post.thread, message=answer, kind="agree")
    accept_answer(author, post=post, message=answer)
    return Post.objects.get(pk=post.pk)


def imported(people: list[User], community: Community | None) -> Post:
    author, fenna, thijs, els, cor = people
    now = timezone.now()
    times = [now + timedelta(seconds=step) for step in range(1, 4)]
    replies = [
        ReplyRecord(author=thijs, html="<p>Laten liggen.</p>", created_at=times[0]),
        ReplyRecord(
            author=els,
            html=called(cor),
            created_at=times[1],
            quotes=0,
            reactions={"agree": [thijs]},
        ),
        ReplyRecord(author=cor, html="<p>Onzin.</p>", created_at=times[2], removed_at=times[2]),
    ]
    record = PostRecord(
        kind="question",
        title="Wat doe je met natte klei?",
        html=f"{called(fenna)}<p>Het regent.</p>",
        author=author,
        community=community,
        published_at=now,
        edited_at=now,
        tags=tags_named(None, names=["klei"]),
        named=[(thijs, "stelde de vraag eerst")],
        reactions={"thanks": [fenna]},
        replies=replies,
        accepted=1,
    )
    [pk] = import_posts([record])
    return Post.objects.get(pk=pk)


def state(post: Post) -> dict[str, Any]:
    """All that is said of a post, but for ids, change numbers and moments."""
    messages = list(post.thread.messages.order_by("number"))
    numbers = {message.pk: message.number for message in messages}
    reactions = Reaction.objects.filter(thread=post.thread)
    last = [message.created_at for message in messages if message.removed_at is None][-1:]
    return {
        "post": (post.kind, post.title, post.html, post.language, post.minutes, post.stage),
        "place": (post.author_id, post.author_unit_id, post.community_id),
        "counters": (post.reads, post.kept, post.thread.replies, post.thread.last_number),
        "active": post.last_activity_at == max([post.published_at, *last]),
        "edited": post.edited_at is not None,
        "tags": {tag.name for tag in post.tags.all()},
        "parts": set(post.involvements.values_list("person_id", "part", "words")),
        "thread": (
            post.thread.audience,
            post.thread.community_id,
            post.thread.title,
            post.thread.address == post.get_absolute_url(),
            post.thread.last_message_at == messages[-1].created_at,
        ),
        "messages": [
            (
                message.number,
                message.author_id,
                message.author_unit_id,
                message.html,
                message.language,
                numbers.get(message.quotes_id or 0),
                message.quoted_words,
                message.removed_at is None,
            )
            for message in messages
        ],
        "reactions": {
            (numbers.get(one.message_id or 0), one.person_id, one.kind) for one in reactions
        },
        "answer": post.accepted_answer.message.number,
    }


@pytest.mark.parametrize("kind", ["", "open", "hidden"])
def test_an_imported_post_equals_a_written_one(people: list[User], kind: str) -> None:
    community = a_community(kind=kind) if kind else None
    for person in people if community else []:
        a_member(person, community)
    assert state(imported(people, community)) == state(written(people, community))


def test_its_document_for_search_is_the_same(people: list[User]) -> None:
    one, other = (to_document(rows().get(pk=made(people, None).pk)) for made in (imported, written))
    assert (one.title, one.body, one.tags, one.people) == (
        other.title,
        other.body,
        other.tags,
        other.people,
    )
    assert dict(one.counts) == dict(other.counts)
    assert [passage.text for passage in one.passages] == [
        passage.text for passage in other.passages
    ]


def test_everything_imported_is_marked_for_search(people: list[User]) -> None:
    post = imported(people, None)
    assert SearchChange.objects.filter(kind="post", object_id=post.pk).exists()


def test_five_kinds_are_imported_in_the_order_given() -> None:
    author, now = a_person(), timezone.now()
    kinds = ["article", "question", "idea", "link", "note"]
    records = [
        PostRecord(
            kind=kind,
            title=kind,
            html="<p>Tekst.</p>",
            author=author,
            published_at=now,
            stage="floated" if kind == "idea" else "",
            link=a_link() if kind == "link" else None,
        )
        for kind in kinds
    ]
    ids = import_posts(records)
    assert [Post.objects.get(pk=pk).kind for pk in ids] == kinds


def test_nothing_unsafe_comes_in() -> None:
    record = PostRecord(
        kind="note",
        title="",
        html='<p onclick="x">Hoi<script>alert(1)</script></p>',
        author=a_person(),
        published_at=timezone.now(),
        replies=[
            ReplyRecord(author=a_person(), html="<img src=x onerror=y>", created_at=timezone.now())
        ],
    )
    post = Post.objects.get(pk=import_posts([record])[0])
    assert (post.title, post.html) == ("Hoi", "<p>Hoi</p>")
    assert "onerror" not in post.thread.messages.get().html
