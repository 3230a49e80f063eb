"""What the bulk door leaves is what the actions would have left."""

from typing import Any

import pytest
from django.db.models import QuerySet

from people.models import User
from posts.actions import accept_answer
from posts.importing import PostRecord, ReplyRecord, import_posts
from posts.models import AcceptedAnswer, Post
from search.models import SearchChange
from tests.factories import a_community, a_member, a_person
from tests.factories.posts import a_question
from threads.actions import post_message, react, remove_message
from threads.models import Message, Thread

pytestmark = pytest.mark.django_db


class Story:
    """One question with all that may happen to it, told twice: by the actions, and to the import."""

    def __init__(self) -> None:
        self.community = a_community()
        people = (a_member(a_person(name), self.community) for name in ("Fenna", "Ravi", "Tess"))
        self.author, self.ravi, self.tess = people
        self.text = f"<p>Wie weet het, {call(self.tess)}?</p>"
        self.said = [
            "<p>Ik niet.</p>",
            f"<p>Vraag {call(self.author)}.</p>",
            "<p>Weg.</p>",
            "<p>Ja, ik.</p>",
        ]

    def reply(self, by: User, to: Post, number: int, quotes: Message | None = None) -> Message:
        html = self.said[number - 1]
        return post_message(by, thread=to.thread, html=html, quotes=quotes, language="nl")

    def acted(self) -> Post:
        made = a_question(
            self.author,
            title="Wie weet het?",
            html=self.text,
            community=self.community,
            tags=["Klei", "keuren"],
            involved=[(self.ravi, "keek mee")],
        )
        first = self.reply(self.ravi, made, 1)
        self.reply(self.tess, made, 2, quotes=first)
        gone = self.reply(self.tess, made, 3)
        answer = self.reply(self.ravi, made, 4, quotes=gone)
        remove_message(self.tess, message=gone)
        react(self.ravi, thread=made.thread, kind="thanks")
        react(self.tess, thread=made.thread, kind="thanks")
        react(self.author, thread=made.thread, message=answer, kind="agree")
        accept_answer(self.author, post=made, message=answer)
        return Post.objects.select_related("thread").get(pk=made.pk)

    def imported(self, like: Post) -> Post:
        [pk] = import_posts(
            [
                PostRecord(
                    kind="question",
                    title="Wie weet het?",
                    html=self.text,
                    author=self.author,
                    published_at=like.published_at,
                    community=self.community,
                    tags=list(like.tags.all()),
                    named=[(self.ravi, "keek mee")],
                    reactions={"thanks": [self.ravi, self.tess]},
                    replies=self.replies(list(like.thread.messages.order_by("number"))),
                    accepted=3,
                )
            ]
        )
        return Post.objects.select_related("thread").get(pk=pk)

    def replies(self, like: list[Message]) -> list[ReplyRecord]:
        """As they were written, at the moments they were written."""
        by = [self.ravi, self.tess, self.tess, self.ravi]
        quotes = [None, 0, None, 2]
        liked: list[dict[str, list[User]]] = [{}, {}, {}, {"agree": [self.author]}]
        return [
            ReplyRecord(
                author=by[place],
                html=self.said[place],
                created_at=message.created_at,
                removed_at=message.removed_at,
                quotes=quotes[place],
                reactions=liked[place],
            )
            for place, message in enumerate(like)
        ]


def call(person: User) -> str:
    return f'<span class="mention" data-person="{person.pk}">@{person.handle}</span>'


def test_an_imported_post_leaves_the_rows_that_the_actions_leave() -> None:
    story = Story()
    made = story.acted()
    imported = story.imported(like=made)

    now, wanted = state_of(imported), state_of(made)
    for what, was in wanted.items():
        assert now[what] == was, what


def test_numbers_of_changes_are_sound_after_an_import() -> None:
    story = Story()
    post = story.imported(like=story.acted())
    changes = list(post.thread.messages.order_by("number").values_list("change", flat=True))
    assert len(set(changes)) == len(changes)
    assert post.thread.last_change >= max(changes)


# Numbers of rows differ, how often a thread was changed on the way, and the moments a record does not tell.
OWN = {"id", "post_id", "thread_id", "content_object_id", "change", "last_change"}
UNTOLD = {"threads_thread": "created_at", "threads_reaction": "at", "posts_acceptedanswer": "at"}


def state_of(post: Post) -> dict[str, Any]:
    """Every other column of every row."""
    places = dict(post.thread.messages.values_list("pk", "number"))

    def rows(found: QuerySet[Any]) -> list[dict[str, Any]]:
        but = {*OWN, UNTOLD.get(found.model._meta.db_table)}
        return sorted((told(row, but) for row in found.values()), key=repr)

    def told(row: dict[str, Any], but: set[str | None]) -> dict[str, Any]:
        row |= {name: places.get(row[name]) for name in row.keys() & {"message_id", "quotes_id"}}
        if "address" in row:
            row["address"] = row["address"].replace(f"/{post.pk}/", "/N/")
        return {name: said for name, said in row.items() if name not in but}

    return {
        "post": rows(Post.objects.filter(pk=post.pk)),
        "thread": rows(Thread.objects.filter(pk=post.thread_id)),
        "messages": rows(post.thread.messages.all()),
        "reactions": rows(post.thread.reactions.all()),
        "parts": rows(post.involvements.all()),
        "tags": rows(post.post_tags.all()),
        "answer": rows(AcceptedAnswer.objects.filter(post=post)),
        "marked": SearchChange.objects.filter(kind="post", object_id=post.pk).exists(),
    }
