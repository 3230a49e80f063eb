import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from pytest_django import Settings

from people.models import User
from tests.factories import PASSWORD, a_person
from tests.factories.people import an_ended_guest, somebody_imported, somebody_inactive
from tests.people.doors import is_in, sign_in

WAYS_THAT_FAIL: dict[str, Callable[[], tuple[str, str]]] = {
    "unknown address": lambda: ("niemand@example.org", PASSWORD),
    "wrong password": lambda: (a_person().email, "niet dit wachtwoord"),
    "guest whose access ended": lambda: (an_ended_guest().email, PASSWORD),
    "inactive person": lambda: (somebody_inactive().email, PASSWORD),
    "imported person": lambda: (somebody_imported().email, PASSWORD),
}


class CountingHasher(MD5PasswordHasher):
    hashed = 0

    def encode(self, password: str, salt: str) -> str:
        CountingHasher.hashed += 1
        return super().encode(password, salt)


def without_what_was_typed(page: bytes, email: str) -> str:
    text = page.decode().replace(email, "…")
    return re.sub(r'(csrfmiddlewaretoken" value=|X-CSRFToken": |nonce=)"[^"]+"', "", text)


def test_somebody_signs_in_whatever_capitals_they_type(door: Client) -> None:
    person = a_person()

    answer = sign_in(door, person.email.upper())

    assert (answer.status_code, answer["Location"]) == (302, reverse("today"))
    assert is_in(door, person)


def test_signing_in_leads_back_to_the_page_that_was_asked_for(door: Client) -> None:
    asked = door.get("/mensen/?name=noor")
    door.get(asked["Location"])

    answer = sign_in(door, a_person().email, next="/mensen/?name=noor")

    assert asked["Location"] == "/aanmelden/?next=/mensen/%3Fname%3Dnoor"
    assert answer["Location"] == "/mensen/?name=noor"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:x"])
def test_signing_in_never_leads_to_another_site(door: Client, elsewhere: str) -> None:
    answer = sign_in(door, a_person().email, next=elsewhere)

    assert answer["Location"] == reverse("today")


@pytest.mark.parametrize("way", WAYS_THAT_FAIL)
def test_every_failed_way_in_gets_the_same_answer(door: Client, way: str) -> None:
    known = a_person()
    usual = sign_in(door, known.email, "niet dit wachtwoord")
    cache.clear()
    email, password = WAYS_THAT_FAIL[way]()

    answer = sign_in(Client(), email, password)

    assert answer.status_code == usual.status_code == 422
    assert without_what_was_typed(answer.content, email) == without_what_was_typed(
        usual.content, known.email
    )
    assert email in answer.content.decode()


@pytest.mark.parametrize("way", WAYS_THAT_FAIL)
def test_every_failed_way_in_takes_the_same_work(
    door: Client, settings: Settings, way: str
) -> None:
    settings.PASSWORD_HASHERS = ["tests.people.test_sign_in.CountingHasher"]
    email, password = WAYS_THAT_FAIL[way]()
    CountingHasher.hashed = 0

    sign_in(door, email, password)

    assert CountingHasher.hashed == 1


@pytest.mark.parametrize("email", ["known", "niemand@example.org"])
def test_after_five_wrong_tries_somebody_waits(door: Client, email: str) -> None:
    person = a_person()
    tried = person.email if email == "known" else email
    for _ in range(5):
        assert sign_in(door, tried, "niet dit wachtwoord").status_code == 422

    answer = sign_in(door, tried, PASSWORD)

    assert answer.status_code == 429
    assert "Wait a moment" in answer.content.decode() or "Even wachten" in answer.content.decode()
    assert not is_in(door, person)


def test_an_office_behind_one_address_comes_in_at_nine() -> None:
    """Sixty people in one minute, of whom every other one mistypes once."""
    for number in range(60):
        person, door = a_person(), Client()
        if number % 2:
            assert sign_in(door, person.email, "niet dit wachtwoord").status_code == 422
        assert sign_in(door, person.email)["Location"] == "/"


def test_signing_in_gives_a_new_session_and_signing_out_kills_it(door: Client) -> None:
    person = a_person()
    door.get("/aanmelden/")
    session = door.session
    session["planted"] = "by somebody else"
    session.save()
    door.cookies["sessionid"] = planted = session.session_key

    sign_in(door, person.email)
    mine = door.cookies["sessionid"].value
    door.post("/afmelden/")

    assert mine not in ("", planted)
    assert not Session.objects.filter(session_key__in=[planted, mine]).exists()
    stolen = Client()
    stolen.cookies["sessionid"] = mine
    assert stolen.get("/account/")["Location"].startswith("/aanmelden/")


@pytest.mark.parametrize(("remember", "age"), [("on", 30 * 24 * 3600), ("", "")])
def test_staying_signed_in_is_a_choice(door: Client, remember: str, age: object) -> None:
    sign_in(door, a_person().email, remember=remember)

    assert door.cookies["sessionid"]["max-age"] == age


def test_a_guest_is_out_the_moment_their_access_ends(door: Client) -> None:
    guest = a_person(kind="guest")
    sign_in(door, guest.email)
    assert door.get("/account/").status_code == 200

    User.objects.filter(pk=guest.pk).update(access_until=timezone.now() - timedelta(seconds=1))

    assert door.get("/account/").status_code == 302


@pytest.mark.parametrize(
    "name", ["account_signup", "account_email", "account_set_password", "account_inactive"]
)
def test_there_is_no_other_door(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_signing_out_is_a_post(door: Client) -> None:
    assert door.get("/afmelden/").status_code == 405
    assert door.post("/afmelden/")["Location"] == "/aanmelden/"


def test_a_reader_without_account_chooses_a_language_too(door: Client) -> None:
    door.post("/taal/", {"language": "en", "next": "/aanmelden/"})

    assert '<html lang="en"' in door.get("/aanmelden/").content.decode()
