"""What was done to somebody else's words, rights or account: written in the action's transaction, and never changed."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Model
from django.utils.functional import Promise

from kenniscafe.models import AuditEntry

LONGEST = 200  # characters of what a thing was called

_sentences: dict[str, str | Promise] = {}


def know_sentence(what: str, sentence: str | Promise) -> None:
    """Apps say in apps.py how a line reads, with %(actor)s and %(words)s where those belong."""
    _sentences[what] = sentence


def sentence_of(entry: AuditEntry) -> str:
    return str(_sentences[entry.what])


def record(
    actor: AbstractBaseUser | None,
    what: str,
    *,
    about: Model | None = None,
    words: str = "",
    reason: str = "",
    community: int | None = None,
) -> None:
    """`actor` is empty for what the café does by itself; `words` says what the thing was called.

    Raises KeyError for a `what` that no app gave a sentence.
    """
    _sentences[what]
    AuditEntry.objects.create(
        actor_id=actor.pk if actor else None,
        what=what,
        about_kind=about._meta.label_lower if about else "",
        about_id=about.pk if about else None,
        words=words[:LONGEST],
        reason=reason,
        community=community,
    )
