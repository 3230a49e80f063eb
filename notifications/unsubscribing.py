"""A link in a mail that stops such mails in one step, without signing in; nobody can make one up."""

from typing import Final, NamedTuple

from django.conf import settings
from django.core import signing
from django.urls import reverse

from people.models import User

SALT: Final = "kenniscafe.unsubscribe"


class Wanted(NamedTuple):
    """`what` is a kind of notice, `bundle`, `coffee`, or `thread` with the id of a conversation."""

    person_id: int
    what: str
    thread_id: int = 0


def link(person: User, what: str, thread_id: int = 0) -> str:
    token = signing.dumps([person.pk, what, thread_id], salt=SALT)
    return f"{settings.SITE_ADDRESS}{reverse('unsubscribe', args=[token])}"


def read(token: str) -> Wanted | None:
    """Works as long as the mail is kept: who finds an old one may stop it too."""
    try:
        return Wanted(*signing.loads(token, salt=SALT))
    except signing.BadSignature:
        return None
