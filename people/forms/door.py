"""What somebody types at the door: to sign in, to choose a password, to open the café."""

from typing import Any

from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import LoginForm, ResetPasswordKeyForm, UserTokenForm
from allauth.account.forms import ReauthenticateForm as AllauthReauthenticateForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from people.actions import LONGEST, ask_new_password
from people.forms.lines import not_empty
from people.models import User
from people.sign_in import STAYS

LONGEST_PASSWORD = 1000
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
EMAIL = {"autocomplete": "username", "inputmode": "email"}


def email_field() -> forms.EmailField:
    return forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs=EMAIL)
    )


def password_field(label: Any, autocomplete: str = "new-password", **more: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(
        label=label, strip=False, max_length=LONGEST_PASSWORD, widget=widget, **more
    )


class SignInForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = email_field()
        self.fields["password"] = password_field(_("Password"), "current-password")
        self.fields["remember"].label = _("Stay signed in on this device")

    def clean_login(self) -> str:
        return str(self.cleaned_data["login"]).strip().lower()

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        request.session[STAYS] = self.cleaned_data["remember"]
        answer: HttpResponse = super().login(request, redirect_url)
        return answer


class ReauthenticateForm(AllauthReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = password_field(_("Password"), "current-password")


class ForgottenPasswordForm(forms.Form):
    """Does the same for every address, so that nothing tells who is here; the letter looks."""

    email = email_field()

    def save(self, request: HttpRequest) -> None:
        ask_new_password(email=self.cleaned_data["email"].lower())


class PasswordLinkForm(UserTokenForm):
    token_generator = default_token_generator

    def _get_user(self, uidb36: str) -> User | None:
        person: User | None = super()._get_user(uidb36)
        return person if person is not None and person.may_enter else None


class NewPasswordForm(ResetPasswordKeyForm):
    """Once is enough: what was typed can be shown."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        self.fields["password1"] = password_field(_("New password"))

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        validate_password(password, self.user)
        return password


class ChangePasswordForm(AllauthChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        self.fields["oldpassword"] = password_field(_("Your password now"), "current-password")
        self.fields["password1"] = password_field(_("New password"))

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        validate_password(password, self.user)
        return password


class FirstStartForm(forms.Form):
    organisation = forms.CharField(
        label=_("Name of the organisation"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        help_text=_("Stands in the menu and in every mail."),
    )
    language = forms.ChoiceField(
        label=_("First language"),
        choices=LANGUAGES,
        initial="nl",
        widget=forms.RadioSelect,
        help_text=_("Both languages stay available; everybody chooses for themselves."),
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=LONGEST["name"],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = email_field()
    password = password_field(_("Password"), help_text=_("Twelve characters or more."))
    code = forms.CharField(
        label=_("Installation code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Eight letters, so that nobody but you can begin here."),
    )

    def clean_organisation(self) -> str:
        return not_empty(self.cleaned_data["organisation"], 120)

    def clean_name(self) -> str:
        return not_empty(self.cleaned_data["name"], LONGEST["name"])

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        told = self.cleaned_data
        validate_password(password, User(email=told.get("email", ""), name=told.get("name", "")))
        return password
