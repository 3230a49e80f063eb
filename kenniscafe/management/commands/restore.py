from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kenniscafe.backup import BackupIsBroken, PlaceIsNotEmpty, restore
from kenniscafe.management.commands.serve import own_the_data_directory


class Command(BaseCommand):
    help = "Puts a backup into an empty place: an empty database and no files."
    requires_system_checks = []  # there is nothing yet to be checked

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("backup", type=Path, help="the folder that `backup` named")

    def handle(self, *, backup: Path, **options: Any) -> None:
        lock = own_the_data_directory()
        try:
            manifest = restore(backup, tell=lambda said: self.stdout.write(f"  {said}"))
        except (BackupIsBroken, PlaceIsNotEmpty) as why:
            raise CommandError(f"Nothing was restored. {why}") from None
        finally:
            lock.close()
        self.stdout.write(f"The café is as it was on {manifest.made_at}. Everybody signs in anew.")
