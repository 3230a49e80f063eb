"""The one door: e-mail and password through allauth, and only for people who may enter today."""

from collections.abc import Callable
from http import HTTPStatus
from time import time
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseClientRedirect

from people.devices import note_sign_in
from people.models import User
from people.permissions import can_open_administration, is_given

# The same for everybody: answered without asking who is there.
FOR_ANYBODY: Final = ("/portret/", "/health", "/metrics", "/manifest.webmanifest")

STAYS: Final = "stays_signed_in"  # asked with the password, kept until the second step is taken
KEPT: Final = 3600  # seconds
LONGEST: Final = 1_200_000  # characters, all fields together: the longest text, twice over
_KEY: Final = "interrupted"

View = TypeVar("View", bound=Callable[..., HttpResponse])


class CurrentPeopleBackend(AuthenticationBackend):
    """Also asked on every request: who may no longer enter is signed out at once."""

    def user_can_authenticate(self, user: User | None) -> bool:
        return user is not None and user.may_enter

    def has_perm(self, user: User, perm: str, obj: Any = None) -> bool:
        """What somebody may do in Wagtail's administration follows from what they look after, and ends with it."""
        may: bool = super().has_perm(user, perm, obj)
        return may or is_given(user, perm)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "These two do not belong together. "
            "Check your e-mail address, or ask for a new password."
        ),
        "enter_current_password": _("This is not your password now."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """allauth would tell somebody with the right password that their access has ended."""
        person: User | None = super().authenticate(request, **credentials)
        return person if person is not None and person.may_enter else None

    def login(self, request: HttpRequest, user: User) -> None:
        """For as long as the browser is open; the sign-in form may make that a month."""
        stays = request.session.pop(STAYS, False)
        super().login(request, user)
        request.session.set_expiry(settings.SESSION_COOKIE_AGE if stays else 0)
        note_sign_in(request, user)


class PersonLanguageMiddleware:
    """A signed-in person reads their own language; anybody else the browser's, Dutch or English."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(FOR_ANYBODY):
            return self.get_response(request)
        if request.user.is_authenticated:
            language = request.user.language
        else:
            language = translation.get_language_from_request(request)
        with translation.override(language):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
        return response


class AdministrationMiddleware:
    """Wagtail would send somebody who is signed in to the sign-in page; they hear what is the matter."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        inside = request.path.startswith(reverse("wagtailadmin_home"))
        if inside and request.user.is_authenticated and not can_open_administration(request.user):
            raise PermissionDenied
        return redirect("wagtailadmin_home") if inside and _nothing_chosen(request) else None


def _nothing_chosen(request: HttpRequest) -> bool:
    """A link of Wagtail's for several things at once, followed before its script named them: it has no page."""
    match = request.resolver_match
    if match is None or match.url_name != "wagtail_bulk_action" or "id" in request.GET:
        return False
    own = match.kwargs["app_label"].startswith("wagtail")  # what is ours has no such door
    return own and request.user.is_authenticated


def answers_in_json(view: View) -> View:
    """For who asks from a script: whose session ended hears that, and stays on the page."""
    view.answers_in_json = True  # type: ignore[attr-defined]  # read below
    return view


class InterruptedWriting(LoginRequiredMiddleware):
    """In place of Django's: whose session ended while they wrote signs in and finds the text back."""

    def process_view(
        self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any
    ) -> Any:
        """What is for anybody does not ask who is there, so that it stays the same for everybody."""
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:
        if getattr(view_func, "answers_in_json", False):
            said = _("You are signed out. Sign in in another tab; your text stays here.")
            return JsonResponse({"message": str(said)}, status=HTTPStatus.UNAUTHORIZED)
        if request.method == "POST":
            _keep(request)
        answer = redirect_to_login(_page(request), resolve_url(settings.LOGIN_URL))
        return HttpResponseClientRedirect(answer.url) if request.htmx else answer  # type: ignore[attr-defined]


def interrupted(request: HttpRequest, path: str) -> dict[str, list[str]]:
    """What was typed into the form that posts to `path`, by field; handed out once."""
    kept = request.session.get(_KEY)
    if not kept or kept["path"] != path:
        return {}
    del request.session[_KEY]
    fields: dict[str, list[str]] = kept["fields"]
    return fields if kept["until"] > time() else {}


def is_waiting(request: HttpRequest) -> bool:
    """Something typed waits for whoever signs in now."""
    return _KEY in request.session


def _keep(request: HttpRequest) -> None:
    fields = {
        name: values
        for name, values in request.POST.lists()
        if any(values) and name != "csrfmiddlewaretoken" and "password" not in name
    }
    if not fields or sum(len(value) for values in fields.values() for value in values) > LONGEST:
        return
    if ratelimit.consume(request, action="interrupted_writing"):
        request.session[_KEY] = {
            "path": request.path,
            "fields": fields,
            "until": time() + KEPT,
        }
        request.session.set_expiry(KEPT)


def _page(request: HttpRequest) -> str:
    """The page with the form, where the browser tells; else the address that was asked for."""
    told = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    parts = urlsplit(told)
    by_form = request.method == "POST" or request.htmx  # type: ignore[attr-defined]
    if by_form and parts.path and parts.netloc == request.get_host():
        return parts._replace(scheme="", netloc="").geturl()
    return request.get_full_path()
