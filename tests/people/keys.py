"""A phone with codes and a device with a passkey, as the browser hands over what they give."""

import json
import re
from hashlib import sha256
from typing import Any

from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from people.models import User
from tests.factories import PASSWORD
from tests.people.doors import sign_in

PAGE = "/account/apparaten/"
STEP = "/aanmelden/tweede-stap/"
PRESENT_AND_VERIFIED = 0x05


def code_of(secret: str) -> str:
    [counter] = yield_hotp_counters_from_time()
    return format_hotp_value(hotp_value(secret, counter))


def prove(door: Client) -> None:
    """The password once more, as is asked before something changes."""
    assert door.post("/aanmelden/opnieuw/", {"password": PASSWORD}).status_code == 302


def an_app(door: Client) -> str:
    prove(door)
    page = door.get(f"{PAGE}app/").content.decode()
    secret = re.search(r'class="key">(\w+)<', page)
    assert secret is not None
    answer = door.post(f"{PAGE}app/", {"code": code_of(secret[1])})
    assert answer.status_code == 302
    return secret[1]


def codes_shown(door: Client) -> list[str]:
    return re.findall(r"<li>(\d{8})</li>", door.get(f"{PAGE}herstelcodes/").content.decode())


def to_second_step(person: User) -> Client:
    door = Client()
    assert sign_in(door, person.email)["Location"] == STEP
    return door


def asked_of_device(page: str) -> dict[str, Any]:
    found = re.search(r'data-passkey-options-value="([^"]+)"', page)
    assert found is not None
    asked: dict[str, Any] = json.loads(found[1].replace("&quot;", '"'))
    return asked["publicKey"]  # type: ignore[no-any-return]


class Key:
    def __init__(self, host: str = "localhost") -> None:
        self.host = host
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.id = sha256(str(id(self)).encode()).digest()

    def made(self, asked: dict[str, Any]) -> str:
        credential = AttestedCredentialData.create(
            Aaguid.NONE, self.id, ES256.from_cryptography_key(self.private.public_key())
        )
        flags = AuthenticatorData.FLAG(PRESENT_AND_VERIFIED | AuthenticatorData.FLAG.AT)
        data = AuthenticatorData.create(self._of_host(), flags, 0, credential)
        attestation = AttestationObject.create("none", data, {})
        return self._given(
            {
                "clientDataJSON": websafe_encode(self._client("create", asked)),
                "attestationObject": websafe_encode(attestation),
            }
        )

    def signed(self, asked: dict[str, Any]) -> str:
        data = AuthenticatorData.create(self._of_host(), PRESENT_AND_VERIFIED, 1)
        client = self._client("get", asked)
        signature = self.private.sign(data + sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._given(
            {
                "clientDataJSON": websafe_encode(client),
                "authenticatorData": websafe_encode(data),
                "signature": websafe_encode(signature),
            }
        )

    def _of_host(self) -> bytes:
        return sha256(self.host.encode()).digest()

    def _client(self, act: str, asked: dict[str, Any]) -> bytes:
        return CollectedClientData.create(
            f"webauthn.{act}", asked["challenge"], f"https://{self.host}"
        )

    def _given(self, response: dict[str, str]) -> str:
        name = websafe_encode(self.id)
        given = {"id": name, "rawId": name, "type": "public-key", "response": response}
        return json.dumps(given | {"clientExtensionResults": {}})


def a_passkey(door: Client, key: Key, name: str = "Laptop") -> None:
    prove(door)
    asked = asked_of_device(door.get(f"{PAGE}passkey/").content.decode())
    answer = door.post(f"{PAGE}passkey/", {"name": name, "credential": key.made(asked)})
    assert answer.status_code == 302, answer.content.decode()
