from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from kenniscafe.backup import make


class Command(BaseCommand):
    help = "Makes a backup of database and files while the café is open."

    def add_arguments(self, parser: ArgumentParser) -> None:
        default = settings.DATA_DIR / "backups"
        parser.add_argument("into", nargs="?", type=Path, default=default, help="a folder")

    def handle(self, *, into: Path, **options: Any) -> None:
        made = make(into.resolve(), tell=lambda said: self.stdout.write(f"  {said}"))
        self.stdout.write(f"The backup is {made}")
