"""Telling many people of one thing, killed after each of them: everybody hears of it, once, and is mailed once."""

from typing import Any

import pytest

from kenniscafe.models import Letter
from notifications.actions import notify, tell
from notifications.models import Notice, Nudge, Telling
from tests.at_once import at_once
from tests.factories import a_person
from tests.factories.posts import a_post
from tests.notifications.telling import never_quiet
from threads.actions import post_message

pytestmark = pytest.mark.django_db
PEOPLE = 5


def a_call_to_many() -> tuple[int, list[int]]:
    """What is to be told, and to whom."""
    people = [a_person() for _ in range(PEOPLE)]
    for person in people:
        never_quiet(person, budget=3)
    called = "".join(f'<span class="mention" data-person="{one.pk}">@x</span> ' for one in people)
    post_message(a_person(), thread=a_post().thread, html=f"<p>{called}</p>")
    return Telling.objects.latest("pk").pk, sorted(person.pk for person in people)


def assert_all_know_it_once(everybody: list[int]) -> None:
    for rows in (Notice.objects.all(), Nudge.objects.all()):
        told = rows.filter(person__in=everybody).values_list("person", flat=True)
        assert sorted(told) == everybody
    letters = Letter.objects.filter(kind="nudge").values_list("to", flat=True)
    assert sorted(letters) == everybody
    assert not Telling.objects.filter(event="MessagePosted").exists()


@pytest.mark.parametrize("handful", [1, 2, PEOPLE])
def test_killed_after_anybody_it_goes_on_and_tells_nobody_twice(
    handful: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    telling, everybody = a_call_to_many()
    monkeypatch.setattr(notify, "AT_ONCE", handful)
    Letter.objects.all().delete()

    mailed, real = set(), notify.nudge

    def nudge(notice: Notice, wish: Any) -> bool:
        """Dies the first time each is mailed."""
        sent = real(notice, wish)
        if notice.person_id not in mailed:
            mailed.add(notice.person_id)
            raise KeyboardInterrupt
        return sent

    monkeypatch.setattr(notify, "nudge", nudge)
    for _ in everybody:
        with pytest.raises(KeyboardInterrupt):
            tell(telling)
    tell(telling)
    tell(telling)
    assert_all_know_it_once(everybody)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_tell_nobody_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    telling, everybody = a_call_to_many()
    monkeypatch.setattr(notify, "AT_ONCE", 1)
    assert at_once(*[lambda: tell(telling)] * 3) == []
    tell(telling)  # which of them gave way, goes on no more
    assert_all_know_it_once(everybody)
