import gc
import os
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from _pytest.terminal import TerminalReporter
from django.test import Client, TransactionTestCase
from pytest_django.plugin import DjangoDbBlocker

from people.models import Organisation, User
from tests.databases import Copies


def pytest_configure(config: pytest.Config) -> None:
    """Started in the background, this process ignores Ctrl-C, and so would every server it starts."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    gc.set_threshold(50_000)  # there is much that stays, and little garbage to look for in it
    config.pluginmanager.register(LongestFirst())


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Servers that are not there leave tests out; in CI they are all there. `-m django_db` is all that asks the database."""
    on_postgresql = os.environ.get("DATABASE_URL", "").startswith("postgres")
    missing = {
        "redis": "" if os.environ.get("REDIS_URL") else "REDIS_URL is not set.",
        "postgresql": "" if on_postgresql else "DATABASE_URL names no PostgreSQL.",
    }
    for item in items:
        if made_for_many(item):
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))
        asks = "db" in getattr(item, "fixturenames", ())
        if asks and item.get_closest_marker("django_db") is None:
            item.add_marker(pytest.mark.django_db)
        for marker, why in missing.items():
            if why and item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=why))


def made_for_many(item: pytest.Item) -> bool:
    """It asks for what is made once for its module: on one worker, or each of them makes it. (Browsers are a group already.)"""
    made = item._fixtureinfo.name2fixturedefs if isinstance(item, pytest.Function) else {}
    return "browser" not in made and any(ways[-1].scope == "module" for ways in made.values())


def pytest_collection_finish() -> None:
    gc.freeze()


class LongestFirst:
    """Groups are handed out before single tests; of these the slow ones before the others."""

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    return getattr(request.config, "workerinput", {}).get("workerid", "alone")


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    worker_id: str,
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        copies = Copies(request.config.cache.mkdir("database"), worker_id)
        # A test that commits leaves nothing behind, and takes nothing away that migrations wrote.
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: copies.renew())
        yield
        copies.remove()


@pytest.fixture(autouse=True)
def _a_clean_cache() -> None:
    from django.core.cache import cache

    cache.clear()


@pytest.fixture
def own_index(settings: Any, tmp_path: Path) -> None:
    """An index that holds what this test wrote and nothing else."""
    settings.SEARCH_INDEX_DIR = tmp_path / "index"


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


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """What was left out is said, and why."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = Counter(report.longrepr[2].removeprefix("Skipped: ") for report in skipped)
    for reason, number in sorted(reasons.items()):
        terminalreporter.write_line(f"Left out: {number} tests. {reason}")
