"""Numbers and counters hold when everybody writes at once, and after anything that was done."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection

from people.models import User
from tests.factories import a_person
from tests.factories.threads import a_reply, a_thread
from threads.actions import edit_message, post_message, react, remove_message, unreact
from threads.models import Message, Reaction, Thread

AT_ONCE = 50


def at_once(work: Callable[[int], object]) -> list[object]:
    """Fifty threads, each with a database connection of its own."""

    def alone(turn: int) -> object:
        try:
            return work(turn)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        return list(pool.map(alone, range(AT_ONCE)))


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_take_fifty_places_without_a_gap() -> None:
    thread, people = a_thread(), [a_person() for _ in range(5)]

    at_once(lambda turn: a_reply(thread, f"Reactie {turn}", by=people[turn % 5]))

    replies = Message.objects.filter(thread=thread).order_by("number")
    assert [reply.number for reply in replies] == list(range(1, AT_ONCE + 1))
    assert [reply.change for reply in replies] == list(range(1, AT_ONCE + 1))
    thread.refresh_from_db()
    assert (thread.replies, thread.last_number, thread.last_change) == (AT_ONCE,) * 3


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_fifty_times_at_once_is_one_reply() -> None:
    thread, author, key = a_thread(), a_person(), uuid4()

    answers = at_once(
        lambda _: post_message(author, thread=thread, html="<p>Ja</p>", client_key=key).pk
    )

    assert len(set(answers)) == 1
    thread.refresh_from_db()
    assert (thread.replies, thread.last_number, thread.last_change) == (1, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_one_reaction_pressed_fifty_times_at_once_is_one_reaction() -> None:
    thread, person = a_thread(), a_person()
    reply = a_reply(thread)

    at_once(lambda _: react(person, thread=thread, message=reply, kind="thanks"))

    assert Reaction.objects.count() == 1
    thread.refresh_from_db()
    assert thread.last_change == 2


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(5))
def test_counters_equal_a_recount_after_anything(seed: int) -> None:
    chance, thread = random.Random(seed), a_thread()
    people = [a_person() for _ in range(4)]

    for step in range(60):
        before = Thread.objects.get(pk=thread.pk).last_change
        _anything(chance, thread, people, step)
        assert Thread.objects.get(pk=thread.pk).last_change <= before + 1

    thread.refresh_from_db()
    replies = list(thread.messages.order_by("number"))
    assert [reply.number for reply in replies] == list(range(1, len(replies) + 1))
    assert thread.replies == thread.messages.standing().count()
    assert thread.last_number == len(replies)
    assert max(reply.change for reply in replies) <= thread.last_change
    gone = [reply for reply in replies if reply.removed_at]
    assert not Reaction.objects.filter(message__in=gone).exists()
    assert not Message.objects.filter(quotes__in=gone).exclude(quoted_words="").exists()


def _anything(chance: random.Random, thread: Thread, people: list[User], step: int) -> None:
    person = chance.choice(people)
    standing = list(thread.messages.standing().select_related("author", "thread"))
    reply = chance.choice(standing) if standing else None
    deed = chance.choice(["post", "post", "quote", "edit", "remove", "react", "unreact"])
    kind = chance.choice(Reaction.Kind.values)
    if reply is None or deed == "post":
        a_reply(thread, f"Stap {step}", by=person)
    elif deed == "quote":
        a_reply(thread, f"Stap {step}", by=person, quotes=reply)
    elif deed == "edit":
        edit_message(reply.author, message=reply, html=f"<p>Anders {step}</p>")
    elif deed == "remove":
        remove_message(reply.author, message=reply)
    elif deed == "react":
        react(person, thread=thread, message=chance.choice([reply, None]), kind=kind)
    else:
        unreact(person, thread=thread, message=chance.choice([reply, None]), kind=kind)
