"""The café is made once for each module of these tests, in a transaction that is never committed.

What a test changes in it is undone by the savepoint that `django_db` puts around each test.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from tests.permissions.making import add_secrets, an_open_cafe
from tests.permissions.twins import Address, Pages, addresses, pages
from tests.permissions.world import World


@pytest.fixture(scope="module")
def open_cafe(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """Before there was anything to hide."""
    index: Path = tmp_path_factory.mktemp("index")
    with (
        django_db_blocker.unblock(),
        override_settings(SEARCH_INDEX_DIR=index),
        transaction.atomic(),
    ):
        yield an_open_cafe()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def before(open_cafe: World) -> tuple[list[Address], Pages]:
    """What those saw then who are to see nothing of the secrets."""
    asked = addresses(open_cafe)
    return asked, dict(pages(open_cafe, asked))


@pytest.fixture(scope="module")
def world(open_cafe: World, request: pytest.FixtureRequest) -> World:
    """With everything in it; a module that names a `FIRST` has that done before."""
    if first := getattr(request.module, "FIRST", ""):
        request.getfixturevalue(first)
    return add_secrets(open_cafe)
