"""The bundle: what could wait, in one mail, of many people asked at once and judged for each."""

import pytest
from django.utils import timezone

from communities.actions import leave_community
from notifications import letters
from notifications.actions import choose_preferences, read_conversation
from notifications.models import Cup, Notice
from people.models import User
from tests.factories import a_community, a_member, a_person
from tests.factories.posts import a_post
from tests.factories.threads import a_reply
from tests.notifications.telling import after_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def me() -> User:
    return a_person("Noor Terwiel")


def test_a_long_bundle_counts_what_it_does_not_show(me: User) -> None:
    choose_preferences(me, budget=0, quiet_days=[])
    for _ in range(22):
        a_reply(a_post(me).thread)
    after_work()
    cup = Cup.objects.create(person=me, kind="bundle", day=timezone.localdate())
    Notice.objects.held().filter(person=me).update(cup=cup, held_at=None)
    letter = letters.bundle({"cup": cup.pk})
    assert letter is not None
    assert "22 dingen" in letter.subject
    for words in (str(letter.body), str(letter.alternatives[0][0])):
        assert words.count("Bericht ") == 20
        assert "En nog 2 in het café" in words


def test_bundles_made_together_say_what_each_says_alone(me: User) -> None:
    """To each only what they may read as it leaves, in their own language."""
    place = a_community(kind="closed")
    others = [a_member(a_person(language=language), place) for language in ("nl", "en")]
    cups = []
    for person in (me, *others):
        choose_preferences(person, budget=0, quiet_days=[])
        a_reply(a_post(person).thread)
    a_post(place.created_by, community=place, title="Alleen voor leden")
    after_work()
    for person in (me, *others):
        cups.append(Cup.objects.create(person=person, kind="bundle", day=timezone.localdate()))
        Notice.objects.held().filter(person=person).update(cup=cups[-1], held_at=None)
    abouts = [{"cup": cup.pk} for cup in cups]
    write = letters.bundles(abouts)
    alone, together = [letters.bundle(one) for one in abouts], [write(one) for one in abouts]
    bodies = [str(letter.body) for letter in together if letter]
    assert bodies == [str(letter.body) for letter in alone if letter]
    assert ["Alleen voor leden" in body for body in bodies] == [False, True, True]
    assert "Why do you get this?" in bodies[2]

    late = letters.bundles(abouts)
    leave_community(others[0], community=place)
    letter = late(abouts[1])
    assert letter is not None
    assert "Alleen voor leden" not in str(letter.body)


def test_what_was_read_after_the_bundle_was_made_is_not_in_it(me: User) -> None:
    choose_preferences(me, budget=0, quiet_days=[])
    for title in ("Gelezen", "Nog niet"):
        a_reply(a_post(me, title=title).thread)
    after_work()
    cup = Cup.objects.create(person=me, kind="bundle", day=timezone.localdate())
    Notice.objects.held().filter(person=me).update(cup=cup, held_at=None)
    read_conversation(me, thread_id=Notice.objects.get(thread__title="Gelezen").thread_id or 0)
    letter = letters.bundle({"cup": cup.pk})
    assert letter is not None
    assert "Nog niet" in str(letter.body)
    assert "Gelezen" not in str(letter.body)
    read_conversation(me, thread_id=Notice.objects.get(thread__title="Nog niet").thread_id or 0)
    assert letters.bundle({"cup": cup.pk}) is None
