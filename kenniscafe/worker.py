"""The one loop that does background work: tasks, the search queue, the clock. In a thread of the
server, or as a process of its own (`manage.py work`)."""

import logging
import threading
import time

from django.db import close_old_connections, connections
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from kenniscafe import schedule
from search.indexing import drain

log = logging.getLogger("kenniscafe.worker")

PAUSE = 0.5  # seconds between looks when there was nothing to do
BEAT = 15.0
SWEEP = 5.0


class BackgroundWorker:
    def __init__(self) -> None:
        self.id = schedule.new_worker()
        self.stopping = threading.Event()
        self._thread = threading.Thread(target=self.run, name="worker", daemon=True)
        self._swept: float | None = None

    def start(self) -> None:
        """In a thread of its own."""
        self._thread.start()

    def stop(self, patience: float = 0) -> None:
        """After the task that is running; one that takes longer than `patience` runs again, later."""
        self.stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout=patience)

    def run(self) -> None:
        """Until `stop`. One fault never ends the loop: it is logged and the next round goes on."""
        pulse = threading.Thread(target=self._beat, name="worker-pulse", daemon=True)
        pulse.start()
        while not self.stopping.is_set():
            began = time.monotonic()
            try:
                busy = self.round()
            except Exception:
                log.exception("A round of background work failed; the next one goes on.")
                busy = False
            close_old_connections()
            # Pages are made in this process too: work leaves them as much time as it takes.
            self.stopping.wait(min(time.monotonic() - began, PAUSE) if busy else PAUSE)
        schedule.sign_off(self.id)
        connections.close_all()

    def round(self) -> bool:
        """True when there was work."""
        now = time.monotonic()
        if self._swept is None:
            schedule.beat(self.id)
        if self._swept is None or now - self._swept > SWEEP:
            self._swept = now
            schedule.sweep(self.id)
        return self._run_a_task() | bool(drain())

    def _run_a_task(self) -> bool:
        if not DBTaskResult.objects.ready().exists():
            return False
        Worker(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=1,
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
