"""What somebody must know of their own account, or asked for, is mailed whatever they allow a day."""

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from kenniscafe.models import Letter
from notifications.actions import choose_preferences
from people.accounts import end_access
from people.exporting import ask_export, forget_old_exports, make_export
from people.models import Export, User
from people.second_factor import tell_changed
from tests.factories import a_person, an_administrator
from tests.notifications.telling import after_work
from tests.people.test_devices import EDGE, FIREFOX, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("organisation")]


@pytest.fixture
def person() -> User:
    """Who wants no mail at all."""
    person = a_person("Fenna Postma")
    choose_preferences(person, budget=0, bundles=False, rhythm="never", quiet_days=list(range(7)))
    return person


def letters() -> list[EmailMultiAlternatives]:
    after_work()
    return [one for one in mail.outbox if isinstance(one, EmailMultiAlternatives)]


def test_a_new_device_is_mailed_with_what_it_is(person: User) -> None:
    signed_in(person, FIREFOX)
    signed_in(person, FIREFOX)  # without the cookie: another browser
    [letter] = letters()
    assert letter.to == [person.email]
    assert "Firefox op Windows" in str(letter.body)
    assert "/account/apparaten/" in str(letter.body)
    assert "Firefox op Windows" in str(letter.alternatives[0][0])
    assert "Waarom krijg je dit?" in str(letter.body)


def test_a_first_device_and_one_that_is_known_are_no_news(person: User) -> None:
    signed_in(person, EDGE).get("/")
    assert letters() == []


def test_a_change_of_the_second_step_is_one_mail_however_many_steps_it_takes(person: User) -> None:
    tell_changed(person)
    tell_changed(person)
    assert len(letters()) == 1
    tell_changed(person)
    assert len(letters()) == 2, "another change, another mail"


def test_who_asked_for_their_data_is_mailed_when_it_stands_ready(person: User) -> None:
    ask_export(person)
    [letter] = letters()
    assert "/account/mijn-gegevens/" in str(letter.body)
    key = str(Export.objects.get(person=person).key)
    assert key not in str(letter.body) + str(letter.alternatives), "only who signs in gets it"


def test_what_is_no_longer_there_is_not_mailed(person: User) -> None:
    ask_export(person)
    make_export(person.pk)
    Export.objects.update(
        ready_at=timezone.now() - Export.KEPT, asked_at=timezone.now() - Export.KEPT
    )
    forget_old_exports()
    assert letters() == []


def test_nothing_leaves_to_whose_account_is_ended_meanwhile(person: User) -> None:
    tell_changed(person)
    signed_in(person)
    signed_in(person)
    end_access(an_administrator(), person=person, reason="Weg.")
    assert letters() == []
    assert not Letter.objects.filter(to=person, sent_at=None).exists()


def test_nor_to_whose_last_day_has_passed_when_it_leaves(person: User) -> None:
    """By the clock, which takes no letter away."""
    tell_changed(person)
    signed_in(person)
    signed_in(person)
    ask_export(person)
    make_export(person.pk)
    kinds = {letter.kind for letter in Letter.objects.filter(to=person, sent_at=None)}
    assert kinds == {"second factor", "new device", "export"}
    User.objects.filter(pk=person.pk).update(access_until=timezone.now())
    assert letters() == []


def test_an_english_reader_gets_it_in_english(person: User) -> None:
    User.objects.filter(pk=person.pk).update(language="en")
    tell_changed(person)
    signed_in(person)
    signed_in(person)
    ask_export(person)
    assert len(letters()) == 3
    assert all("Why do you get this?" in str(letter.body) for letter in letters())
