"""The letters that lie in the folder where no mail server is set, for who develops. What stands in one is believed in nothing."""

import base64
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import Final

from django.conf import settings

MOST: Final = 200  # in the list
LARGEST: Final = 5_000_000  # bytes of one letter that are read
NAME: Final = re.compile(r"[\w.-]{1,120}")
PICTURES: Final = {"image/png", "image/jpeg", "image/gif", "image/webp"}


@dataclass(frozen=True, slots=True)
class Kept:
    name: str
    at: datetime
    subject: str
    to: str


@dataclass(frozen=True, slots=True)
class Opened:
    kept: Kept
    headers: Sequence[tuple[str, str]]
    text: str
    html: str  # as it came, pictures that came with it in place: never to be shown but in a sandbox


def letters() -> list[Kept]:
    """The newest first."""
    found = sorted(_folder().glob("*.eml"), key=lambda path: path.name, reverse=True)
    return [_kept(path, _read(path)) for path in found[:MOST] if NAME.fullmatch(path.stem)]


def letter(name: str) -> Opened | None:
    path = _folder() / f"{name}.eml"
    if not NAME.fullmatch(name) or not path.is_file():
        return None
    message = _read(path)
    html = _body(message, "html")
    for cid, picture in _pictures(message):
        html = html.replace(f"cid:{cid}", picture)
    headers = [(name, _line(value)) for name, value in message.raw_items()]
    return Opened(_kept(path, message), headers, _body(message, "plain"), html)


def _folder() -> Path:
    return Path(getattr(settings, "EMAIL_FILE_PATH", None) or settings.DATA_DIR / "mail")


def _read(path: Path) -> EmailMessage:
    with path.open("rb") as file:
        content = file.read(LARGEST)
    return BytesParser(policy=policy.default).parsebytes(content)


def _kept(path: Path, message: EmailMessage) -> Kept:
    at = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)
    subject, to = (_header(message, name) for name in ("Subject", "To"))
    return Kept(path.stem, at, subject, to)


def _header(message: EmailMessage, name: str) -> str:
    try:
        return _line(str(message.get(name, "")))
    except Exception:
        return "?"


def _line(value: str) -> str:
    return " ".join(str(value).split()).encode(errors="replace").decode()


def _body(message: EmailMessage, kind: str) -> str:
    try:
        part = message.get_body((kind,))
        content = part.get_content() if part is not None else ""
        return str(content).encode(errors="replace").decode().replace("\0", "")
    except (LookupError, UnicodeError, ValueError, AttributeError, TypeError):
        return ""  # an encoding that nobody knows


def _pictures(message: EmailMessage) -> Iterator[tuple[str, str]]:
    for part in message.walk():
        cid = re.fullmatch(r"<([\w.@-]{1,100})>", str(part.get("Content-ID", "")).strip())
        content = part.get_payload(decode=True) if not part.is_multipart() else None
        if cid and isinstance(content, bytes) and part.get_content_type() in PICTURES:
            said = base64.b64encode(content).decode()
            yield cid[1], f"data:{part.get_content_type()};base64,{said}"
