"""The way in: bytes become a file of a known kind under a key of its own, or are refused in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile

from . import making
from .kinds import HEAD, PICTURE, Kind, kind_of
from .names import harmless_name
from .refusals import FileIsTooLarge, PictureIsTooLarge
from .store import arriving, settle

LARGEST: Final = 200 * 1024 * 1024  # bytes of any file
LARGEST_PICTURE: Final = 40 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Taken:
    """`size` in bytes, `width` and `height` in pixels as pages show a picture."""

    key: UUID
    name: str
    kind: str
    content_type: str
    size: int
    width: int | None = None
    height: int | None = None


def take_in(chunks: Iterable[bytes], *, name: str) -> Taken:
    """FileIsRefused, and nothing kept, when it is empty, too large, broken, of no known kind or a danger."""
    with arriving() as folder:
        brought = folder / "file"
        size = _write(chunks, brought)
        kind = kind_of(head_of(brought), name)
        width, height = _make_harmless(brought, kind, size)
        taken = described(brought, kind, key=uuid4(), name=name, width=width, height=height)
        settle(folder, taken.key)
    return taken


def described(
    brought: Path, kind: Kind, *, key: UUID, name: str, width: int | None, height: int | None
) -> Taken:
    return Taken(
        key=key,
        name=harmless_name(name, kind),
        kind=kind.name,
        content_type=kind.content_type,
        size=brought.stat().st_size,
        width=width,
        height=height,
    )


def make_harmless(upload: "UploadedFile[bytes]") -> None:
    """The same on the spot, for what is stored elsewhere: the upload has other bytes and another name afterwards."""
    upload.seek(0)
    kind = kind_of(upload.read(HEAD), upload.name or "")
    if kind == PICTURE:
        with arriving() as folder:
            brought = folder / "file"
            _make_harmless(brought, kind, _write(upload.chunks(), brought))
            _replace(upload, brought.read_bytes())
    upload.name = harmless_name(upload.name or "", kind)
    upload.seek(0)


def _replace(upload: "UploadedFile[bytes]", content: bytes) -> None:
    upload.seek(0)
    upload.truncate()
    upload.write(content)
    upload.size, upload.content_type = len(content), PICTURE.content_type


def _make_harmless(brought: Path, kind: Kind, size: int) -> tuple[int | None, int | None]:
    if kind != PICTURE:
        return None, None
    if size > LARGEST_PICTURE:
        raise PictureIsTooLarge
    return making.make_pictures(brought)


def _write(chunks: Iterable[bytes], place: Path) -> int:
    size = 0
    with place.open("wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > LARGEST:
                raise FileIsTooLarge
            file.write(chunk)
    return size


def head_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD)
