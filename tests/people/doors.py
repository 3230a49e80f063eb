"""Signing in by the form, and the mail that lets somebody choose a password."""

from typing import Any

from django.core import mail
from django.test import Client
from django_tasks_db.models import DBTaskResult

from people.models import User
from tests.factories import PASSWORD


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: str) -> Any:
    return client.post("/aanmelden/", {"login": email, "password": password, **more})


def is_in(client: Client, person: User) -> bool:
    return client.session.get("_auth_user_id") == str(person.pk)


def mail_after_work() -> list[mail.EmailMessage]:
    """The worker does what waits; this is what was sent."""
    for waiting in DBTaskResult.objects.ready():
        waiting.task.func(*waiting.args_kwargs["args"], **waiting.args_kwargs["kwargs"])
        waiting.delete()
    return mail.outbox


def link_in(message: mail.EmailMessage) -> str:
    line = next(line for line in str(message.body).splitlines() if "/nieuw-wachtwoord/" in line)
    return "/" + line.split("/", 3)[3]
