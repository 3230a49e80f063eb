"""allauth's views of the second step, on our pages: being asked for it, and looking after it in one's account."""

import json
from typing import Any

from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.base.views import ReauthenticateView as ReauthenticateByCodeView
from allauth.mfa.internal.constants import LoginStageKey
from allauth.mfa.internal.flows.trust import trust_browser
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy

from people.second_factor import Protection, protection_of, tell_changed
from people.views.door import SaysWhatIsWrong, wait
from people.views.request import me

WAYS = ("code", "passkey", "recovery")


class SecondStep(AuthenticateView):
    template_name = "account/second_step.html"

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """What allauth asks on a page of its own, whether to ask again, stands here as a box."""
        self.stage.controller.set_handled(LoginStageKey.MFA_TRUST.value)
        answer: HttpResponse = super().form_valid(form)
        if form.cleaned_data["trust"]:
            trust_browser(self.request, self.stage.login.user, answer)
        return answer

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        if any(form.has_error(name, "too_many_login_attempts") for name in form.fields):
            return wait(self.request)
        answer: HttpResponse = self.render_to_response(self.get_context_data())
        answer.status_code = 422
        return answer

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**more)
        owned = protection_of(self.stage.login.user)
        return context | {
            "way": _way(self.request, owned),
            "owned": owned,
            "passkey_options": json.dumps(context["js_data"]["request_options"]),
        }


def _way(request: HttpRequest, owned: Protection) -> str:
    """The one asked for, among those that somebody has."""
    has = {
        "code": owned.app is not None,
        "passkey": bool(owned.passkeys),
        "recovery": bool(owned.codes_left),
    }
    asked = (request.POST if request.method == "POST" else request.GET).get("way", "")
    return asked if has.get(asked) else next((way for way in WAYS if has[way]), "code")


class PasswordAgain(SaysWhatIsWrong, ReauthenticateView):
    template_name = "account/again.html"
    extra_context = {"way": "password"}


class CodeAgain(SaysWhatIsWrong, ReauthenticateByCodeView):
    template_name = "account/again.html"
    extra_context = {"way": "code"}

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        if form.has_error("code", "too_many_login_attempts"):
            return wait(self.request)
        return super().form_invalid(form)


class PasskeyAgain(ReauthenticateWebAuthnView):
    template_name = "account/again.html"

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        answer: HttpResponse = self.render_to_response(self.get_context_data() | {"form": form})
        answer.status_code = 422
        return answer

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**more)
        options = json.dumps(context["js_data"]["request_options"])
        return context | {"way": "passkey", "passkey_options": options}


class TellsOfChange:
    def form_valid(self, form: BaseForm) -> HttpResponse:
        with transaction.atomic():
            answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]  # of the view it is mixed into
            tell_changed(me(self.request))  # type: ignore[attr-defined]
        return answer


class AddApp(TellsOfChange, SaysWhatIsWrong, ActivateTOTPView):
    template_name = "people/add_app.html"


class RemoveApp(TellsOfChange, DeactivateTOTPView):
    template_name = "people/remove_app.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**more)
        return context | {"owned": protection_of(me(self.request))}


class AddPasskey(TellsOfChange, SaysWhatIsWrong, AddWebAuthnView):
    template_name = "people/add_passkey.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**more) | more
        options = json.dumps(context["js_data"]["creation_options"])
        return context | {"passkey_options": options}


class RemovePasskey(TellsOfChange, RemoveWebAuthnView):
    template_name = "people/remove_passkey.html"
    success_url = reverse_lazy("mfa_index")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**more)
        return context | {"owned": protection_of(me(self.request))}


class NewRecoveryCodes(TellsOfChange, SaysWhatIsWrong, GenerateRecoveryCodesView):
    template_name = "people/new_recovery_codes.html"


class RecoveryCodes(ViewRecoveryCodesView):
    template_name = "people/recovery_codes.html"


second_step = SecondStep.as_view()
password_again = PasswordAgain.as_view()
code_again = CodeAgain.as_view()
passkey_again = PasskeyAgain.as_view()
add_app = AddApp.as_view()
remove_app = RemoveApp.as_view()
add_passkey = AddPasskey.as_view()
remove_passkey = RemovePasskey.as_view()
new_recovery_codes = NewRecoveryCodes.as_view()
recovery_codes = RecoveryCodes.as_view()
