"""Tasks that tests give to real workers: each writes a line for every time it was begun and ended."""

import os
import signal
import time
from pathlib import Path

from django_tasks import task


@task()
def take_a_while(diary: str, seconds: float) -> None:
    write(diary, "begun")
    time.sleep(seconds)
    write(diary, "ended")


@task()
def fail(diary: str) -> None:
    write(diary, "begun")
    raise ValueError(diary)


@task()
def take_the_worker_down(diary: str) -> None:
    write(diary, "begun")
    os.kill(os.getpid(), signal.SIGKILL)


def write(diary: str, word: str) -> None:
    with Path(diary).open("a") as out:
        out.write(word + "\n")
