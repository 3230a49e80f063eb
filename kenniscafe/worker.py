"""The one loop that does background work: tasks, the search queue, the clock. In a thread of the
server, or as a process of its own (`manage.py work`)."""

import logging
import os
import secrets
import socket
import threading
import time

from django.db import close_old_connections, connections
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from search.indexing import drain

from kenniscafe import schedule

log = logging.getLogger("kenniscafe.worker")

PAUSE = 0.5  # seconds between looks when there was nothing to do
BEAT = 15.0
SWEEP = 5.0


class BackgroundWorker:
    def __init__(self) -> None:
        self.id = f"{socket.gethostname()[:20]}-{os.getpid()}-{secrets.token_hex(4)}"
        self.stopping = threading.Event()
        self._swept = 0.0

    def run(self) -> None:
        """Until `stop`. One fault never ends the loop: it is logged and the next round goes on."""
        pulse = threading.Thread(target=self._beat, name="worker-pulse", daemon=True)
        schedule.beat(self.id)
        pulse.start()
        while not self.stopping.is_set():
            try:
                busy = self.round()
            except Exception:
                log.exception("A round of background work failed; the next one goes on.")
                busy = False
            close_old_connections()
            if not busy:
                self.stopping.wait(PAUSE)
        schedule.sign_off(self.id)
        connections.close_all()

    def stop(self) -> None:
        self.stopping.set()

    def round(self) -> bool:
        """True when there was work."""
        if time.monotonic() - self._swept > SWEEP:
            self._swept = time.monotonic()
            schedule.return_orphans()
            schedule.retry_failed()
            schedule.run_due()
        return self._run_tasks() | bool(drain())

    def _run_tasks(self) -> bool:
        if not DBTaskResult.objects.ready().exists():
            return False
        Worker(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=20,
            worker_id=self.id,
            excluded_queue_names=[],
        ).run()
        return True

    def _beat(self) -> None:
        while not self.stopping.wait(BEAT):
            try:
                schedule.beat(self.id)
            except Exception:
                log.exception("The worker's heartbeat could not be written; tried again soon.")
            close_old_connections()
        connections.close_all()
