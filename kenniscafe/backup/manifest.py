"""What is in a backup, with a checksum of every file: without it a folder is no backup."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any, Final

NAME: Final = "manifest.json"
FORMAT: Final = 1
AT_ONCE: Final = 1 << 20  # bytes


class BackupIsBroken(Exception):
    """It says which file, and in what way."""


@dataclass(slots=True)
class Manifest:
    """`files`: path → (bytes, SHA-256). `rows`, `columns` and `sequences` are told by the database's own half."""

    made_at: str
    vendor: str
    migrations: dict[str, str]
    rows: dict[str, int] = field(default_factory=dict)
    columns: dict[str, list[str]] = field(default_factory=dict)
    sequences: dict[str, int] = field(default_factory=dict)
    files: dict[str, tuple[int, str]] = field(default_factory=dict)
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        text = json.dumps(asdict(self), indent=1, sort_keys=True)
        (folder / NAME).write_text(text, encoding="utf-8")


def read(folder: Path) -> Manifest:
    try:
        said: dict[str, Any] = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BackupIsBroken(f"{folder} is no backup: {error}") from None
    if said.pop("format", None) != FORMAT:
        raise BackupIsBroken(f"{folder} was made by another version of this command.")
    return Manifest(**said)


def verify(folder: Path, manifest: Manifest) -> None:
    """Every file is there and as it was written, and there is no other."""
    for name, (size, checksum) in manifest.files.items():
        file = folder / name
        if not file.is_file():
            raise BackupIsBroken(f"{name} is missing.")
        if (file.stat().st_size, checksum_of(file)) != (size, checksum):
            raise BackupIsBroken(f"{name} is not as it was written.")
    here = {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}
    if strange := here - manifest.files.keys() - {NAME}:
        raise BackupIsBroken(f"{min(strange)} was not there when it was made.")


def checksum_of(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as opened:
        for piece in pieces(opened):
            digest.update(piece)
    return digest.hexdigest()


def copied(source: IO[bytes], to: Path) -> tuple[int, str]:
    """Copies, and tells size and checksum of what was written."""
    to.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with to.open("wb") as opened:
        for piece in pieces(source):
            opened.write(piece)
            digest.update(piece)
            size += len(piece)
    return size, digest.hexdigest()


def pieces(opened: IO[bytes]) -> Iterator[bytes]:
    while piece := opened.read(AT_ONCE):
        yield piece
