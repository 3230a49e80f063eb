"""allauth's own views, with our words, and with an answer that says when something was not right."""

from http import HTTPStatus
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.views import (
    LoginView,
    PasswordChangeView,
    PasswordResetDoneView,
    PasswordResetFromKeyDoneView,
    PasswordResetFromKeyView,
    PasswordResetView,
)
from allauth.core.ratelimit import respond_429
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.views.decorators.http import require_POST

from people.departure import who_is_leaving
from people.devices import end_other_devices, note_new_session
from people.sign_in import is_waiting
from people.views.leaving import RETURNING
from people.views.request import me
from people.work_account import is_offered


class SaysWhatIsWrong:
    def form_invalid(self, form: BaseForm) -> HttpResponse:
        answer: HttpResponse = super().form_invalid(form)  # type: ignore[misc]  # of the view it is mixed into
        answer.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return answer


class SignIn(SaysWhatIsWrong, LoginView):
    def form_invalid(self, form: BaseForm) -> HttpResponse:
        if form.has_error("__all__", "too_many_login_attempts"):
            return wait(self.request)
        typed = form.cleaned_data
        leaving = who_is_leaving(typed.get("login", ""), typed.get("password", ""))
        if leaving is not None:
            self.request.session[RETURNING] = leaving.pk
            self.request.session.set_expiry(600)
            return redirect("stay")
        return super().form_invalid(form)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**more)
        return context | {
            "text_waits": is_waiting(self.request),
            "work_account": is_offered(),
            "work_account_name": settings.OIDC_NAME,
        }


class ForgottenPassword(SaysWhatIsWrong, PasswordResetView):
    pass


class NewPassword(SaysWhatIsWrong, PasswordResetFromKeyView):
    def render_to_response(self, context: dict[str, Any], **more: Any) -> HttpResponse:
        if context.get("token_fail"):
            more["status"] = HTTPStatus.GONE
        answer: HttpResponse = super().render_to_response(context, **more)
        return answer

    def form_valid(self, form: BaseForm) -> HttpResponse:
        get_adapter()._delete_login_attempts_cached_email(self.request, email=self.reset_user.email)
        answer: HttpResponse = super().form_valid(form)
        end_other_devices(self.reset_user, here=self.request.session.session_key)
        return answer


class ChangePassword(SaysWhatIsWrong, PasswordChangeView):
    success_url = reverse_lazy("account")

    def form_valid(self, form: BaseForm) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        note_new_session(self.request, me(self.request))
        end_other_devices(me(self.request), here=self.request.session.session_key)
        return answer


sign_in = SignIn.as_view()
forgotten_password = ForgottenPassword.as_view()
look_in_your_mail = PasswordResetDoneView.as_view()
new_password = NewPassword.as_view()
new_password_done = PasswordResetFromKeyDoneView.as_view()
change_password = ChangePassword.as_view()


def wait(request: HttpRequest) -> HttpResponse:
    answer: HttpResponse = respond_429(request)
    return answer


@require_POST
@login_not_required
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("account_login")


@login_not_required
def to_our_door(request: HttpRequest, **_rest: str) -> HttpResponse:
    """Wagtail's own sign-in page and account page: ours do that."""
    return redirect("account" if request.user.is_authenticated else "account_login")


@login_not_required
def no_door(request: HttpRequest, **_rest: str) -> HttpResponse:
    """Wagtail would change people past our actions, and suggest any tag to anybody who administers."""
    raise Http404
