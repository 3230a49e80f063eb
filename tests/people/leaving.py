"""Somebody with a bit of everything in the café, and how they leave it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from archive.actions import keep
from people.absence import agree_to_stand_in, go_away
from people.actions import follow_person, state_tags
from people.departure import close_account, let_go
from people.models import Departure, User
from people.personal import Words
from posts.actions import accept_answer, add_attachment, look_after_post, save_draft
from tests.factories import a_community, a_member, a_person
from tests.factories.files import PDF
from tests.factories.posts import a_post, a_question
from threads.actions import post_message, react


def a_life(noor: User) -> dict[str, Any]:
    """A bit of everything that somebody leaves behind."""
    fenna, place = a_person("Fenna Postma"), a_community()
    a_member(noor, place)
    file = add_attachment(noor, chunks=[PDF], name="plan.pdf")
    post = a_post(noor, title="Mijn avond", html="<p>Mijn tekst.</p>", files=[file.pk])
    reply_to_me = post_message(fenna, thread=post.thread, html="<p>Fijn stuk.</p>")
    question = a_question(fenna, title="Hoe zit het?")
    answer = post_message(noor, thread=question.thread, html="<p>Zo zit het.</p>")
    accept_answer(fenna, post=question, message=answer)
    react(noor, thread=question.thread, kind="thanks")
    keep(noor, thing=question, note="Mijn notitie", shared=True)
    look_after_post(fenna, post=question, owner=noor, check_every=6)
    save_draft(noor, key=uuid4(), said={"title": "Concept", "html": ""}, number=0)
    loose = add_attachment(noor, chunks=[PDF], name="los.pdf")
    state_tags(noor, stances={"knows": ["klei"]})
    follow_person(noor, person=fenna)
    follow_person(fenna, person=noor)
    go_away(noor, first_day=day(0), last_day=day(3))
    theirs = go_away(fenna, first_day=day(40), last_day=day(50), stand_in=noor)
    agree_to_stand_in(noor, absence=theirs)
    return {
        "fenna": fenna,
        "post": post,
        "reply_to_me": reply_to_me,
        "question": question,
        "answer": answer,
        "files": [file, loose],
    }


def day(number: int) -> Any:
    return timezone.localdate() + timedelta(days=number)


def goes(person: User, words: Words = Words.NAMELESS) -> None:
    close_account(person, words=words, email=person.email)
    Departure.objects.update(until=timezone.now() - timedelta(minutes=1))


def gone(person: User, words: Words) -> User:
    goes(person, words)
    let_go(person.pk)
    return User.objects.get(pk=person.pk)


def run_task(name: str) -> None:
    for waiting in DBTaskResult.objects.filter(task_path__endswith=name):
        waiting.task.func(*waiting.args_kwargs["args"], **waiting.args_kwargs["kwargs"])
