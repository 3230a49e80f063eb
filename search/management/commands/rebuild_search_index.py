from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.indexing import drain_all
from search.rebuilding import rebuild


class Command(BaseCommand):
    help = "Makes the search index anew, beside the one that answers meanwhile."

    def handle(self, **options: Any) -> None:
        if not rebuild(self._tell):
            raise CommandError("Another process is making the search index anew; let it finish.")
        drain_all()
        self.stdout.write("The search index is new.")

    def _tell(self, done: int) -> None:
        if done % 5000 == 0:
            self.stdout.write(f"  {done} documents")
