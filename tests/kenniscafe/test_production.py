"""What an installation on the network refuses, and what it tells."""

from pathlib import Path

import httpx
import pytest

from tests.kenniscafe.conftest import EMAIL, PASSWORD, Proxy
from tests.servers import free_port, manage, serving

SECRET = "wW3-" + "k9Q2zR7" * 8
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "kenniscafe.settings.production",
    "SECRET_KEY": SECRET,
    "SITE_ADDRESS": "https://cafe.example.org",
}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"SECRET_KEY": ""}, "Set SECRET_KEY: "),
        ({"SITE_ADDRESS": ""}, "Set SITE_ADDRESS: "),
        ({"SECRET_KEY": "", "SITE_ADDRESS": ""}, "Set SECRET_KEY and SITE_ADDRESS: "),
        ({"SECRET_KEY": "changeme" * 8}, "SECRET_KEY is too short or a known default"),
        ({"SECRET_KEY": "django-insecure-" + SECRET}, "SECRET_KEY is too short or a known default"),
        ({"SECRET_KEY": SECRET[:40]}, "SECRET_KEY is too short or a known default"),
        ({"SECRET_KEY": 60 * "x"}, "SECRET_KEY is too short or a known default"),
        ({"SITE_ADDRESS": "cafe.example.org"}, "SITE_ADDRESS must look like "),
        ({"SITE_ADDRESS": "https://cafe.example.org/intranet"}, "SITE_ADDRESS must look like "),
    ],
)
def test_it_refuses_to_start_without_what_makes_it_safe(
    data: Path, wrong: dict[str, str], said: str
) -> None:
    done = manage(data, "serve", **PRODUCTION | {"PORT": str(free_port())} | wrong)
    assert done.returncode == 1
    assert done.stderr.startswith(said)
    assert "Traceback" not in done.stderr


def test_it_answers_its_own_name_and_sends_everybody_to_https(data: Path) -> None:
    with serving(data, **PRODUCTION) as server:
        health = httpx.get(server.address + "/health")
        assert health.json() == {"status": "ok"}
        ours = {"host": "cafe.example.org"}
        plain = httpx.get(server.address + "/", headers=ours)
        assert (plain.status_code, plain.headers["location"]) == (301, "https://cafe.example.org/")
        behind = ours | {"x-forwarded-proto": "https"}
        answer = httpx.get(server.address + "/aanmelden/", headers=behind)
        assert answer.status_code == 200
        assert "max-age=31536000" in answer.headers["strict-transport-security"]
        assert "Secure" in answer.headers["set-cookie"]
        strange = httpx.get(server.address + "/", headers=behind | {"host": "evil.example"})
        assert strange.status_code == 400


def test_without_a_proxy_nobody_escapes_a_limit_by_a_header(empty: Path) -> None:
    with serving(empty) as server:
        visitors = [f"198.51.100.{number}" for number in range(12)]
        answers = [guess(server.address, visitor, host="localhost") for visitor in visitors]
    assert set(answers) == {422, 429}


def test_behind_a_proxy_each_visitor_has_a_limit_of_their_own(empty: Path) -> None:
    """The proxy adds whom it hears; what stood there before is anybody's invention."""
    with serving(empty, **PRODUCTION) as server:
        inventive = [guess(server.address, f"192.0.2.{n}, 198.51.100.1") for n in range(12)]
        others = [guess(server.address, f"198.51.100.{n}") for n in range(2, 12)]
    assert set(inventive) == {422, 429}
    assert set(others) == {422}


def guess(address: str, said_to_be: str, host: str = "cafe.example.org") -> int:
    visitor = Proxy(address, {"x-forwarded-for": said_to_be, "host": host})
    typed = {"code": "ZZZZZZZZ", "organisation": "Test", "language": "nl", "name": "Jansje"}
    typed |= {"email": EMAIL, "password": PASSWORD, "password_again": PASSWORD}
    return visitor.post("/eerste-start/", **typed).status_code
