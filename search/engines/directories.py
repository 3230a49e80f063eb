"""Indexes as directories beside each other; the file `current` names the one that answers."""

import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Directories:
    """Only directories with this prefix, the version of their fields, are seen as an index."""

    root: Path
    prefix: str

    def current(self) -> str:
        try:
            name = (self.root / "current").read_text(encoding="ascii").strip()
        except (OSError, UnicodeError):
            return ""
        return name if name.startswith(self.prefix) and "/" not in name else ""

    def path(self, name: str) -> Path:
        return self.root / name

    def make(self) -> str:
        name = f"{self.prefix}{secrets.token_hex(4)}"
        self.path(name).mkdir(parents=True)
        return name

    def make_current(self, name: str) -> None:
        """At once for every process. The one before is kept; what is older goes."""
        before = self.current()
        written = self.root / f"next-{name}"
        written.write_text(name, encoding="ascii")
        os.replace(written, self.root / "current")
        for old in self.root.glob("index-*"):
            if old.name not in (before, name):
                shutil.rmtree(old, ignore_errors=True)

    def remove(self, name: str) -> None:
        if name:
            shutil.rmtree(self.path(name), ignore_errors=True)
        if name == self.current():
            (self.root / "current").unlink(missing_ok=True)
