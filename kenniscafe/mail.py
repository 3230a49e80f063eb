"""All mail goes through here: it leaves after the change it tells of is kept.

A letter says by ids what it is about; its writer makes the words when it leaves, and asks then who may read them.
"""

from collections.abc import Iterable, Mapping
from email.mime.image import MIMEImage
from email.utils import formataddr, parseaddr
from functools import cache
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.mail import EmailMultiAlternatives
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone, translation

from kenniscafe.letters import know_writer
from kenniscafe.models import Letter
from kenniscafe.settings.environment import ROOT
from kenniscafe.tasks import send_letters

__all__ = ["compose", "know_writer", "queue", "queue_many", "try_again"]

# No machine answers a letter of ours.
HEADERS: Final = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


def queue(kind: str, *, to: AbstractBaseUser | None, about: Mapping[str, Any]) -> None:
    """Call inside the action's `atomic` block. An unsent letter to somebody here goes when they go."""
    queue_many(kind, [(to.pk if to else None, about)])


def queue_many(kind: str, letters: Iterable[tuple[int | None, Mapping[str, Any]]]) -> None:
    """Pairs: the id of whom it is to, what it is about."""
    rows = [Letter(kind=kind, to_id=to, about=dict(about)) for to, about in letters]
    Letter.objects.bulk_create(rows, batch_size=500)
    send_letters.enqueue()


def try_again(letters: QuerySet[Letter]) -> int:
    """What was given up starts anew; how many."""
    now = timezone.now()
    again = letters.filter(failed_at__isnull=False).update(
        failed_at=None, attempts=0, next_at=now, queued_at=now
    )
    if again:
        send_letters.enqueue()
    return again


def compose(
    template: str,
    *,
    to: str,
    language: str,
    context: Mapping[str, Any],
    sender: str = "",
    headers: Mapping[str, str] | None = None,
) -> EmailMultiAlternatives:
    """From `email/<template>.txt`, whose first line is the subject, and `email/<template>.html`."""
    with translation.override(language):
        words = {**context, "site": settings.SITE_ADDRESS, "language": language}
        subject, _, text = render_to_string(f"email/{template}.txt", words).strip().partition("\n")
        html = render_to_string(f"email/{template}.html", words)
    letter = _WithPictures(
        _one_line(subject),
        f"{text.strip()}\n",
        from_email=_sender(sender),
        to=[to],
        headers={**HEADERS, **(headers or {})},
    )
    letter.attach_alternative(html, "text/html")
    letter.attach(_logo())
    return letter


class _WithPictures(EmailMultiAlternatives):
    mixed_subtype = "related"


def _sender(name: str) -> str:
    """Whose words these are stands before our own address, which stays the one that sends."""
    own, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((_one_line(name) or own, address))


def _one_line(words: str) -> str:
    """A header ends where its line does."""
    return " ".join(words.split())


@cache
def _logo() -> MIMEImage:
    logo = MIMEImage((ROOT / "frontend" / "static" / "mail-logo.png").read_bytes())
    logo.add_header("Content-ID", "<logo>")
    logo.add_header("Content-Disposition", "inline", filename="kenniscafe.png")
    return logo
