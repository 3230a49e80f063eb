"""A migrated database is made once and copied: by every worker, and after every test that commits.

What the migrations wrote is so there for each test, whatever ran before it.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]
MADE_FROM = ["*/migrations/*.py", "kenniscafe/settings/*.py", "requirements.txt"]


class Copies:
    """The database of this process, as fresh as one wants it."""

    def __init__(self, kept: Path, worker: str) -> None:
        self.template = a_template(kept)
        self.name = f"test_{settings.DATABASES['default']['NAME']}_{worker}"
        if connection.vendor == "sqlite":
            self.name = str(settings.DATA_DIR / "test.sqlite3")
        self.renew()

    def renew(self) -> None:
        connection.close()
        if connection.vendor == "sqlite":
            for left_over in ("-wal", "-shm"):
                Path(self.name + left_over).unlink(missing_ok=True)
            shutil.copyfile(self.template, self.name + "-fresh")
            os.replace(self.name + "-fresh", self.name)
        else:
            self.remove()
            on_server(f'CREATE DATABASE "{self.name}" TEMPLATE "{self.template}"')
        settings.DATABASES["default"]["NAME"] = self.name
        connection.settings_dict["NAME"] = self.name

    def remove(self) -> None:
        connection.close()
        if connection.vendor == "postgresql":
            on_server(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')


def a_template(kept: Path) -> str:
    """Its name or path; made when there is none yet of these very migrations."""
    if connection.vendor == "sqlite":
        return str(a_migrated_file(kept))
    with alone(kept):
        return template_on_server(f"test_template_{fingerprint()}")


def a_migrated_file(kept: Path) -> Path:
    with alone(kept):
        path = kept / f"{fingerprint()}.sqlite3"
        if not path.exists():
            for old in kept.glob("*.sqlite3*"):
                old.unlink()
            draft = kept / "draft.sqlite3"
            migrate(f"sqlite:///{draft}")
            draft.rename(path)
        return path


@contextmanager
def alone(kept: Path) -> Iterator[None]:
    """Of the workers of a test run, one makes it and the others wait."""
    with (kept / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def template_on_server(name: str) -> str:
    if not on_server("SELECT 1 FROM pg_database WHERE datname = %s", name):
        draft = f"{name}_{os.getpid()}"
        on_server(f'CREATE DATABASE "{draft}"')
        migrate(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{draft}").geturl())
        on_server(f'ALTER DATABASE "{draft}" RENAME TO "{name}"')
    return name


def migrate(address: str) -> None:
    subprocess.run(
        [sys.executable, "-W", "ignore", "manage.py", "migrate", "--noinput", "-v", "0"],
        cwd=ROOT,
        env=os.environ
        | {
            "DATABASE_URL": address,
            "DATA_DIR": str(settings.DATA_DIR),
            "DJANGO_SETTINGS_MODULE": "kenniscafe.settings.base",
        },
        check=True,
    )


def on_server(statement: str, *values: str) -> bool:
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement, values or None)
        return cursor.description is not None and cursor.fetchone() is not None


def fingerprint() -> str:
    digest = hashlib.sha256(sys.version.encode())
    for pattern in MADE_FROM:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
