"""Puts a backup into an empty place. What belonged to that one moment begins anew: sessions, queues, the index, and
every epoch, so that no page that was open then takes up again where it was."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import F

from kenniscafe.backup import databases
from kenniscafe.backup.making import MEDIA, SECRET
from kenniscafe.backup.manifest import BackupIsBroken, Manifest, read, verify

# Sessions, and what waited to be done or was in somebody's hands.
ENDS: Final = (
    "sessions.Session",
    "django_tasks_database.DBTaskResult",
    "kenniscafe.Letter",
    "kenniscafe.Lease",
    "search.SearchChange",
)
Tell = Callable[[str], None]


class PlaceIsNotEmpty(Exception):
    """It says what stands there."""


def restore(folder: Path, *, tell: Tell = lambda said: None) -> Manifest:
    """Checks all of it before it writes anything. BackupIsBroken, PlaceIsNotEmpty."""
    _require_an_empty_place()
    manifest = read(folder)
    if manifest.vendor != connection.vendor:
        raise BackupIsBroken(
            f"It was made of {manifest.vendor}; here stands {connection.vendor}. Restore it into its own kind."
        )
    tell("checksums")
    verify(folder, manifest)
    tell("files")
    _put_files(folder)
    tell("database")
    databases.load(folder, manifest)
    begin_anew()
    tell("search index")
    call_command("rebuild_search_index", verbosity=0)
    return manifest


def begin_anew() -> None:
    with transaction.atomic():
        for label in ENDS:
            apps.get_model(label)._default_manager.all().delete()
        apps.get_model("people.Device")._default_manager.update(session_key="")
        for model in apps.get_models():
            if "epoch" in {field.name for field in model._meta.fields}:
                model._default_manager.update(epoch=F("epoch") + 1)
    cache.clear()


def _require_an_empty_place() -> None:
    if not databases.is_empty():
        raise PlaceIsNotEmpty("There are tables in this database already.")
    media = Path(settings.MEDIA_ROOT)
    if media.exists() and any(media.iterdir()):
        raise PlaceIsNotEmpty(f"There are files in {media} already.")


def _put_files(folder: Path) -> None:
    if (folder / MEDIA).is_dir():
        shutil.copytree(folder / MEDIA, settings.MEDIA_ROOT, dirs_exist_ok=True)
    if (folder / SECRET).is_file():
        secret = settings.DATA_DIR / SECRET
        shutil.copyfile(folder / SECRET, secret)
        secret.chmod(0o600)
