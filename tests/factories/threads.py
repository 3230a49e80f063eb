"""Conversations and replies, made by the actions everybody else uses."""

from collections.abc import Iterable
from itertools import count
from uuid import uuid4

from communities.models import Community
from kenniscafe.richtext import from_markdown
from people.models import User
from tests.factories import a_person
from threads.actions import open_thread, post_message
from threads.models import Message, Thread

_number = count(1)


def a_thread(
    title: str = "", *, community: Community | None = None, people: Iterable[User] = ()
) -> Thread:
    """For all employees, unless a community or people are named."""
    people = list(people)
    audience = "community" if community else "people" if people else "employees"
    return open_thread(
        audience=audience,
        community=community,
        people=people,
        title=title or f"Gesprek {next(_number)}",
        address="/",
    )


def a_reply(
    thread: Thread,
    text: str = "Dat herken ik.",
    *,
    by: User | None = None,
    quotes: Message | None = None,
    words: str = "",
) -> Message:
    return post_message(
        by or a_person(),
        thread=thread,
        html=from_markdown(text, people={}),
        quotes=quotes,
        quoted_words=words,
        client_key=uuid4(),
    )


def many_replies(thread: Thread, total: int, *, by: User) -> None:
    """Rows as the action would have left them, for tests of size."""
    first, change = thread.last_number + 1, thread.last_change + 1
    Message.objects.bulk_create(
        Message(
            thread=thread,
            number=first + step,
            change=change + step,
            author=by,
            html=f"<p>Reactie {first + step}.</p>",
            language="nl",
        )
        for step in range(total)
    )
    thread.last_number, thread.last_change = first + total - 1, change + total - 1
    thread.replies += total
    thread.save()
