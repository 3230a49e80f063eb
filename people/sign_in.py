"""The one door: e-mail and password through allauth, and only for people who may enter today."""

from collections.abc import Callable

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from people.models import User


class CurrentPeopleBackend(AuthenticationBackend):
    """Also asked on every request: who may no longer enter is signed out at once."""

    def user_can_authenticate(self, user: User | None) -> bool:
        return user is not None and user.may_enter


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class PersonLanguageMiddleware:
    """A signed-in person reads their own language; anybody else the browser's, Dutch or English."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            language = request.user.language
        else:
            language = translation.get_language_from_request(request)
        with translation.override(language):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
        return response
