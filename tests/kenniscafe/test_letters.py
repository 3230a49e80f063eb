"""What leaves by mail leaves once, whatever happens on the way."""

import email
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import override_settings
from django.utils import timezone

from kenniscafe.letters import FolderBackend, forget_sent, send_due
from kenniscafe.mail import compose, queue_many, try_again
from kenniscafe.models import Letter
from people.actions import ask_new_password
from people.models import User
from tests.at_once import at_once
from tests.factories import a_person
from tests.kenniscafe.post_office import (
    PostOffice,
    a_server_that_says_nothing,
    free_port,
    open_post_office,
    sends_to,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with open_post_office() as office:
        yield office


def a_letter(person: User | None = None) -> Letter:
    ask_new_password(email=(person or a_person()).email)
    return Letter.objects.latest("pk")


def later(**wait: float) -> None:
    Letter.objects.filter(sent_at=None).update(next_at=timezone.now() - timedelta(**wait))


def test_a_letter_leaves_once(office: PostOffice) -> None:
    letter = a_letter()
    assert not send_due()
    assert not send_due()
    assert office.ids() == [f"<{letter.key}@localhost>"]
    assert office.taken[0]["Auto-Submitted"] == "auto-generated"


def test_letters_leave_in_one_call_until_all_have_gone(office: PostOffice) -> None:
    person = a_person()
    queue_many("new password", [(person.pk, {"email": person.email})] * 30)
    send_due()
    assert len(set(office.ids())) == 30


def test_where_nobody_answers_a_letter_waits_and_others_are_not_kept_waiting() -> None:
    letters = [a_letter(), a_letter()]
    with sends_to(free_port()):
        assert not send_due()
    for letter in letters:
        letter.refresh_from_db()
    assert [letter.attempts for letter in letters] == [1, 0]
    assert letters[0].next_at > timezone.now() + timedelta(seconds=50)
    assert "refused" in letters[0].fault
    later(seconds=1)
    with open_post_office() as office:
        send_due()
        assert len(office.taken) == 2


def test_a_silent_server_costs_one_wait() -> None:
    for _ in range(3):
        a_letter()
    with a_server_that_says_nothing():
        began = timezone.now()
        assert not send_due()
    assert timezone.now() - began < timedelta(seconds=1.5)
    assert Letter.objects.filter(attempts=0).count() == 2


def test_a_refused_address_holds_up_nobody_and_is_left_to_a_person(office: PostOffice) -> None:
    refused, other = a_person(), a_person()
    office.refused[refused.email] = "550 5.1.1 No such box"
    letter = a_letter(refused)
    a_letter(other)
    send_due()
    assert [taken["To"] for taken in office.taken] == [other.email]
    letter.refresh_from_db()
    assert letter.failed_at
    assert letter.fault == "550 5.1.1 No such box"
    office.refused.clear()
    assert try_again(Letter.objects.filter(pk=letter.pk)) == 1
    send_due()
    assert len(office.taken) == 2


def test_an_address_refused_for_now_is_tried_again(office: PostOffice) -> None:
    person = a_person()
    office.refused[person.email] = "451 Later please"
    letter = a_letter(person)
    send_due()
    letter.refresh_from_db()
    assert not letter.failed_at
    office.refused.clear()
    later(seconds=1)
    send_due()
    assert len(office.taken) == 1


def test_after_three_days_a_person_has_to_look() -> None:
    letter = a_letter()
    Letter.objects.update(queued_at=timezone.now() - timedelta(days=3, minutes=1))
    with sends_to(free_port()):
        send_due()
    letter.refresh_from_db()
    assert letter.failed_at


def test_a_server_that_dies_after_taking_a_letter_gets_the_same_one_again(
    office: PostOffice,
) -> None:
    a_letter()
    office.dies_after = 1
    send_due()
    later(seconds=1)
    send_due()
    assert len(office.ids()) == 2
    assert len(set(office.ids())) == 1


def test_a_killed_process_lets_go_after_some_minutes(office: PostOffice) -> None:
    letter = a_letter()
    Letter.objects.update(
        next_at=timezone.now() + timedelta(minutes=5), attempts=1
    )  # taken, then killed
    send_due()
    assert office.taken == []
    later(seconds=1)
    send_due()
    assert office.ids() == [f"<{letter.key}@localhost>"]


@pytest.mark.django_db(transaction=True)
def test_two_that_send_at_once_send_nothing_twice(office: PostOffice) -> None:
    person = a_person()
    queue_many("new password", [(person.pk, {"email": person.email})] * 40)

    assert at_once(send_due, send_due) == []
    assert len(office.ids()) == len(set(office.ids())) == 40


def test_what_may_no_longer_leave_is_thrown_away(office: PostOffice) -> None:
    person = a_person()
    a_letter(person)
    User.objects.filter(pk=person.pk).update(is_active=False)
    send_due()
    assert office.taken == []
    assert not Letter.objects.exists()


def test_a_letter_that_cannot_be_written_holds_up_no_other(office: PostOffice) -> None:
    Letter.objects.create(kind="a kind that nobody writes")
    a_letter()
    send_due()
    assert len(office.taken) == 1
    broken = Letter.objects.get(kind="a kind that nobody writes")
    assert broken.fault == "KeyError"


def test_unsent_letters_go_with_whom_they_are_to() -> None:
    person = a_person()
    queue_many("new password", [(person.pk, {"email": person.email})])
    person.delete()
    assert not Letter.objects.exists()


def test_sent_letters_are_kept_for_two_weeks(office: PostOffice) -> None:
    a_letter()
    send_due()
    forget_sent()
    assert Letter.objects.count() == 1
    Letter.objects.update(sent_at=timezone.now() - timedelta(days=15))
    forget_sent()
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    "name", ["Noor\r\nBcc: all@example.org", "Noor\nX: y", 'Noor" <a@b.example>']
)
def test_a_name_adds_no_line_to_a_letter(office: PostOffice, name: str) -> None:
    """Names come from people, and from whatever brings people in."""
    context = {"person": a_person(name=name), "place": name, "link": "https://x.example"}
    letter = compose(
        "new_password", to="a@example.org", language="nl", context=context, sender=name
    )
    letter.extra_headers["Message-ID"] = "<x@localhost>"
    letter.send()
    [taken] = office.taken
    assert taken["To"] == "a@example.org"
    assert taken["Bcc"] is None
    assert taken["X"] is None
    assert "kenniscafe@localhost" in taken["From"]


def test_without_a_mail_server_a_letter_is_a_file(tmp_path: Path) -> None:
    letter = a_letter()
    with override_settings(
        EMAIL_BACKEND=f"{FolderBackend.__module__}.FolderBackend", EMAIL_FILE_PATH=tmp_path
    ):
        send_due()
    [file] = tmp_path.iterdir()
    assert file.suffix == ".eml"
    written = email.message_from_bytes(file.read_bytes())
    assert written["Message-ID"] == f"<{letter.key}@localhost>"


def test_a_mail_server_is_spoken_to_as_mail_servers_are(office: PostOffice) -> None:
    """Else every test above proves nothing."""
    a_letter()
    send_due()
    [taken] = office.taken
    kinds = [part.get_content_type() for part in taken.walk()]
    assert kinds == [
        "multipart/related",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "image/png",
    ]
