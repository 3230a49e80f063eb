"""A real server with the demo organisation, and a real browser that listens to everything it does.

Whatever a page says on the console, asks of another host or leaves in axe's report fails the test that visited it.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import translation
from playwright.sync_api import Browser, Page, Request, sync_playwright

from tests.databases import a_migrated_file

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = os.environ.get("CHROMIUM", "")
PASSWORD = "kruidkoek bij de koffie"
NOOR = "noor.terwiel@delagestromen.example"
FENNA = "fenna.postma@delagestromen.example"
DAAN = "daan.oosterbaan@delagestromen.example"
BAS = "bas.vandorp@vandorp.example"
CALLUM = "callum.reid@delagestromen.example"
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))
            if not CHROMIUM:
                item.add_marker(pytest.mark.skip(reason="CHROMIUM names no browser"))


@dataclass
class Cafe:
    """A running server; `address` without a slash at the end."""

    address: str
    data: Path
    process: "subprocess.Popen[bytes]"
    sessions: dict[str, list[Any]] = field(default_factory=dict)  # of who signed in


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def manage(data: Path, *arguments: str) -> None:
    subprocess.run(
        [sys.executable, "-W", "ignore", "manage.py", *arguments],
        cwd=ROOT,
        env=environment(data),
        check=True,
        capture_output=True,
    )


def environment(data: Path) -> dict[str, str]:
    clean = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "REDIS_URL")}
    return clean | {"DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "kenniscafe.settings.base"}


def start(data: Path, **more: str) -> Cafe:
    """`more` is what its environment says beside."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "manage.py", "serve", "--port", str(port)],
        cwd=ROOT,
        env=environment(data) | more,
        stdout=subprocess.DEVNULL,
    )
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return Cafe(f"http://localhost:{port}", data, process)
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("The server did not start.")


@pytest.fixture(scope="session")
def demo_data(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo organisation of today: made once, copied by who changes it."""
    data = tmp_path_factory.mktemp("demo")
    migrated = a_migrated_file(request.config.cache.mkdir("database"))
    shutil.copy(migrated, data / "kenniscafe.sqlite3")
    manage(data, "seed_demo")
    return data


@contextmanager
def a_cafe(demo_data: Path, **more: str) -> Iterator[Cafe]:
    with tempfile.TemporaryDirectory() as copy:
        shutil.copytree(demo_data, copy, dirs_exist_ok=True)
        running = start(Path(copy), **more)
        yield running
        running.process.terminate()
        running.process.wait(timeout=20)


@pytest.fixture(scope="session")
def cafe(demo_data: Path) -> Iterator[Cafe]:
    with a_cafe(demo_data) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Not for the whole session: while it runs, its event loop lets no other test of this worker ask the database."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@dataclass
class Person:
    """Somebody at a screen. `visit` looks at every page with axe; `complaints` must stay empty."""

    cafe: Cafe
    page: Page
    complaints: list[str] = field(default_factory=list)
    language: str = "nl"
    scripts: bool = True

    def visit(self, path: str, *, status: int = 200) -> Page:
        answer = self.page.goto(self.cafe.address + path, wait_until="load")
        assert answer is not None
        assert answer.status == status, f"{path}: {answer.status}"
        self.look()
        return self.page

    def say(self, words: str, context: str = "") -> str:
        """As it reads on their screen."""
        with translation.override(self.language):
            return translation.pgettext(context, words) if context else translation.gettext(words)

    def look(self) -> None:
        """axe is a script itself: where there are none, only that nothing sticks out at the side."""
        self.page.wait_for_load_state()  # another page may be coming
        wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wide > 0:
            self.complaints.append(f"{self.page.url} {wide} px sideways")
        if not self.scripts:
            return
        report = Axe().run(self.page).response
        for found in report["violations"]:
            places = [" ".join(node["target"]) for node in found["nodes"][:3]]
            self.complaints.append(f"{self.page.url} axe {found['id']}: {places}")

    def sign_in(self, email: str, password: str = PASSWORD) -> "Person":
        """Through the door once; after that with the session it gave, for as long as there is one."""
        if known := self.cafe.sessions.get(email):
            self.page.context.add_cookies(known)
            self.page.goto(self.cafe.address + "/")
            if "/aanmelden" not in self.page.url:
                return self
        return self.go_through_the_door(email, password)

    def go_through_the_door(self, email: str, password: str = PASSWORD) -> "Person":
        self.page.goto(self.cafe.address + "/aanmelden/")
        self.page.locator("input[name=login]").fill(email)
        self.page.locator("input[name=password]").fill(password)
        self.page.locator("input[name=password]").press("Enter")
        self.page.wait_for_url(lambda url: "/aanmelden" not in url)
        self.cafe.sessions[email] = [
            {"name": one["name"], "value": one["value"], "url": self.cafe.address}
            for one in self.page.context.cookies()
            if one["name"] in ("sessionid", "device")
        ]
        return self

    def sign_out(self) -> "Person":
        self.page.context.clear_cookies()
        return self


def listen(person: Person, *, goes_to: str = "") -> None:
    """`goes_to` is another site where this journey leads; what happens there is no business of ours."""
    page, hosts = person.page, {urlsplit(person.cafe.address).netloc, goes_to}

    def is_elsewhere() -> bool:
        return goes_to != "" and urlsplit(page.url).netloc == goes_to

    def on_request(request: Request) -> None:
        foreign = request.url.startswith("http") and urlsplit(request.url).netloc not in hosts
        if foreign and not is_elsewhere():
            person.complaints.append(f"{page.url} asked another host: {request.url}")

    page.on("request", on_request)
    page.on("pageerror", lambda error: person.complaints.append(f"{page.url} script: {error}"))
    page.on(
        "console",
        lambda said: (
            person.complaints.append(f"{page.url} console: {said.text}")
            if said.type == "error" and "status of 4" not in said.text and not is_elsewhere()
            else None
        ),
    )


@pytest.fixture(params=[1280, 390], ids=["wide", "narrow"])
def width(request: pytest.FixtureRequest) -> int:
    chosen: int = request.param
    return chosen


@pytest.fixture
def somebody(cafe: Cafe, browser: Browser, width: int) -> Iterator[Person]:
    """Nobody yet: signs in as whom the test says."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, locale="nl-NL", has_touch=width < 720
    )
    person = Person(cafe, context.new_page())
    listen(person)
    yield person
    context.close()
    assert person.complaints == []


WAYS = [(1280, "nl", True), (390, "nl", True), (390, "en", False)]


@pytest.fixture(params=WAYS, ids=["wide", "narrow", "english-without-javascript"])
def reader(request: pytest.FixtureRequest, cafe: Cafe, browser: Browser) -> Iterator[Person]:
    """For the main ways through the café; signs in as whom the test says."""
    width, language, scripts = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        locale="nl-NL" if language == "nl" else "en-GB",
        has_touch=width < 720,
        java_script_enabled=scripts,
    )
    person = Person(cafe, context.new_page(), language=language, scripts=scripts)
    listen(person)
    yield person
    context.close()
    assert person.complaints == []
