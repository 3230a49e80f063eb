"""The door as a visitor meets it, and two colleagues of whom one goes away."""

from typing import Any

import pytest
from django.test import Client

from people.absence import agree_to_stand_in, go_away
from people.models import Absence, Organisation, User
from tests.factories import a_person
from tests.people.away import days
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
