"""Everything that is somebody's own in one archive file: made aside, whole or not at all, gone after a week.

What is written goes straight to the disk, however much it is. A task that is killed begins anew.
"""

import errno
import io
import logging
import os
import shutil
import zipfile
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from time import time
from typing import Any, Final
from uuid import UUID, uuid4

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from kenniscafe.events import publish
from kenniscafe.permissions import require
from people.events import ExportAsked, ExportReady
from people.models import Export, User
from people.personal import Bundle, registered

log = logging.getLogger("kenniscafe.people")

AGE: Final = 24 * 3600.0  # seconds; what is being written is younger
_FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def ask_export(actor: User) -> Export:
    """Asked again while one is made, it is the same one."""
    require(actor.may_enter)
    with transaction.atomic():
        export, is_new = Export.objects.select_for_update().get_or_create(person=actor)
        if not is_new and export.is_being_made:
            return export
        if not is_new:
            transaction.on_commit(partial(forget, export.key))
            export.key = uuid4()
            export.asked_at, export.ready_at, export.failed_at = timezone.now(), None, None
            export.save()
        publish(ExportAsked(person_id=actor.pk))
    return export


def make_export(person_id: int) -> None:
    """What is there already is not made again; what was asked for anew meanwhile is thrown away."""
    export = Export.objects.filter(person=person_id).select_related("person").first()
    if export is None or export.ready_at is not None or not export.person.may_enter:
        return
    key = export.key
    asked = Export.objects.filter(person=person_id, key=key, ready_at=None)
    half = path_of(key).with_suffix(f".{uuid4().hex}.half")
    try:
        half.parent.mkdir(parents=True, exist_ok=True)
        _write(export.person, half)
        half.replace(path_of(key))
    except Exception as error:
        asked.update(failed_at=timezone.now())
        half.unlink(missing_ok=True)
        if not isinstance(error, OSError) or error.errno not in _FULL:
            raise
        log.warning("There is no room for an archive of somebody's data.")
        return
    size = path_of(key).stat().st_size
    with transaction.atomic():
        if asked.update(ready_at=timezone.now(), failed_at=None, size=size):
            publish(ExportReady(person_id=person_id))
        elif not Export.objects.filter(key=key).exists():
            forget(key)


def forget(key: UUID) -> None:
    path_of(key).unlink(missing_ok=True)


def forget_old_exports() -> None:
    """By the clock: what is a week old, and files that nobody asked for any more."""
    week_old = Export.objects.filter(asked_at__lt=timezone.now() - Export.KEPT)
    week_old.exclude(pk__in=Export.objects.ready()).delete()
    kept = {path_of(key) for key in Export.objects.values_list("key", flat=True)}
    for path in _folder().glob("*"):
        if path not in kept and path.stat().st_mtime < time() - AGE:
            path.unlink(missing_ok=True)


def path_of(key: UUID) -> Path:
    return _folder() / f"{key.hex}.zip"


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "exports"


def _write(person: User, path: Path) -> None:
    with path.open("wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        bundle: Bundle = _Bundle(archive)
        with translation.override(person.language):
            bundle.text("README.txt", [render_to_string("people/export.txt", {"person": person})])
        for personal in registered():
            personal.export(person, bundle)
    with path.open("rb") as written:
        os.fsync(written.fileno())


class _Bundle:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive

    def rows(self, path: str, rows: Iterable[Mapping[str, Any]]) -> None:
        self.text(path, _as_json(rows))

    def text(self, path: str, lines: Iterable[str]) -> None:
        with (
            self.archive.open(path, "w", force_zip64=True) as entry,
            io.TextIOWrapper(entry, encoding="utf-8", errors="replace") as out,
        ):
            out.writelines(lines)

    def file(self, path: str, source: Path) -> None:
        """As it is: what people add is packed already. One that went meanwhile is left out."""
        if source.exists():
            info = zipfile.ZipInfo(path, timezone.now().timetuple()[:6])
            with source.open("rb") as file, self.archive.open(info, "w", force_zip64=True) as entry:
                shutil.copyfileobj(file, entry, 1 << 16)


def _as_json(rows: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    encoder = DjangoJSONEncoder(ensure_ascii=False, indent=1)
    between = "[\n"
    for row in rows:
        yield between + encoder.encode(row)
        between = ",\n"
    yield "\n]\n" if between == ",\n" else "[]\n"
