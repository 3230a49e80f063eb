"""Installations that stand by themselves: a data directory each, and the commands that somebody types."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.databases import a_migrated_file
from tests.servers import manage

EMAIL = "jansje@example.org"
PASSWORD = "koffie met kruidkoek"
SOMEBODY = f"""
from people.models import Organisation, Profile, User
Organisation.objects.create(id=1, name="Waterschap Test")
person = User(email="{EMAIL}", name="Jansje", handle="jansje")
person.set_password("{PASSWORD}")
person.save()
Profile.objects.create(person=person)
"""


@pytest.fixture(scope="session")
def _migrated(request: pytest.FixtureRequest) -> Path:
    return a_migrated_file(request.config.cache.mkdir("database"))


@pytest.fixture(scope="session")
def _opened(_migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("opened")
    shutil.copy(_migrated, data / "kenniscafe.sqlite3")
    done = manage(data, "shell", "-c", SOMEBODY)
    assert done.returncode == 0, done.stderr
    return data


@pytest.fixture
def empty(_migrated: Path, tmp_path: Path) -> Path:
    """The data directory of a café that nobody has opened yet."""
    data = tmp_path / "empty"
    data.mkdir()
    shutil.copy(_migrated, data / "kenniscafe.sqlite3")
    return data


@pytest.fixture
def data(_opened: Path, tmp_path: Path) -> Path:
    """The data directory of a café where Jansje may sign in."""
    return Path(shutil.copytree(_opened, tmp_path / "data"))


@contextmanager
def signed_in(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=30) as browser:
        fields = hidden_fields(browser.get("/aanmelden/").text)
        typed = fields | {"login": EMAIL, "password": PASSWORD}
        answer = browser.post("/aanmelden/", data=typed)
        assert answer.status_code == 302, answer.text
        yield browser


def hidden_fields(page: str) -> dict[str, str]:
    """Of the one form in the middle of the page."""
    main = page[page.index("<main") :]
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', main)
    return dict(fields)


class Proxy:
    """A visitor behind the proxy that ends TLS: what it hears as https, the café hears as http."""

    def __init__(self, address: str, more: dict[str, str] | None = None) -> None:
        self.address = address
        self.headers = {"host": "cafe.example.org", "x-forwarded-proto": "https"}
        self.headers |= {"referer": "https://cafe.example.org/"} | (more or {})

    def get(self, path: str) -> httpx.Response:
        return httpx.get(self.address + path, headers=self.headers, timeout=30)

    def post(self, path: str, **typed: str) -> httpx.Response:
        page = self.get(path)
        cookies = "; ".join(f"{name}={value}" for name, value in page.cookies.items())
        form = hidden_fields(page.text) | typed
        headers = self.headers | {"cookie": cookies}
        return httpx.post(self.address + path, data=form, headers=headers, timeout=30)
