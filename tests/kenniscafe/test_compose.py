"""docker-compose.yml without Docker: its form, its secrets, and the very commands of its services."""

import os
import re
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, closing
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import psycopg
import pytest
from ruamel.yaml import YAML

from tests.kenniscafe.conftest import EMAIL, PASSWORD, SOMEBODY, Proxy
from tests.servers import ROOT, Serving, manage

FILE = ROOT / "docker-compose.yml"
COMPOSE: dict[str, Any] = YAML(typ="safe").load(FILE)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
IN_ENV = {
    "POSTGRES_PASSWORD": "only-here",
    "SECRET_KEY": "wW3-" + "k9Q2zR7" * 8,
    "SITE_ADDRESS": "https://cafe.example.org",
}


def test_it_keeps_to_the_schema_of_compose_files() -> None:
    check = str(Path(sys.executable).parent / "check-jsonschema")
    command = [check, "--builtin-schema", "vendor.compose-spec", str(FILE)]
    checked = subprocess.run(command, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout


def test_no_secret_has_a_default() -> None:
    text = FILE.read_text()
    asked = set(re.findall(r"\$\{(\w+):\?", text))
    assert asked == set(IN_ENV)
    for line in text.splitlines():
        name, _, value = line.strip().partition(": ")
        if re.search(r"PASSWORD|SECRET|_KEY", name):
            assert value.startswith("${"), line
    assert re.findall(r"\$\{(\w*(?:PASSWORD|SECRET)\w*):-", text) == []


def test_what_answers_is_published_on_this_machine_only() -> None:
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert published == {"web": ["127.0.0.1:8000:8000"]}


def environment_of(service: str, data: Path, database: str) -> dict[str, str]:
    """As compose would fill it in, but with the servers of this test and addresses of this machine."""
    here = {"DATABASE_URL": database, "DATA_DIR": str(data), "HOST": "127.0.0.1"}
    here["REDIS_URL"] = urlsplit(os.environ["REDIS_URL"])._replace(path="/9").geturl()
    own = {
        name: re.sub(r"\$\{(\w+):[?-]([^}]*)\}", fill_in, str(value))
        for name, value in SERVICES[service]["environment"].items()
        if name != "PORT"
    }
    return own | here


def fill_in(asked: re.Match[str]) -> str:
    return IN_ENV.get(asked[1]) or asked[2]


def arguments_of(service: str) -> list[str]:
    python, program, *arguments = SERVICES[service]["command"]
    assert (python, program) == ("python", "manage.py")
    return arguments


@pytest.fixture
def database() -> Iterator[str]:
    """An empty one of this test."""
    server, name = os.environ["DATABASE_URL"], f"test_compose_{uuid.uuid4().hex[:8]}"
    with closing(psycopg.connect(server, autocommit=True)) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.redis
@pytest.mark.postgresql
@pytest.mark.slow
@pytest.mark.timeout(400)  # every migration on a database of its own, then three processes
def test_the_commands_of_its_services_make_one_cafe(tmp_path: Path, database: str) -> None:
    def environment(service: str) -> dict[str, str]:
        return environment_of(service, tmp_path, database)

    migrated = manage(tmp_path, *arguments_of("migrate"), **environment("migrate"))
    assert migrated.returncode == 0, migrated.stderr
    opened = manage(tmp_path, "shell", "-c", SOMEBODY, **environment("migrate"))
    assert opened.returncode == 0, opened.stderr
    with ExitStack() as stack:
        servers = [
            Serving(tmp_path, arguments_of(name), environment(name))
            for name in ("web", "web", "worker")
        ]
        for server in servers:
            stack.callback(server.close)
        one, other, worker = servers
        for server in (one, other):
            server.wait_until_it_says("http://")
            assert httpx.get(server.address + "/health").json() == {"status": "ok"}
        worker.wait_until_it_says("is at work")

        asked = Proxy(one.address).post("/wachtwoord-vergeten/", email=EMAIL)
        assert asked.status_code == 302
        assert_a_mail_comes(tmp_path / "mail")

        for _ in range(5):
            wrong = Proxy(one.address).post("/aanmelden/", login=EMAIL, password="verkeerd")
            assert wrong.status_code == 422
        right = Proxy(other.address).post("/aanmelden/", login=EMAIL, password=PASSWORD)
        assert right.status_code != 302, "what one process counted, the other knows"

        assert [server.end() for server in servers] == [0, 0, 0]


def assert_a_mail_comes(folder: Path) -> None:
    until = time.monotonic() + 30
    while not list(folder.glob("*.eml")):
        assert time.monotonic() < until
        time.sleep(0.1)
    (file,) = folder.glob("*.eml")
    letter = message_from_bytes(file.read_bytes(), policy=default)
    text = letter.get_body(("plain",))
    assert letter["To"] == EMAIL
    assert text is not None
    assert "https://cafe.example.org/nieuw-wachtwoord/" in text.get_content()
