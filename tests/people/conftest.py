"""The door as a visitor meets it."""

import pytest
from django.test import Client

from people.models import Organisation


@pytest.fixture
def door(organisation: Organisation) -> Client:
    return Client()
