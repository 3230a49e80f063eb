import threading

import pytest
from django.db import transaction

from search.changes import mark, mark_many
from search.models import SearchChange

pytestmark = pytest.mark.django_db


def test_marking_twice_leaves_one_row_with_a_higher_number():
    mark("post", 1)
    first = SearchChange.objects.get()
    mark("post", 1)
    assert SearchChange.objects.get().seq > first.seq


def test_marking_again_ends_a_claim_and_forgets_a_failure():
    mark("post", 1)
    SearchChange.objects.update(claimed_until="2100-01-01T00:00:00Z", attempts=3, reason="full")
    mark("post", 1)
    row = SearchChange.objects.get()
    assert (row.claimed_until, row.attempts, row.reason) == (None, 0, "")


def test_a_mark_goes_when_its_change_is_rolled_back():
    with transaction.atomic():
        mark("post", 1)
        transaction.set_rollback(True)
    assert not SearchChange.objects.exists()


def test_numbers_never_go_back_when_rows_are_gone():
    mark_many("post", range(10))
    highest = max(SearchChange.objects.values_list("seq", flat=True))
    SearchChange.objects.all().delete()
    mark("post", 1)
    assert SearchChange.objects.get().seq > highest


def test_marking_nothing_writes_nothing():
    mark_many("post", [])
    assert not SearchChange.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_mark_the_same_objects_in_opposite_order_both_succeed():
    failures: list[Exception] = []

    def work(ids: list[int]) -> None:
        from django.db import connection

        try:
            for _ in range(20):
                mark_many("post", ids)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(ids,)) for ids in ([1, 2, 3], [3, 2, 1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert SearchChange.objects.count() == 3
