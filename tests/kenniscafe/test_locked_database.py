"""Somebody else writes and does not stop: reading goes on, writing says so, nothing is half written."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from uuid import uuid4

import psycopg
import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from people.models import User
from posts.models import Post
from search.models import SearchChange
from tests.conftest import Visitor
from tests.factories import PASSWORD, a_person
from threads.models import Message, Thread

pytestmark = pytest.mark.django_db(transaction=True)
SOON = 200  # ms instead of ten seconds


@contextmanager
def somebody_writing() -> Iterator[None]:
    with closing(another_connection()) as other:
        yield
        other.rollback()


def another_connection() -> sqlite3.Connection | psycopg.Connection:
    """It holds what every write needs, and no reader."""
    if connection.vendor == "sqlite":
        hurry(f"PRAGMA busy_timeout = {SOON}")
        writer = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
        writer.execute("BEGIN IMMEDIATE")
        return writer
    hurry(f"SET lock_timeout = {SOON}")
    other = psycopg.connect(**connection.get_connection_params() | {"cursor_factory": None})
    other.execute(
        "LOCK posts_post, django_session, django_tasks_database_dbtaskresult IN EXCLUSIVE MODE"
    )
    return other


def hurry(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def author(visitor: Visitor) -> User:
    author = a_person()
    visitor.visit(author)
    visitor.raise_request_exception = False
    return author


def everything() -> list[int]:
    return [model.objects.count() for model in (Post, Thread, Message, SearchChange, DBTaskResult)]


def a_form() -> dict[str, str]:
    return {
        "soort": "note",
        "audience": "everyone",
        "text": "Wat ik zag.",
        "client_key": str(uuid4()),
    }


def test_a_post_is_answered_with_a_page_that_says_so(visitor: Visitor, author: User) -> None:
    before, form = everything(), a_form()

    with somebody_writing():
        answer = visitor.post("/schrijven/", form)

    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "Er is niets half bewaard." in answer.content.decode()
    assert "Nothing was half saved." in answer.content.decode()
    assert "default-src" in answer["Content-Security-Policy"]
    assert everything() == before

    assert visitor.post("/schrijven/", form).status_code in (302, 303)
    assert Post.objects.count() == 1


def test_at_the_door_it_is_the_same_page(visitor: Visitor, author: User) -> None:
    visitor.logout()
    with somebody_writing():
        inside = visitor.post("/aanmelden/", {"login": author.email, "password": PASSWORD})
        forgotten = visitor.post("/wachtwoord-vergeten/", {"email": author.email})
    assert (inside.status_code, forgotten.status_code) == (503, 503)
    assert DBTaskResult.objects.count() == 0


def test_a_session_that_cannot_be_kept_is_no_fault_either(
    visitor: Visitor, author: User, settings: Settings
) -> None:
    """There no view writes but the session, after it."""
    settings.SESSION_SAVE_EVERY_REQUEST = True
    with somebody_writing():
        assert visitor.get("/mensen/").status_code == 503


def test_reading_goes_on(visitor: Visitor, author: User) -> None:
    with somebody_writing():
        for path in ("/", "/mensen/", "/zoeken/?q=dijk", "/schrijven/", "/health"):
            assert visitor.get(path).status_code == 200, path


def test_an_ordinary_fault_is_still_an_ordinary_fault(
    visitor: Visitor, author: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall(*_: object, **__: object) -> None:
        raise ValueError

    monkeypatch.setattr("posts.actions.publish_post", fall)
    assert visitor.post("/schrijven/", a_form()).status_code == 500


def test_a_form_too_large_to_read_is_answered_with_a_page(visitor: Visitor, author: User) -> None:
    answer = visitor.post("/schrijven/", a_form() | {"text": 3_000_000 * "x"})
    assert answer.status_code == 400
    assert "Dat konden we niet lezen" in answer.content.decode()
