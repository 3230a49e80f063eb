"""Letters leave one at a time, each written at the moment it leaves, and none is lost.

A letter keeps one Message-ID for all its attempts: where a server dies after taking one, the second that
arrives can be told for the same.
"""

import logging
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F, QuerySet
from django.utils import timezone

from kenniscafe.models import Letter

log = logging.getLogger("kenniscafe.letters")

About = Mapping[str, Any]
Writer = Callable[[About], EmailMultiAlternatives | None]
Ahead = Callable[[Sequence[About]], Writer]  # asks at once what many letters are made of

KEPT: Final = timedelta(days=14)  # sent letters, for who wants to see whether one left
GIVEN_UP: Final = timedelta(days=3)
IN_HAND: Final = timedelta(minutes=5)  # a process that was killed while it sent has let go by then
RUN: Final = 10.0  # seconds: other work waits for this
AT_ONCE: Final = 200  # letters: they leave within seconds of what was asked for them
FAULT: Final = 300  # characters

_writers: dict[str, Writer] = {}
_ahead: dict[str, Ahead] = {}


class FolderBackend(BaseEmailBackend):
    """A file per letter, which any mail program opens; where no mail server is set."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True)
        for message in messages:
            written = message.message()
            name = written["Message-ID"].strip("<>").partition("@")[0]
            draft = folder / f"{timezone.now():%Y%m%d-%H%M%S}-{name}.part"
            draft.write_bytes(written.as_bytes())
            draft.rename(draft.with_suffix(".eml"))  # whole, or not there
        return len(messages)


def know_writer(kind: str, writer: Writer, ahead: Ahead | None = None) -> None:
    """Apps say in apps.py who writes the letters of a kind; what may no longer leave is written as None."""
    _writers[kind] = writer
    if ahead is not None:
        _ahead[kind] = ahead


def send_due() -> bool:
    """True when there is more than fitted in this run."""
    ends = time.monotonic() + RUN
    connection = get_connection()
    try:
        while (letters := list(_due()[:AT_ONCE])) and time.monotonic() < ends:
            _send_some(letters, connection, ends)
        return bool(letters)
    except _ServerIsAway:
        return False
    finally:
        with suppress(OSError, SMTPException):
            connection.close()


def forget_sent() -> None:
    Letter.objects.filter(sent_at__lt=timezone.now() - KEPT).delete()


class _ServerIsAway(Exception):
    pass


def _due() -> QuerySet[Letter]:
    waiting = Letter.objects.filter(sent_at=None, failed_at=None, next_at__lte=timezone.now())
    return waiting.order_by("next_at", "pk")


def _take(pk: int) -> bool:
    """One process at a time; from here on it waits for its next attempt, whatever happens to this one."""
    again = timezone.now() + IN_HAND
    return _due().order_by().filter(pk=pk).update(next_at=again, attempts=F("attempts") + 1) == 1


def _send_some(letters: Sequence[Letter], connection: BaseEmailBackend, ends: float) -> None:
    """What was asked at once is no older than a run; behind a slow server the rest is asked anew."""
    abouts: dict[str, list[About]] = defaultdict(list)
    for letter in letters:
        abouts[letter.kind].append(letter.about)
    writers = {kind: _writer(kind, of_kind) for kind, of_kind in abouts.items()}
    for letter in letters:
        if time.monotonic() > ends:
            return
        if _take(letter.pk):
            letter.attempts += 1
            _send(letter, writers[letter.kind], connection)


def _writer(kind: str, abouts: Sequence[About]) -> Writer:
    """Where asking ahead fails, each letter is written by itself: one of them may be the fault."""
    if kind in _ahead:
        try:
            return _ahead[kind](abouts)
        except Exception:
            log.exception("What letters are made of could not be asked at once: %s", kind)
    return partial(_alone, kind)


def _alone(kind: str, about: About) -> EmailMultiAlternatives | None:
    return _writers[kind](about)


def _send(letter: Letter, writer: Writer, connection: BaseEmailBackend) -> None:
    try:
        message = writer(letter.about)
    except Exception as fault:
        log.exception("A letter could not be written: %s %s", letter.kind, letter.pk)
        _put_off(letter, type(fault).__name__)  # what it says may be somebody's words
        return
    if message is None:
        letter.delete()
        return
    host = urlsplit(settings.SITE_ADDRESS).hostname
    message.extra_headers["Message-ID"] = f"<{letter.key}@{host}>"
    message.connection = connection
    try:
        connection.open()
        message.send()
    except SMTPRecipientsRefused as refused:
        [(code, said)] = refused.recipients.values()
        _put_off(letter, f"{code} {said.decode(errors='replace')}", for_good=code >= 500)
    except (OSError, SMTPException) as fault:
        _put_off(letter, str(fault))
        raise _ServerIsAway from None
    else:
        Letter.objects.filter(pk=letter.pk).update(sent_at=timezone.now(), fault="")


def _put_off(letter: Letter, fault: str, *, for_good: bool = False) -> None:
    """A minute, two, four … at most an hour; after three days a person has to look."""
    now = timezone.now()
    wait = timedelta(minutes=min(2 ** (letter.attempts - 1), 60))
    for_good = for_good or letter.queued_at + GIVEN_UP <= now
    Letter.objects.filter(pk=letter.pk).update(
        next_at=now + wait,
        failed_at=now if for_good else None,
        fault=" ".join(fault.split())[:FAULT],
    )
