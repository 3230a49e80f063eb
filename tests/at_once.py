"""Several people at one moment, on a real database."""

from collections.abc import Callable
from threading import Barrier, Thread

from django.db import close_old_connections, connection


def at_once(*acts: Callable[[], object]) -> list[Exception]:
    """Each in a thread and a connection of its own, all at the same moment; what went wrong."""
    start = Barrier(len(acts))
    wrong: list[Exception] = []

    def run(act: Callable[[], object]) -> None:
        close_old_connections()
        start.wait()
        try:
            act()
        except Exception as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong
