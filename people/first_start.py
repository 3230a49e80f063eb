"""The one page of a new installation: it exists until somebody has opened the café, and never again."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Final

from django.conf import settings

from people.models import Organisation, User

# Without letters that look like another one when read from a terminal.
_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def is_open() -> bool:
    """Nothing was opened, and nobody is here who could sign in."""
    return not Organisation.objects.exists() and not User.objects.colleagues().exists()


def installation_code() -> str:
    """Eight letters, made once and kept where only who runs the server reads them."""
    if not _file().exists():
        _keep("".join(secrets.choice(_LETTERS) for _ in range(8)))
    return _file().read_text(encoding="ascii")


def is_the_code(typed: str) -> bool:
    """Small letters and spaces are fine."""
    letters = "".join(typed.split()).upper().encode()
    return secrets.compare_digest(letters, installation_code().encode())


def forget_installation_code() -> None:
    _file().unlink(missing_ok=True)


def _keep(code: str) -> None:
    """Whole or not at all; of two processes that start at once, the first one's code counts."""
    draft = _file().with_suffix(f".{secrets.token_hex(4)}")
    draft.touch(mode=0o600)
    draft.write_text(code, encoding="ascii")
    with suppress(FileExistsError):
        os.link(draft, _file())
    draft.unlink()


def _file() -> Path:
    folder: Path = settings.DATA_DIR
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "installation_code"
