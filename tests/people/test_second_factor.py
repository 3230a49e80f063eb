"""A second step: asked of whoever has one, by every way in, and given by nobody but its owner."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from kenniscafe import events as machinery
from people.events import SecondFactorChanged
from people.models import User
from people.passwords import new_password_link
from tests.people.doors import is_in, sign_in
from tests.people.keys import (
    PAGE,
    STEP,
    Key,
    a_passkey,
    an_app,
    code_of,
    codes_shown,
    prove,
    to_second_step,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_localhost")]


def test_nobody_changes_how_they_sign_in_without_proving_again_who_they_are(home: Client) -> None:
    for path in ("app/", "passkey/", "herstelcodes/nieuw/"):
        assert home.get(PAGE + path)["Location"].startswith("/aanmelden/opnieuw/?next=")

    wrong = home.post("/aanmelden/opnieuw/", {"password": "niet dit"})
    assert wrong.status_code == 422
    assert "id_password_error" in wrong.content.decode()

    prove(home)
    assert home.get(f"{PAGE}app/").status_code == 200


def test_after_the_password_comes_the_code(person: User, home: Client) -> None:
    secret = an_app(home)
    cache.clear()

    door = to_second_step(person)
    assert not is_in(door, person)
    assert door.get("/account/").status_code == 302

    assert door.post(STEP, {"code": "000000"}).status_code == 422
    answer = door.post(STEP, {"code": code_of(secret)})

    assert answer["Location"] == "/"
    assert is_in(door, person)


def test_a_code_that_was_used_is_no_code(person: User, home: Client) -> None:
    secret = an_app(home)
    cache.clear()
    code = code_of(secret)

    assert to_second_step(person).post(STEP, {"code": code}).status_code == 302
    replayed = to_second_step(person)

    assert replayed.post(STEP, {"code": code}).status_code == 422
    assert not is_in(replayed, person)


def test_five_wrong_codes_and_somebody_waits(person: User, home: Client) -> None:
    secret = an_app(home)
    cache.clear()
    door = to_second_step(person)
    for _ in range(5):
        assert door.post(STEP, {"code": "000000"}).status_code == 422

    assert door.post(STEP, {"code": code_of(secret)}).status_code == 429
    assert to_second_step(person).post(STEP, {"code": code_of(secret)}).status_code == 429


@pytest.mark.parametrize("code", ["", "x" * 21, "1\x002345", "١٢٣٤٥٦", "9" * 2_000_000])
def test_nonsense_for_a_code_is_wrong_in_words(person: User, home: Client, code: str) -> None:
    an_app(home)
    cache.clear()

    answer = to_second_step(person).post(STEP, {"code": code})

    assert answer.status_code == 422
    assert "id_code_error" in answer.content.decode()


def test_a_recovery_code_works_once(person: User, home: Client) -> None:
    an_app(home)
    codes = codes_shown(home)
    assert len(set(codes)) == 10
    cache.clear()

    door = to_second_step(person)
    assert door.post(STEP, {"code": codes[0], "way": "recovery"}).status_code == 302
    again = to_second_step(person)

    assert again.post(STEP, {"code": codes[0], "way": "recovery"}).status_code == 422
    assert "9 van de 10 over" in home.get(PAGE).content.decode()


def test_recovery_codes_are_shown_once_and_new_ones_end_the_old(person: User, home: Client) -> None:
    an_app(home)
    old = codes_shown(home)
    assert codes_shown(home) == []

    home.post(f"{PAGE}herstelcodes/nieuw/")
    new = codes_shown(home)

    assert not set(old) & set(new)
    cache.clear()
    assert to_second_step(person).post(STEP, {"code": old[0]}).status_code == 422


def test_without_the_last_second_step_the_password_is_enough_again(
    person: User, home: Client
) -> None:
    an_app(home)
    assert "Het is je enige tweede stap." in home.get(f"{PAGE}app/weg/").content.decode()

    home.post(f"{PAGE}app/weg/")

    assert not Authenticator.objects.exists(), "codes for recovery went with it"
    assert sign_in(Client(), person.email)["Location"] == "/"


def test_one_second_step_of_two_may_go(person: User, home: Client) -> None:
    a_passkey(home, Key())
    an_app(home)

    home.post(f"{PAGE}app/weg/")

    assert "Het is je enige" not in home.get(f"{PAGE}app/weg/").content.decode()
    assert {row.type for row in Authenticator.objects.all()} == {"webauthn", "recovery_codes"}
    to_second_step(person)


def test_staying_signed_in_holds_across_the_second_step(person: User, home: Client) -> None:
    secret = an_app(home)
    cache.clear()
    door = Client()
    sign_in(door, person.email, remember="on")

    door.post(STEP, {"code": code_of(secret)})

    assert door.cookies["sessionid"]["max-age"] == 30 * 24 * 3600


def test_a_device_that_may_be_trusted_is_not_asked_again_until_the_password_changes(
    person: User, home: Client
) -> None:
    secret = an_app(home)
    cache.clear()
    door = to_second_step(person)
    assert door.post(STEP, {"code": code_of(secret), "trust": "on"})["Location"] == "/"
    door.post("/afmelden/")

    assert sign_in(door, person.email)["Location"] == "/"
    assert sign_in(Client(), person.email)["Location"] == STEP

    person.set_password("een heel ander wachtwoord")
    person.save()
    door.post("/afmelden/")
    assert sign_in(door, person.email, "een heel ander wachtwoord")["Location"] == STEP


def test_no_device_is_trusted_that_nobody_said_may_be(person: User, home: Client) -> None:
    secret = an_app(home)
    cache.clear()
    door = to_second_step(person)
    door.post(STEP, {"code": code_of(secret)})
    door.post("/afmelden/")

    assert sign_in(door, person.email)["Location"] == STEP


def test_a_new_password_by_mail_is_no_way_round_it(person: User, home: Client) -> None:
    an_app(home)
    door = Client()
    person.refresh_from_db()
    link = "/" + new_password_link(person).split("/", 3)[3]
    form = door.get(link)["Location"]

    answer = door.post(form, {"password1": "vier heel gewone woorden"})

    assert answer["Location"] == STEP
    assert not is_in(door, person)


def test_whose_access_ends_between_the_steps_stays_outside(person: User, home: Client) -> None:
    secret = an_app(home)
    cache.clear()
    door = to_second_step(person)
    User.objects.update(access_until=timezone.now() - timedelta(seconds=1))

    door.post(STEP, {"code": code_of(secret)})

    assert door.get("/account/")["Location"].startswith("/aanmelden/")


def test_a_change_is_told(person: User, home: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[machinery.Event] = []
    monkeypatch.setattr("people.second_factor.publish", told.append)

    an_app(home)
    home.post(f"{PAGE}app/weg/")

    assert told == [SecondFactorChanged(person.pk)] * 2


def test_the_second_step_exists_for_nobody_who_did_not_take_the_first(
    organisation: object,
) -> None:
    assert Client().get(STEP)["Location"] == "/aanmelden/"
    assert Client().post(STEP, {"code": "123456"})["Location"] == "/aanmelden/"


@pytest.mark.parametrize(
    "name",
    [
        "mfa_trust",
        "mfa_login_webauthn",
        "mfa_signup_webauthn",
        "mfa_list_webauthn",
        "mfa_edit_webauthn",
    ],
)
def test_of_allauth_nothing_else_can_be_reached(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)
    with pytest.raises(NoReverseMatch):
        reverse(name, args=[1])
