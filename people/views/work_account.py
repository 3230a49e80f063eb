"""The way out to the provider of work accounts, and back in."""

import logging
import secrets

from allauth.account.utils import get_next_redirect_url
from allauth.core import ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthError, AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from requests import RequestException

from kenniscafe.permissions import RuleBroken
from people.models import User
from people.second_factor import tell_changed
from people.views.request import me
from people.work_account import (
    NONSENSE,
    CarefulAdapter,
    IdentityRefused,
    bind,
    identity_in,
    is_offered,
    who_comes,
)

log = logging.getLogger("people.work_account")


def key_to_connect(request: HttpRequest) -> str:
    """Stands in the link, so that no page elsewhere can send somebody here to connect what is not theirs."""
    return Signer(salt="work account").sign(str(request.session.session_key))


@require_safe
@login_not_required
@never_cache
def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Whoever is signed in comes to connect; anybody else to sign in."""
    connects = request.user.is_authenticated
    if not is_offered():
        raise Http404
    if connects and not _has_key(request):
        return redirect("mfa_index")
    if not ratelimit.consume(request, action="work_account"):
        wait: HttpResponse = ratelimit.respond_429(request)
        return wait
    nonce = secrets.token_urlsafe(24)
    try:
        answer: HttpResponse = (
            get_adapter()
            .get_provider(request, provider=provider_id)
            .redirect(
                request,
                AuthProcess.CONNECT if connects else AuthProcess.LOGIN,
                next_url=get_next_redirect_url(request),
                data={"nonce": nonce},
                auth_params={"nonce": nonce},
            )
        )
    except (RequestException, OAuth2Error, *NONSENSE) as silent:
        return _no_answer(request, silent)
    return answer


@require_safe
@login_not_required
@never_cache
def back(request: HttpRequest, provider_id: str) -> HttpResponse:
    if not is_offered():
        raise Http404
    try:
        answer: HttpResponse = OAuth2CallbackView.adapter_view(
            CarefulAdapter(request, provider_id)
        )(request)
    except (RequestException, *NONSENSE) as wrong:
        return _no_answer(request, wrong)
    return answer


def came_back(request: HttpRequest, sociallogin: SocialLogin) -> None:
    """Finds out who it is, or ends here with a page that says why not."""
    try:
        identity = identity_in(sociallogin.claims, sociallogin.state["data"]["nonce"])
        bound = sociallogin.user if sociallogin.is_existing else None
        if sociallogin.state["process"] == AuthProcess.CONNECT:
            raise ImmediateHttpResponse(_connected(request, identity.subject, bound))
        sociallogin.user = who_comes(identity, bound)
    except RuleBroken as broken:
        raise ImmediateHttpResponse(_refused(request, broken)) from None


def gave_up(request: HttpRequest, error: str, exception: Exception | None) -> None:
    if error == AuthError.CANCELLED:
        raise ImmediateHttpResponse(redirect("account_login"))
    if isinstance(exception, RequestException):
        raise ImmediateHttpResponse(_no_answer(request, exception))
    log.warning("A work account was refused: %s", exception or error)
    raise ImmediateHttpResponse(_refused(request, None))


def _connected(request: HttpRequest, subject: str, bound: User | None) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect("account_login")
    if bound is None:
        bind(me(request), subject=subject)
        tell_changed(me(request))
    elif bound != request.user:
        raise IdentityRefused(_("This work account is connected to somebody else."))
    messages.success(request, _("From now on you can sign in with your work account."))
    return redirect("mfa_index")


def _has_key(request: HttpRequest) -> bool:
    try:
        signed = Signer(salt="work account").unsign(request.GET.get("sleutel", ""))
    except BadSignature:
        return False
    return signed == request.session.session_key


def _no_answer(request: HttpRequest, why: Exception) -> HttpResponse:
    log.warning("The provider of work accounts gave no answer.", exc_info=why)
    late = "Timeout" in type(why).__name__
    shown = {"code": "SSO-504" if late else "SSO-502", "now": timezone.now()}
    return render(request, "account/no_answer.html", shown, status=503)


def _refused(request: HttpRequest, broken: RuleBroken | None) -> HttpResponse:
    said = (broken.message or broken.args[0]) if broken else ""
    return render(request, "account/work_account_refused.html", {"said": said}, status=403)
