"""Telling many people of one thing, killed after each of them: everybody hears of it, once, and is mailed once."""

from typing import Any

import pytest

from kenniscafe.models import Letter
from notifications.actions import notify, tell
from notifications.models import Notice, Nudge, Telling
from tests.factories import a_person
from tests.factories.posts import a_post
from tests.notifications.telling import never_quiet
from threads.actions import post_message

pytestmark = pytest.mark.django_db
PEOPLE = 5


@pytest.mark.parametrize("at_once", [1, 2, PEOPLE])
def test_killed_after_anybody_it_goes_on_and_tells_nobody_twice(
    at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [a_person() for _ in range(PEOPLE)]
    for person in people:
        never_quiet(person, budget=3)
    called = "".join(f'<span class="mention" data-person="{one.pk}">@x</span> ' for one in people)
    post_message(a_person(), thread=a_post().thread, html=f"<p>{called}</p>")
    telling = Telling.objects.latest("pk")
    monkeypatch.setattr(notify, "AT_ONCE", at_once)
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
    for _ in people:
        with pytest.raises(KeyboardInterrupt):
            tell(telling.pk)
    tell(telling.pk)
    tell(telling.pk)

    everybody = {person.pk for person in people}
    for rows in (Notice.objects.all(), Nudge.objects.all()):
        told = list(rows.filter(person__in=everybody).values_list("person", flat=True))
        assert sorted(told) == sorted(everybody)
    letters = Letter.objects.filter(kind="nudge").values_list("to", flat=True)
    assert sorted(letters) == sorted(everybody)
    assert not Telling.objects.filter(pk=telling.pk).exists()
