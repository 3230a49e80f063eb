"""Any page of a thread of ten thousand costs what a page of one of a hundred costs."""

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.models import User
from tests.factories import a_community, a_person, a_unit
from tests.factories.threads import a_reply, a_thread, many_replies
from threads import places, queries
from threads.actions import remove_message
from threads.models import Thread
from threads.queries import conversation

pytestmark = pytest.mark.django_db

MOST_QUERIES = 6


def cost(viewer: User, thread: Thread, page: int) -> tuple[int, float]:
    """Queries of a page that was seen before, and the best of five times in seconds."""
    conversation(viewer, _found(thread), page=page)
    best = 10.0
    for _ in range(5):
        found = _found(thread)
        began = time.perf_counter()
        with CaptureQueriesContext(connection) as queries_made:
            shown = conversation(viewer, found, page=page)
        best = min(best, time.perf_counter() - began)
    assert len(shown.replies) == 100
    return len(queries_made), best


def _found(thread: Thread) -> Thread:
    return Thread.objects.get(pk=thread.pk)


def test_page_a_hundred_of_ten_thousand_costs_what_a_hundred_replies_cost() -> None:
    author, viewer, place = a_person(), a_person(), a_community()
    small, large = a_thread(community=place), a_thread(community=place)
    many_replies(small, 100, by=author)
    many_replies(large, 10_000, by=author)

    small_queries, small_time = cost(viewer, small, 1)
    for page in (1, 50, 100):
        queries_made, seconds = cost(viewer, large, page)
        assert queries_made == small_queries <= MOST_QUERIES
        assert seconds < 3 * small_time


def test_a_page_seen_for_the_first_time_asks_a_fixed_number_of_questions() -> None:
    viewer, asked = a_person(), set()
    for total in (1, 10, 60):
        thread = a_thread()
        for _ in range(total):
            a_reply(thread)
        with CaptureQueriesContext(connection) as queries_made:
            conversation(viewer, _found(thread))
        asked.add(len(queries_made))

    assert len(asked) == 1
    assert asked.pop() <= MOST_QUERIES + 4


def test_pages_go_by_place_and_a_stub_keeps_its_own() -> None:
    author, thread = a_person(), a_thread()
    many_replies(thread, 201, by=author)
    remove_message(author, message=thread.messages.get(number=150))

    second = conversation(author, _found(thread), page=2)
    third = conversation(author, _found(thread), page=3)

    assert (second.first, second.last, len(second.replies), second.pages) == (101, 200, 100, 3)
    assert "gone" in second.replies[49]
    assert (third.first, third.last, len(third.replies)) == (201, 201, 1)


@pytest.mark.parametrize(
    ("asked", "given"), [(None, 1), (0, 1), (-3, 1), (2, 2), (3, 2), (10**9, 2)]
)
def test_a_page_that_is_not_there_is_the_nearest_one(asked: int | None, given: int) -> None:
    thread = a_thread()
    many_replies(thread, 101, by=a_person())

    assert conversation(a_person(), _found(thread), page=asked).page == given


def test_an_empty_conversation_has_one_empty_page() -> None:
    shown = conversation(a_person(), a_thread())

    assert (shown.page, shown.pages, list(shown.replies), shown.table.people) == (1, 1, [], 0)


@pytest.mark.parametrize(("number", "page"), [(1, 1), (100, 1), (101, 2), (10_000, 100)])
def test_a_reply_is_on_the_page_of_its_number(number: int, page: int) -> None:
    first, last = places.numbers_on(page)

    assert places.page_of(number) == page
    assert first <= number <= last


def test_the_table_counts_people_once_by_the_unit_they_last_wrote_from() -> None:
    thread, mover, stayer = a_thread(), a_person("Mo"), a_person("Sta")
    a_reply(thread, by=mover)
    a_reply(thread, by=stayer)
    mover.profile.unit = a_unit("Projecten")
    mover.profile.save()
    a_reply(thread, by=mover)

    table = queries.table_of(_found(thread))

    assert table.people == 2
    assert {(one.name, one.people) for one in table.units} == {
        ("Projecten", 1),
        ("Waterveiligheid", 1),
    }
    assert [face.name for face in table.faces] == ["Mo", "Sta"]


def test_who_took_everything_back_has_left_the_table() -> None:
    thread, author = a_thread(), a_person()
    reply = a_reply(thread, by=author)
    assert queries.table_of(_found(thread)).people == 1

    remove_message(author, message=reply)

    assert queries.table_of(_found(thread)).people == 0


def test_people_of_a_collection_are_no_company() -> None:
    thread = a_thread()
    many_replies(thread, 3, by=a_person(collection="robotics", source_id="1"))

    assert queries.table_of(_found(thread)).people == 0
