"""A passkey is its owner’s, good once and here, and what no device would say is wrong in words."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from people.models import User
from tests.factories import a_person
from tests.people.doors import is_in, sign_in
from tests.people.keys import (
    PAGE,
    STEP,
    Key,
    a_passkey,
    asked_of_device,
    prove,
    to_second_step,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_localhost")]

OTHERS = {
    "nothing": "",
    "no json": "{",
    "a list": "[]",
    "a number": "7",
    "a word": '"x"',
    "no answer": '{"id": "x", "rawId": "x", "type": "public-key"}',
    "empty answer": '{"id":"eA","rawId":"eA","type":"public-key","response":{},"clientExtensionResults":{}}',
    "answer of letters": json.dumps(
        {
            "id": "eA",
            "rawId": "eA",
            "type": "public-key",
            "response": {
                "clientDataJSON": "eA",
                "attestationObject": "eA",
                "authenticatorData": "eA",
                "signature": "eA",
            },
            "clientExtensionResults": {},
        }
    ),
    "deep": "[" * 5000,
    "long": '{"id": "' + "x" * 100_000 + '"}',
}


def test_a_passkey_takes_the_second_step(person: User, home: Client) -> None:
    key = Key()
    a_passkey(home, key, name="Laptop van Het Peil")
    assert "Laptop van Het Peil" in home.get(PAGE).content.decode()

    door = to_second_step(person)
    asked = asked_of_device(door.get(STEP).content.decode())
    answer = door.post(STEP, {"credential": key.signed(asked), "way": "passkey"})

    assert answer["Location"] == "/"
    assert is_in(door, person)


def test_a_passkey_of_somebody_else_opens_nothing(person: User, home: Client) -> None:
    a_passkey(home, Key())
    thief, theirs, elsewhere = a_person(), Key(), Client()
    sign_in(elsewhere, thief.email)
    a_passkey(elsewhere, theirs)

    door = to_second_step(person)
    asked = asked_of_device(door.get(STEP).content.decode())

    assert door.post(STEP, {"credential": theirs.signed(asked)}).status_code == 422
    assert not is_in(door, person)


def test_an_answer_of_a_passkey_is_good_once_and_here(person: User, home: Client) -> None:
    key = Key()
    a_passkey(home, key)
    door = to_second_step(person)
    given = key.signed(asked_of_device(door.get(STEP).content.decode()))
    assert door.post(STEP, {"credential": given}).status_code == 302

    replayed = to_second_step(person)
    replayed.get(STEP)
    assert replayed.post(STEP, {"credential": given}).status_code == 422

    elsewhere = Key("evil.example")
    elsewhere.private, elsewhere.id = key.private, key.id
    door = to_second_step(person)
    asked = asked_of_device(door.get(STEP).content.decode())
    assert door.post(STEP, {"credential": elsewhere.signed(asked)}).status_code == 422


def test_nobody_takes_away_a_passkey_of_somebody_else(person: User, home: Client) -> None:
    a_passkey(home, Key())
    row = Authenticator.objects.get(type="webauthn")
    elsewhere = Client()
    sign_in(elsewhere, a_person().email)
    prove(elsewhere)

    for pk in (row.pk, 999_999):
        assert elsewhere.get(f"{PAGE}passkey/{pk}/weg/").status_code == 404
        assert elsewhere.post(f"{PAGE}passkey/{pk}/weg/").status_code == 404
    assert Authenticator.objects.filter(pk=row.pk).exists()


def test_taking_away_a_passkey(person: User, home: Client) -> None:
    a_passkey(home, Key())

    answer = home.post(f"{PAGE}passkey/{Authenticator.objects.get(type='webauthn').pk}/weg/")

    assert answer["Location"] == PAGE
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("case", OTHERS)
def test_what_no_device_would_say_is_wrong_in_words(person: User, home: Client, case: str) -> None:
    prove(home)
    home.get(f"{PAGE}passkey/")
    adding = home.post(f"{PAGE}passkey/", {"name": "x", "credential": OTHERS[case]})
    assert adding.status_code == 422
    assert not Authenticator.objects.exists()

    a_passkey(home, Key())
    door = to_second_step(person)
    door.get(STEP)
    assert door.post(STEP, {"credential": OTHERS[case]}).status_code == 422
    home.get("/aanmelden/opnieuw/passkey/")
    again = home.post("/aanmelden/opnieuw/passkey/", {"credential": OTHERS[case]})
    assert again.status_code == 422
    assert not is_in(door, person)


@pytest.mark.parametrize("name", ["", "\u200b", "x" * 61, "a\x00b", "dijk " * 210_000])
def test_a_passkey_has_a_name(home: Client, name: str) -> None:
    prove(home)
    asked = asked_of_device(home.get(f"{PAGE}passkey/").content.decode())

    answer = home.post(f"{PAGE}passkey/", {"name": name, "credential": Key().made(asked)})

    assert answer.status_code == 422
    assert "id_name_error" in answer.content.decode()
