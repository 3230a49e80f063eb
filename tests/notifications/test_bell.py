"""What every page pays for the number at the bell: one look at an index, on either database."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from communities.actions import leave_community
from notifications.models import Notice
from notifications.queries import new_count
from people.actions import change_access
from people.models import User
from tests.factories import a_community, a_member, a_person, an_administrator
from tests.factories.posts import a_post

pytestmark = pytest.mark.django_db
INDEX = "notices_that_are_new"


@pytest.fixture
def me() -> User:
    """Among many who were told much, most of it read."""
    people = [a_person() for _ in range(20)]
    threads = [a_post(people[0]).thread for _ in range(60)]
    Notice.objects.bulk_create(
        Notice(person=person, thread=thread, kind="mention", read_at=thread.created_at)
        for person in people
        for thread in threads
    )
    Notice.objects.filter(person__in=people[2:], thread__in=threads[:2]).update(read_at=None)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE notifications_notice")
    return people[1]


def asked(person: User) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        new_count(person)
    return [query["sql"] for query in captured]


def plan(sql: str) -> str:
    how = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    with connection.cursor() as cursor:
        cursor.execute(how + sql)
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


def test_where_nothing_is_new_it_is_one_look_at_the_index(me: User) -> None:
    [sql] = asked(me)
    assert INDEX in plan(sql)


def test_where_something_is_the_same_index_leads_to_it(me: User) -> None:
    Notice.objects.filter(pk=Notice.objects.filter(person=me).latest("pk").pk).update(read_at=None)
    assert new_count(me) == 1
    cache.clear()
    looked, _versions, counted = asked(me)
    assert INDEX in plan(looked)
    assert INDEX in plan(counted)


def test_what_was_counted_is_asked_again_only_when_something_changed(me: User) -> None:
    new = Notice.objects.filter(person=me).order_by("pk")
    new.update(read_at=None)
    assert new_count(me) == 60
    looked, _versions = asked(me)
    assert INDEX in plan(looked)

    Notice.objects.filter(pk__in=new.values("pk")[:3]).update(read_at=timezone.now())
    assert new_count(me) == 57


def test_the_number_is_never_older_than_what_somebody_may_see() -> None:
    place = a_community(kind="closed")
    me = a_member(a_person(), place)
    thread = a_post(place.created_by, community=place).thread
    Notice.objects.create(person=me, thread=thread, kind="mention")
    assert new_count(me) == 1
    leave_community(me, community=place)
    assert new_count(User.objects.get(pk=me.pk)) == 0


def test_nor_than_what_they_are(me: User) -> None:
    """Nothing else tells a colleague from who is a guest from now on."""
    Notice.objects.filter(person=me).update(read_at=None)
    assert new_count(me) == 60
    until = timezone.now() + timedelta(days=9)
    change_access(an_administrator(), person=me, kind="guest", access_until=until, is_active=True)
    assert new_count(User.objects.get(pk=me.pk)) == 0


def test_how_many_are_new_changes_nothing_about_that(me: User) -> None:
    Notice.objects.filter(person=me).update(read_at=None)
    assert new_count(me) == 60
    cache.clear()
    assert len(asked(me)) == 3
