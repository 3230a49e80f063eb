"""The day message of Vandaag: at most two sentences, each true for this viewer."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup

from pages.queries.day_message import LONGEST, words_in
from posts.actions import accept_answer
from tests.conftest import Visitor
from tests.factories import a_community, a_member, a_person
from tests.factories.people import knows
from tests.factories.posts import a_post, a_question
from tests.factories.threads import a_reply

pytestmark = pytest.mark.django_db


def lead(page: Any) -> str:
    return BeautifulSoup(page.text, "html.parser").select_one(".hello .lead").decode_contents()


def test_the_day_message_says_what_is_asked_that_i_know(visitor: Visitor) -> None:
    me = a_person()
    question = a_question(tags=["bewonersavond"])
    knows(me, question)
    assert '<a href="/tags/bewonersavond/">bewonersavond</a>' in lead(visitor.visit(me).get("/"))
    answer = a_reply(question.thread)
    accept_answer(question.author, post=question, message=answer)
    assert "bewonersavond" not in lead(visitor.get("/"))


def test_the_day_message_knows_nothing_of_hidden_questions(visitor: Visitor) -> None:
    me, hidden = a_person(), a_community("Geheim", kind="hidden")
    question = a_question(hidden.created_by, community=hidden, tags=["reorganisatie"])
    knows(me, question)
    for _ in range(4):
        a_reply(question.thread, by=hidden.created_by)
    said = lead(visitor.visit(me).get("/"))
    assert "reorganisatie" not in said
    assert question.title not in said


def test_the_day_message_names_a_conversation_and_newcomers(visitor: Visitor) -> None:
    me, community = a_person(), a_community("Dijkwerkers")
    a_member(me, community)
    thijs = a_member(a_person("Thijs Brouwer"), community)
    said = lead(visitor.visit(me).get("/"))
    assert thijs.get_absolute_url() in said
    assert community.get_absolute_url() in said

    post = a_post(title="De pomp zingt")
    for _ in range(3):
        a_reply(post.thread)
    said = lead(visitor.get("/"))
    assert said.index(post.get_absolute_url()) < said.index(thijs.get_absolute_url())


def test_when_nothing_else_happened_the_day_message_says_what_was_written_last(
    visitor: Visitor,
) -> None:
    me = a_person()
    a_post(me, title="Van mijzelf")
    post = a_post(title="De pomp zingt")
    said = lead(visitor.visit(me).get("/"))
    assert post.get_absolute_url() in said
    assert "Van mijzelf" not in said


def test_the_day_message_has_at_most_two_sentences_and_forty_words(visitor: Visitor) -> None:
    me = a_person()
    for _ in range(3):
        question = a_question(title="a b " * 50, tags=["een erg lange naam van een tag in woorden"])
        for _ in range(3):
            a_reply(question.thread)
    knows(me, question)
    said = lead(visitor.visit(me).get("/"))
    assert words_in(said) <= LONGEST
    assert len(re.findall(r"\.(?: |$)", said)) <= 2
