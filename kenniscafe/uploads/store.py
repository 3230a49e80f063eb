"""Where the bytes are: one folder a file, MEDIA_ROOT/<two letters>/<key>. It appears whole, or not at all.

Rows and bytes cannot be written in one go, so a folder without a row may remain; `sweep` takes it away after an hour.
"""

import errno
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from uuid import UUID

from django.conf import settings

from .refusals import DiskIsFull

AGE: Final = 3600.0  # seconds; what is being written is younger
_ARRIVING: Final = "arriving"
_FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_BATCH: Final = 500


@contextmanager
def arriving() -> Iterator[Path]:
    """A folder to write in, gone afterwards unless `settle` moved it."""
    place = Path(settings.MEDIA_ROOT) / _ARRIVING
    try:
        place.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(dir=place))
    except OSError as error:
        raise _said(error) from error
    try:
        yield folder
    except OSError as error:
        raise _said(error) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def settle(folder: Path, key: UUID) -> None:
    """From now on `part_of` finds it; it also survives a power cut."""
    for part in folder.iterdir():
        _sync(part)
    place = folder_of(key)
    place.parent.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    folder.rename(place)
    _sync(place.parent)


def folder_of(key: UUID) -> Path:
    return Path(settings.MEDIA_ROOT) / key.hex[:2] / key.hex


def part_of(key: UUID, part: str) -> Path:
    """`part` is a name of ours: "file", or that of a picture made of it."""
    return folder_of(key) / part


def forget(key: UUID) -> None:
    shutil.rmtree(folder_of(key), ignore_errors=True)


def sweep(known: Callable[[Collection[UUID]], Iterable[UUID]]) -> int:
    """How many folders went: those older than an hour whose key is not among `known(keys)`, and unfinished ones."""
    media, before = Path(settings.MEDIA_ROOT), time.time() - AGE
    gone = list(_old(media / _ARRIVING, before))
    for letters in media.glob("[0-9a-f][0-9a-f]"):
        folders = {UUID(folder.name): folder for folder in _old(letters, before) if _is_key(folder)}
        keys = list(folders)
        for start in range(0, len(keys), _BATCH):
            batch = keys[start : start + _BATCH]
            gone += [folders[key] for key in set(batch) - set(known(batch))]
    for folder in gone:
        shutil.rmtree(folder, ignore_errors=True)
    return len(gone)


def _old(place: Path, before: float) -> Iterator[Path]:
    if not place.is_dir():
        return
    for folder in place.iterdir():
        try:
            if folder.is_dir() and folder.stat().st_mtime < before:
                yield folder
        except FileNotFoundError:
            continue  # went meanwhile


def _is_key(folder: Path) -> bool:
    try:
        return UUID(folder.name).hex == folder.name
    except ValueError:
        return False


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _said(error: OSError) -> Exception:
    return DiskIsFull() if error.errno in _FULL else error
