"""Two people at one moment: nothing is lost, nothing counted once too few, nobody waits for ever."""

from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings

from archive.actions import keep
from kenniscafe.permissions import NotAllowed
from posts.actions import (
    accept_answer,
    drop_attachment,
    edit_post,
    publish_post,
    record_read,
    withdraw_post,
)
from posts.models import AcceptedAnswer, Attachment, Post, Withdrawal
from tests.at_once import at_once
from tests.factories import a_person
from tests.factories.files import a_file, a_picture
from tests.factories.posts import a_post, a_question
from tests.factories.threads import a_reply
from threads.actions import post_message, remove_message

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_same_form_sent_twice_at_once_is_one_post() -> None:
    author, key = a_person(), uuid4()

    def write() -> None:
        publish_post(author, kind="note", title="Eén keer", html="", client_key=key)

    assert at_once(*[write] * 4) == []
    assert Post.objects.count() == 1


def test_everybody_who_keeps_or_reads_it_at_once_is_counted() -> None:
    post, people = a_post(), [a_person() for _ in range(6)]
    keeping = [lambda one=one: keep(one, thing=post, shared=True) for one in people]
    reading = [lambda one=one: record_read(one, post=post) for one in people]
    assert at_once(*keeping, *reading) == []
    post.refresh_from_db()
    assert (post.kept, post.reads) == (6, 6)
    assert post.involvements.filter(part="kept").count() == 6


def test_editing_while_others_reply_and_remove_loses_nothing() -> None:
    post, people = a_post(), [a_person() for _ in range(4)]
    gone = [a_reply(post.thread) for _ in range(4)]
    edits = [
        lambda n=n: edit_post(post.author, post=post, title=f"Versie {n}", html="")
        for n in range(4)
    ]
    replies = [
        lambda one=one: post_message(one, thread=post.thread, html="<p>Ja.</p>") for one in people
    ]
    removals = [lambda one=one: remove_message(one.author, message=one) for one in gone]
    assert at_once(*edits, *replies, *removals) == []
    post.refresh_from_db()
    assert post.revisions.count() == 4
    assert post.thread.replies == 4
    replied = post.involvements.filter(part="replied").values_list("person_id", flat=True)
    assert set(replied) == {one.pk for one in people}


def test_a_question_keeps_one_answer_whoever_is_first() -> None:
    question = a_question()
    replies = [a_reply(question.thread) for _ in range(3)]
    accepting = [
        lambda one=one: accept_answer(question.author, post=question, message=one)
        for one in replies
    ]
    assert at_once(*accepting) == []
    assert AcceptedAnswer.objects.count() == 1


def test_withdrawing_twice_at_once_is_once() -> None:
    author = a_person()
    post = a_post(author)
    fresh = [Post.objects.get(pk=post.pk) for _ in range(3)]
    assert at_once(*[lambda one=one: withdraw_post(author, post=one) for one in fresh]) == []
    assert Withdrawal.objects.count() == 1


def test_the_same_file_sent_twice_at_once_is_one_file_and_its_bytes() -> None:
    person, key = a_person(), uuid4()
    before = len(list(Path(settings.MEDIA_ROOT).glob("*/*/file")))
    assert at_once(*[lambda: a_file(person, client_key=key)] * 4) == []
    assert Attachment.objects.count() == 1
    assert len(list(Path(settings.MEDIA_ROOT).glob("*/*/file"))) == before + 1


def test_a_file_is_claimed_by_one_of_two_posts() -> None:
    person = a_person()
    picture = a_picture(person)
    html = f'<img data-file="{picture.pk}" alt="klei">'
    wrong = at_once(*[lambda: a_post(person, html=html, files=[picture.pk])] * 2)
    assert wrong == []
    shown = [post for post in Post.objects.all() if "<figure>" in post.html]
    picture.refresh_from_db()
    assert [picture.post] == shown


def test_taking_a_file_away_while_it_is_posted_leaves_a_whole_post_or_a_whole_file() -> None:
    for _ in range(5):
        person = a_person()
        picture = a_picture(person)
        html = f'<img data-file="{picture.pk}" alt="klei">'
        posting = partial(a_post, person, html=html)
        wrong = at_once(posting, partial(drop_attachment, person, attachment=picture))
        assert all(isinstance(error, NotAllowed) for error in wrong)
        post = Post.objects.get(author=person)
        there = Attachment.objects.filter(pk=picture.pk).exists()
        assert ("<figure>" in post.html) == there
