"""Links that let somebody choose a password: once, and for a limited time."""

from datetime import datetime, timedelta

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator, default_token_generator
from django.urls import reverse

from people.models import User

FIRST_LINK = timedelta(days=7)


class FirstLinks(PasswordResetTokenGenerator):
    """Dated ahead, so that what reads every link finds this one good for a week."""

    def _now(self) -> datetime:
        return datetime.now() + FIRST_LINK - timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)  # noqa: DTZ005


def first_password_link(person: User) -> str:
    return _link(person, FirstLinks())


def new_password_link(person: User) -> str:
    return _link(person, default_token_generator)


def _link(person: User, tokens: PasswordResetTokenGenerator) -> str:
    key = tokens.make_token(person)
    path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(person), key])
    return f"{settings.SITE_ADDRESS}{path}"
