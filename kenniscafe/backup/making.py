"""Makes a backup beside the one that serves. Until all of it is written it bears a name that is none."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from kenniscafe.backup import databases
from kenniscafe.backup.manifest import Manifest, checksum_of, copied
from kenniscafe.models import ScheduledRun

MEDIA: Final = "media"
SECRET: Final = "secret_key"  # noqa: S105 - a file's name
UNFINISHED: Final = ".unfinished"

Tell = Callable[[str], None]


def make(into: Path, *, tell: Tell = lambda said: None, now: datetime | None = None) -> Path:
    """Files, then the database, then the files that came meanwhile: whatever a row names is there.

    A file that is deleted meanwhile was copied before, or came and went while the backup was made.
    """
    now = now or timezone.now()
    done = into / f"kenniscafe-{now:%Y%m%d-%H%M%S}"
    folder = done.with_name(done.name + UNFINISHED)
    os.nice(10)  # who reads a page goes first
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    manifest = Manifest(now.isoformat(), connection.vendor, _migrations())
    _copy_media(folder, manifest)
    tell("database")
    databases.dump(folder, manifest)
    _note(folder / databases.FOLDER, folder, manifest)
    tell("files that came meanwhile")
    _copy_media(folder, manifest)
    _copy_secret(folder, manifest)
    manifest.write(folder)
    os.sync()  # on the disk, not only on its way there, before it gets its name
    folder.rename(done)
    os.sync()
    ScheduledRun.objects.update_or_create(name="backup", defaults={"last_run_at": timezone.now()})
    return done


def _migrations() -> dict[str, str]:
    """The last of each app that was applied."""
    return dict(sorted(MigrationRecorder(connection).applied_migrations()))


def _copy_media(folder: Path, manifest: Manifest) -> None:
    """A file is written once and never changed: one that was copied need not be again."""
    for file in _files(Path(settings.MEDIA_ROOT)):
        name = f"{MEDIA}/{file.relative_to(settings.MEDIA_ROOT)}"
        if name in manifest.files:
            continue
        try:
            with file.open("rb") as opened:
                manifest.files[name] = copied(opened, folder / name)
        except FileNotFoundError:
            continue  # gone since it was listed


def _files(root: Path) -> Iterator[Path]:
    for where, _folders, names in os.walk(root):
        yield from (Path(where) / name for name in sorted(names))


def _copy_secret(folder: Path, manifest: Manifest) -> None:
    """Without it links that were mailed would lead nowhere; where the environment gives it there is none."""
    secret = settings.DATA_DIR / SECRET
    if secret.is_file():
        with secret.open("rb") as opened:
            manifest.files[SECRET] = copied(opened, folder / SECRET)


def _note(written: Path, folder: Path, manifest: Manifest) -> None:
    for file in _files(written):
        name = str(file.relative_to(folder))
        manifest.files[name] = (file.stat().st_size, checksum_of(file))
