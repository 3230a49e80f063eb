import signal
from typing import Any

from django.core.management.base import BaseCommand

from kenniscafe.worker import BackgroundWorker


class Command(BaseCommand):
    help = "Does the background work of an installation whose web processes do none."

    def handle(self, **options: Any) -> None:
        worker = BackgroundWorker()
        for ending in (signal.SIGINT, signal.SIGTERM):
            signal.signal(ending, lambda *_: worker.stop())
        self.stdout.write(f"Background worker {worker.id} is at work.")
        worker.run()
