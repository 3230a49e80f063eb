"""The cup of coffee says to each what is theirs, also when those of many are made at once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from communities.actions import leave_community
from kenniscafe.letters import send_due
from kenniscafe.models import Letter
from notifications import letters
from notifications.models import Cup, Notice
from notifications.tray import Tray
from people.actions import change_access, follow_person
from people.models import Organisation, PersonTag, User
from posts.actions import withdraw_post
from posts.models import Post
from tags.models import Tag
from tests.factories import a_community, a_guest, a_member, a_person
from tests.factories.posts import a_post
from threads.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _place(organisation: Organisation) -> None:
    """Every letter says where it is from."""


@pytest.fixture
def author() -> User:
    return a_person("Fenna Postma")


def cups_of(*people: User) -> list[Cup]:
    return [Cup.objects.create(person=person, kind="coffee", day="2026-11-24") for person in people]


def texts(cups: list[Cup]) -> list[str | None]:
    """Made for all of them at once."""
    abouts = [{"cup": cup.pk} for cup in cups]
    write = letters.coffees(abouts)
    return [letter.body if (letter := write(about)) else None for about in abouts]


def readers(author: User) -> list[User]:
    """A member of a hidden community, a colleague, and a guest who is brought into it."""
    hidden = a_community(kind="hidden", manager=author)
    inside, outside, guest = a_person(), a_person(), a_guest()
    for person in (inside, guest):
        a_member(person, hidden)
    a_post(author, community=hidden, title="Alleen hier")
    a_post(author, title="Voor allemaal")
    for person in (inside, outside):
        follow_person(person, person=author)
    return [inside, outside, guest]


def test_each_reads_what_they_may_read_and_nothing_else(author: User) -> None:
    inside, outside, guest = map(str, texts(cups_of(*readers(author))))
    assert ("Alleen hier" in inside, "Voor allemaal" in inside) == (True, True)
    assert ("Alleen hier" in outside, "Voor allemaal" in outside) == (False, True)
    assert ("Alleen hier" in guest, "Voor allemaal" in guest) == (True, False)


def test_made_for_many_it_says_what_it_says_to_each_alone(author: User) -> None:
    cups = cups_of(*readers(author))
    alone = [texts([cup])[0] for cup in cups]
    for one, other in zip(texts(cups), alone, strict=True):
        assert without_key(one) == without_key(other)


def without_key(text: str | None) -> list[str]:
    """The way out is signed anew each time."""
    return [line for line in (text or "").splitlines() if "/meldingen/" not in line]


def test_a_question_is_asked_of_who_knows_and_has_not_answered(author: User) -> None:
    tag = Tag.objects.create(name="klei", slug="klei")
    question = a_post(author, kind="question", title="Hoe droog moet klei zijn?")
    question.tags.add(tag)
    knows, answered, other = a_person(), a_person(), a_person()
    for person in (knows, answered):
        PersonTag.objects.create(person=person, tag=tag, stance="knows")
    Message.objects.create(
        thread=question.thread,
        number=1,
        change=1,
        author=answered,
        html="<p>Zo.</p>",
        language="nl",
    )
    asked = [
        "Hoe droog" in (text or "") and "Waarom jij" in (text or "")
        for text in texts(cups_of(knows, answered, other))
    ]
    assert asked == [True, False, False]


def test_somebody_is_met_only_who_shows_that_tag_to_them(author: User) -> None:
    tag = Tag.objects.create(name="klei", slug="klei")
    a_post(author, title="Nieuw")
    me, knows = a_person(), a_person("Ravi Kemper")
    follow_person(me, person=author)
    PersonTag.objects.create(person=me, tag=tag, stance="learns")
    PersonTag.objects.create(person=knows, tag=tag, stance="knows")
    assert "Ravi Kemper" in str(texts(cups_of(me)))
    Cup.objects.all().delete()
    knows.profile.visibility = {"tags": "only_me"}
    knows.profile.save()
    assert "Ravi Kemper" not in str(texts(cups_of(me)))


def test_a_guest_meets_who_shares_a_community_with_them(author: User) -> None:
    _inside, outside, guest = readers(author)
    klei = Tag.objects.create(name="klei", slug="klei")
    PersonTag.objects.create(person=guest, tag=klei, stance="seeks")
    PersonTag.objects.create(person=outside, tag=klei, stance="knows")
    [alone] = texts(cups_of(guest))
    assert "#klei" not in str(alone)
    PersonTag.objects.create(person=author, tag=klei, stance="knows")
    guest.refresh_from_db()
    Cup.objects.all().delete()
    [met] = texts(cups_of(guest))
    assert "Fenna weet van #klei" in str(met)


def test_ten_cups_ask_hardly_more_than_two(author: User) -> None:
    a_post(author, title="Voor allemaal")
    people = [a_person() for _ in range(12)]
    for person in people:
        follow_person(person, person=author)

    def asked(cups: list[Cup]) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert None not in texts(cups)
        return len(captured)

    few, many = asked(cups_of(*people[:2])), asked(cups_of(*people[2:]))
    assert many <= few + 8


def test_who_may_no_longer_read_it_when_it_leaves_does_not(author: User) -> None:
    people = [a_person() for _ in range(3)]
    post = a_post(author, title="Voor allemaal")
    for cup in cups_of(*people):
        follow_person(cup.person, person=author)
        Letter.objects.create(kind="coffee", to=cup.person, about={"cup": cup.pk})
    ended = timezone.now() - timedelta(seconds=1)
    person = people[0]
    change_access(None, person=person, kind=person.kind, access_until=ended, is_active=True)
    assert not send_due()
    assert Letter.objects.filter(sent_at__isnull=False).count() == 2
    Letter.objects.all().delete()

    withdraw_post(author, post=Post.objects.get(pk=post.pk))
    for cup in Cup.objects.all():
        Letter.objects.create(kind="coffee", to=cup.person, about={"cup": cup.pk})
    assert not send_due()
    assert not Letter.objects.exists()


def test_what_was_taken_away_while_others_left_is_not_in_it(author: User) -> None:
    """Many are made ready at once; who may read what is asked again of each as it is written."""
    inside, outside, _ = cups_of(*readers(author))
    write = letters.coffees([{"cup": inside.pk}, {"cup": outside.pk}])
    assert write({"cup": outside.pk})
    hidden = Post.objects.get(title="Alleen hier")
    assert hidden.community is not None
    leave_community(inside.person, community=hidden.community)
    letter = write({"cup": inside.pk})
    assert letter is not None
    assert "Voor allemaal" in str(letter.body)
    assert "Alleen hier" not in str(letter.body)


def test_what_waits_is_counted_as_its_reader_may_see_it_now() -> None:
    place, me = a_community(kind="hidden"), a_person()
    Notice.objects.create(person=me, kind="waits", community=place, held_at=timezone.now())
    [cup] = cups_of(me)
    assert Tray([cup]).held(me) == 0
    a_member(me, place, role="manager")
    assert Tray([cup]).held(me) == 1
