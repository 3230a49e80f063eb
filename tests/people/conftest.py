"""The door as a visitor meets it, and two colleagues of whom one goes away."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from people.absence import agree_to_stand_in, go_away
from people.models import Absence, Organisation, User
from tests.factories import a_person
from tests.people.away import days
from tests.people.doors import sign_in
from tests.people.leaving import a_life


@pytest.fixture
def door(organisation: Organisation) -> Client:
    return Client()


@pytest.fixture
def noor() -> User:
    return a_person("Noor Terwiel")


@pytest.fixture
def marleen() -> User:
    return a_person("Marleen Dekkers")


@pytest.fixture
def gone(noor: User, marleen: User) -> Absence:
    """Noor is away, and Marleen agreed to stand in."""
    absence = go_away(noor, **days(0, 5), stand_in=marleen)
    return agree_to_stand_in(marleen, absence=absence)


@pytest.fixture
def life(noor: User) -> dict[str, Any]:
    return a_life(noor)


@pytest.fixture
def on_localhost(settings: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where browsers give a passkey without TLS."""
    monkeypatch.setattr("django.test.client.RequestFactory._base_environ", _on_localhost)


def _on_localhost(factory: object, **request: object) -> dict[str, object]:
    return _usual(factory, **request) | {"SERVER_NAME": "localhost"} | request


_usual = Client._base_environ


@pytest.fixture
def person(organisation: object) -> User:
    return a_person()


@pytest.fixture
def home(person: User) -> Client:
    """A browser in which they are signed in."""
    door = Client()
    sign_in(door, person.email)
    return door


@pytest.fixture
def own_folders(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"
