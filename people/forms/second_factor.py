"""What is typed, or given by a device, to prove that it is you: nonsense is wrong in words, never a fault."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.utils.translation import gettext_lazy as _

from people.forms.lines import not_empty

LONGEST_NAME = 60
LONGEST_CREDENTIAL = 20_000  # characters
# What fido2 raises about an answer that no device would give.
NONSENSE = (AttributeError, IndexError, KeyError, TypeError, ValueError)


def code_field(label: Any) -> forms.CharField:
    widget = forms.TextInput(
        attrs={
            "autocomplete": "one-time-code",
            "inputmode": "numeric",
            "spellcheck": "false",
            "class": "code",
        }
    )
    return forms.CharField(label=label, max_length=20, widget=widget)


def trust_field() -> forms.BooleanField:
    return forms.BooleanField(label=_("Do not ask this on this device for 30 days"), required=False)


class CredentialField(forms.JSONField):
    """What a device gives is short and flat; what is neither is not read."""

    def to_python(self, value: Any) -> Any:
        too_long = len(value or "") > LONGEST_CREDENTIAL
        try:
            return super().to_python("{" if too_long else value)
        except RecursionError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None


def credential_field() -> CredentialField:
    wrong = get_adapter().error_messages["incorrect_code"]
    return CredentialField(
        widget=forms.HiddenInput, error_messages={"required": wrong, "invalid": wrong}
    )


class CodeForm(AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = code_field(_("Code of six digits"))
        self.fields["trust"] = trust_field()


class CodeAgainForm(ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = code_field(_("Code of the app, or a recovery code"))


class FirstCodeForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = code_field(_("Code of six digits"))


class AnsweredByDevice:
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"] = credential_field()

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]  # of the form it is mixed into
        except NONSENSE:
            raise get_adapter().validation_error("incorrect_code") from None


class DeviceForm(AnsweredByDevice, AuthenticateWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["trust"] = trust_field()


class DeviceAgainForm(AnsweredByDevice, ReauthenticateWebAuthnForm):
    pass


class PasskeyForm(AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(
            label=_("What do you call this device?"), max_length=LONGEST_NAME
        )
        self.fields["credential"] = credential_field()

    def clean_name(self) -> str:
        return not_empty(self.cleaned_data["name"], LONGEST_NAME)

    def clean(self) -> dict[str, Any]:
        try:
            cleaned: dict[str, Any] = super().clean()
        except NONSENSE:
            raise get_adapter().validation_error("incorrect_code") from None
        return cleaned
