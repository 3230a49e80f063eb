from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.rebuilding import Drift, compare


class Command(BaseCommand):
    help = "Reports where search index and database disagree. Repairs nothing."

    def handle(self, **options: Any) -> None:
        drifts = compare()
        for drift in drifts:
            self._report(drift)
        if drifts:
            raise CommandError("Repair with: manage.py rebuild_search_index")
        self.stdout.write("Search index and database agree.")

    def _report(self, drift: Drift) -> None:
        for what in ("missing", "different", "left_over"):
            if ids := getattr(drift, what):
                some = ", ".join(map(str, ids[:10]))
                self.stdout.write(f"{drift.kind}, {what}: {len(ids)} ({some})")
