import pytest
from django.test import Client

from people.models import Organisation, User


@pytest.fixture(autouse=True)
def _a_clean_cache() -> None:
    from django.core.cache import cache

    cache.clear()


@pytest.fixture
def organisation(db: None) -> Organisation:
    found, _ = Organisation.objects.get_or_create(id=1, defaults={"name": "Waterschap Test"})
    return found


class Visitor(Client):
    """A browser of one person: `visit(person)` signs in without the form."""

    def visit(self, person: User) -> "Visitor":
        self.force_login(person, backend="people.sign_in.CurrentPeopleBackend")
        return self


@pytest.fixture
def visitor(organisation: Organisation) -> Visitor:
    return Visitor()
