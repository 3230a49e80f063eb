from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.indexing import drain_all


class Command(BaseCommand):
    help = "Brings every waiting change into the search index."

    def handle(self, **options: Any) -> None:
        if left := drain_all():
            raise CommandError(f"{left} changes could not be indexed; they are tried again later.")
        self.stdout.write("Nothing waits for the search index.")
