"""Starts the child that reads what people brought in; a file that hurts its reader hurts nothing else.

At most two children at once, and at most two threads wait for one: the others serve pages.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any, Final

from .refusals import AnimationIsTooLong, FileIsRefused, PictureIsBroken, PictureIsTooLarge, TooBusy

PATIENCE: Final = 60.0  # seconds; the child's own limit on computing time is shorter
_AT_ONCE: Final = BoundedSemaphore(2)
_OR_WAITING: Final = BoundedSemaphore(4)
_CHILD: Final = Path(__file__).with_name("child.py")
_REFUSALS: Final[dict[str, type[FileIsRefused]]] = {
    "too large": PictureIsTooLarge,
    "too long": AnimationIsTooLong,
}


def make_pictures(brought: Path) -> tuple[int, int]:
    """`brought` becomes a picture without any of the data it came with; beside it stand smaller ones.

    Answers width and height of the one that pages show.
    """
    answer = _ask("pictures", brought)
    if "width" not in answer:
        raise _REFUSALS.get(answer.get("refused", ""), PictureIsBroken)
    return int(answer["width"]), int(answer["height"])


def look_into(pdf: Path) -> tuple[int, int]:
    """How many pages a PDF has, and of how many there is a picture now; (0, 0) when it cannot be read."""
    answer = _ask("pages", pdf, wait=True)
    return int(answer.get("pages", 0)), int(answer.get("previews", 0))


def _ask(job: str, path: Path, *, wait: bool = False) -> dict[str, Any]:
    with _one_of_few(wait):
        command = [sys.executable, "-I", str(_CHILD), job, str(path)]
        try:
            done = subprocess.run(  # noqa: S603 - our own program, and a path of our own making
                command,
                cwd=path.parent,
                env={"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TMPDIR": str(path.parent)},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return {}
    return _answer(done.stdout)


def _answer(said: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(said)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}


@contextmanager
def _one_of_few(wait: bool) -> Iterator[None]:
    if not wait and not _OR_WAITING.acquire(blocking=False):
        raise TooBusy
    try:
        with _AT_ONCE:
            yield
    finally:
        if not wait:
            _OR_WAITING.release()
