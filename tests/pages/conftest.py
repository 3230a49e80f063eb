"""The demo organisation is made once for each module that looks at it, in a transaction that is never committed."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker


@pytest.fixture(scope="module")
def seeded(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    with (
        django_db_blocker.unblock(),
        pytest.MonkeyPatch.context() as patch,
        transaction.atomic(),
    ):
        patch.setattr(settings, "MEDIA_ROOT", tmp_path_factory.mktemp("media"))
        call_command("seed_demo", verbosity=0)
        yield
        transaction.set_rollback(True)
