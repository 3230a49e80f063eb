"""Mail in the folder is shown while developing, to who develops; whatever stands in it can do nothing."""

from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives
from django.test import Client

from kenniscafe.letters import FolderBackend
from kenniscafe.mail import compose
from people.models import Organisation
from tests.conftest import Visitor
from tests.factories import a_guest, a_person, an_administrator
from tests.posts.hostile import faults_of

pytestmark = pytest.mark.django_db
AWAY = "192.0.2.7"
EVIL = (
    b'Subject: =?utf-8?b?PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==?=\r\nFrom: "<img src=x onerror=alert(1)>" <a@b>\r\n'
    b"To: x\r\nX-Evil: <script>alert(2)</script>\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    b"<script>alert(3)</script><img src='https://evil.example/x.png'><form action='/afmelden/'>"
)


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.DEBUG = True
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    (tmp_path / "mail").mkdir()
    return tmp_path / "mail"


@pytest.fixture
def door(organisation: Organisation) -> Client:
    return Client()


def put(
    subject: str = "Een seintje", text: str = "Kijk op https://cafe.example/x", html: str = ""
) -> None:
    letter = EmailMultiAlternatives(subject, text, "Café <cafe@example.org>", ["noor@example.org"])
    if html:
        letter.attach_alternative(html, "text/html")
    FolderBackend().send_messages([letter])


def lies(folder: Path, content: bytes, name: str = "20260101-000000-evil") -> str:
    (folder / f"{name}.eml").write_bytes(content)
    return f"/mail/{name}"


def test_the_newest_stands_first(door: Client, folder: Path) -> None:
    for number in (1, 2):
        put(f"Brief {number}")
        [new] = [path for path in folder.iterdir() if not path.name.startswith("2000")]
        new.rename(folder / f"2000010{number}-000000-x.eml")

    page = door.get("/mail").text

    assert page.index("Brief 2") < page.index("Brief 1")
    assert "noor@example.org" in page


def test_one_is_shown_as_it_looks_as_text_and_with_its_headers(door: Client, folder: Path) -> None:
    put(html="<b>Dag Noor</b>")
    [name] = [path.stem for path in folder.iterdir()]

    page = door.get(f"/mail/{name}").text
    frame = door.get(f"/mail/{name}/html")

    assert 'href="https://cafe.example/x"' in page
    assert "Message-ID" in page
    assert f'sandbox title="De mail zoals die eruitziet" src="/mail/{name}/html"' in page
    assert "<b>Dag Noor</b>" in frame.text
    assert frame.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "sandbox" in frame.headers["Content-Security-Policy"].split("; ")
    assert frame.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_pictures_that_came_with_it_are_seen(door: Client, folder: Path) -> None:
    person = a_person()
    letter = compose(
        "new_password",
        to=person.email,
        language="nl",
        context={"person": person, "place": "X", "link": "https://x.example/"},
    )
    FolderBackend().send_messages([letter])
    [path] = folder.iterdir()

    assert "data:image/png;base64," in door.get(f"/mail/{path.stem}/html").text


def test_whatever_stands_in_a_letter_is_only_text(door: Client, folder: Path) -> None:
    at = lies(folder, EVIL)

    for path in ("/mail", at):
        answer = door.get(path)
        assert [each for each in faults_of(answer) if each != "iframe"] == []
        assert "<script>alert" not in answer.text
    policy = door.get(f"{at}/html").headers["Content-Security-Policy"]
    assert "script-src" not in policy, "what is not named falls under none at all"
    assert "form-action 'none'" in policy


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0\xff\xfe" * 500,
        b"Subject: =?no-such?q?x?=\r\n\r\nx",
        b"Content-Type: text/plain; charset=no-such\r\n\r\nx",
        b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!",
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n--x\r\n",
        b"Subject: a\r\n b\r\n\tc\r\nTo: ,,,<<>>\r\nFrom: @\r\n\r\n\xff",
        b"Content-Type: text/plain\r\n\r\n" + b"x" * 6_000_000,
    ],
)
def test_what_is_no_letter_breaks_nothing(door: Client, folder: Path, content: bytes) -> None:
    at = lies(folder, content)

    assert door.get("/mail").status_code == 200
    assert door.get(at).status_code == 200
    assert door.get(f"{at}/html").status_code == 200


@pytest.mark.parametrize("path", ["/mail", "/mail/x", "/mail/x/html"])
def test_without_debug_there_is_no_such_address(
    visitor: Visitor, settings: Any, folder: Path, path: str
) -> None:
    settings.DEBUG = False
    lies(folder, EVIL, "x")

    for browser in (Client(), visitor.visit(an_administrator())):
        answer, unknown = browser.get(path), browser.get("/zoiets-is-er-niet")
        assert answer.status_code == unknown.status_code == 404


def test_from_elsewhere_it_is_for_administrators(visitor: Visitor) -> None:
    assert Client().get("/mail", REMOTE_ADDR=AWAY).status_code == 404
    assert Client().get("/mail", HTTP_X_FORWARDED_FOR="127.0.0.1").status_code == 404
    for somebody in (a_person(), a_guest()):
        assert visitor.visit(somebody).get("/mail", REMOTE_ADDR=AWAY).status_code == 404
    assert visitor.visit(an_administrator()).get("/mail", REMOTE_ADDR=AWAY).status_code == 200


@pytest.mark.parametrize("name", ["niets", "..%2f..%2fsecret_key", "%00", "a.eml", "x" * 300])
def test_nothing_outside_the_folder_is_read(door: Client, folder: Path, name: str) -> None:
    (folder.parent / "secret.eml").write_text("geheim")

    assert door.get(f"/mail/{name}").status_code == 404
    assert door.get("/mail/..%2fsecret/html").status_code == 404


def test_it_takes_no_post(door: Client) -> None:
    assert door.post("/mail").status_code == 405
