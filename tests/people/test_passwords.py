import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from people import passwords
from people.actions import add_person
from people.models import User
from tests.factories import PASSWORD, a_person
from tests.factories.people import an_ended_guest, somebody_imported, somebody_inactive
from tests.people.doors import is_in, link_in, mail_after_work, sign_in

NEW = "vier gewone woorden samen"


def ask(client: Client, email: str) -> object:
    return client.post("/wachtwoord-vergeten/", {"email": email})


def choose(client: Client, link: str, password: str = NEW) -> object:
    page = client.get(link)
    return (
        client.post(page["Location"], {"password1": password}) if page.status_code == 302 else page
    )


def aged(tokens: type[PasswordResetTokenGenerator], age: timedelta) -> PasswordResetTokenGenerator:
    class Aged(tokens):  # type: ignore[misc, valid-type]
        def _now(self) -> datetime:
            return super()._now() - age  # type: ignore[no-any-return]

    return Aged()


def test_a_forgotten_password_is_mailed_by_a_task(door: Client) -> None:
    person = a_person("Noor Terwiel")

    answer = ask(door, person.email.upper())

    assert answer["Location"] == "/wachtwoord-vergeten/verstuurd/"
    assert (DBTaskResult.objects.count(), mail.outbox) == (1, [])
    [sent] = mail_after_work()
    assert sent.to == [person.email]
    assert "Waterschap Test" in sent.subject
    [(html, _kind)] = sent.alternatives
    assert link_in(sent) in html


@pytest.mark.parametrize("nobody", [an_ended_guest, somebody_inactive, somebody_imported])
def test_who_may_not_enter_gets_no_mail(door: Client, nobody: Callable[[], User]) -> None:
    ask(door, nobody().email)

    assert mail_after_work() == []


def words_of(query: dict[str, str]) -> str:
    """What is asked, without the numbers that a connection gives its savepoints."""
    return re.sub(r"_x\d+", "", " ".join(query["sql"].split()[:4]))


def test_asking_does_the_same_for_every_address(door: Client) -> None:
    known, unknown = a_person().email, "niemand@example.org"
    door.get("/aanmelden/")

    with CaptureQueriesContext(
        connection,
    ) as for_known:
        first = ask(door, known)
    with CaptureQueriesContext(connection) as for_unknown:
        second = ask(door, unknown)

    assert [words_of(query) for query in for_known] == [words_of(query) for query in for_unknown]
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]


def test_a_mail_speaks_the_language_of_its_reader(door: Client) -> None:
    person = a_person(language="en")

    ask(door, person.email)

    [sent] = mail_after_work()
    assert sent.subject == "A new password for the Kenniscafé of Waterschap Test"


def test_the_link_works_once_and_signs_other_devices_off(door: Client) -> None:
    person, elsewhere = a_person(), Client()
    sign_in(elsewhere, person.email)
    ask(door, person.email)
    link = link_in(mail_after_work()[0])

    chosen = choose(door, link)

    assert chosen.status_code == 302
    assert is_in(door, person)
    assert elsewhere.get("/account/").status_code == 302
    assert sign_in(Client(), person.email).status_code == 422
    assert sign_in(Client(), person.email, NEW).status_code == 302
    assert choose(Client(), link).status_code == 410


def test_a_chosen_password_lets_in_whoever_had_to_wait(door: Client) -> None:
    person = a_person()
    for _ in range(6):
        sign_in(Client(), person.email, "niet dit wachtwoord")
    ask(door, person.email)
    choose(door, link_in(mail_after_work()[0]))

    assert sign_in(Client(), person.email, NEW).status_code == 302


@pytest.mark.parametrize(("minutes", "status"), [(29, 302), (31, 410)])
def test_the_link_lasts_half_an_hour(door: Client, minutes: int, status: int) -> None:
    tokens = aged(PasswordResetTokenGenerator, timedelta(minutes=minutes))

    answer = door.get(passwords._link(a_person(), tokens).removeprefix("http://localhost:8000"))

    assert answer.status_code == status


@pytest.mark.parametrize(("hours", "status"), [(7 * 24 - 1, 302), (7 * 24 + 1, 410)])
def test_the_first_link_lasts_a_week(door: Client, hours: int, status: int) -> None:
    tokens = aged(passwords.FirstLinks, timedelta(hours=hours))
    person = add_person(None, email="nieuw@example.org", name="Nieuw")

    answer = door.get(passwords._link(person, tokens).removeprefix("http://localhost:8000"))

    assert answer.status_code == status


def test_a_link_ends_with_the_access_of_its_owner(door: Client) -> None:
    link = passwords.new_password_link(an_ended_guest()).removeprefix("http://localhost:8000")

    assert door.get(link).status_code == 410


def test_a_weak_password_is_refused_in_words(door: Client) -> None:
    person = a_person()
    ask(door, person.email)

    answer = choose(door, link_in(mail_after_work()[0]), "kort")

    assert answer.status_code == 422
    assert "12" in answer.content.decode()
    assert not is_in(door, person)


def test_changing_a_password_asks_for_the_old_one_and_keeps_only_this_device(
    door: Client,
) -> None:
    person, elsewhere = a_person(), Client()
    sign_in(door, person.email)
    sign_in(elsewhere, person.email)
    address = "/account/wachtwoord/"

    refused = door.post(address, {"oldpassword": "niet dit", "password1": NEW})
    done = door.post(address, {"oldpassword": PASSWORD, "password1": NEW})

    assert refused.status_code == 422
    assert (done.status_code, done["Location"]) == (302, "/account/")
    assert door.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
