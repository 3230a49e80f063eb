"""Asking somebody in from outside, and what they fill in when they come."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.actions import LONGEST
from people.forms.door import password_field
from people.forms.lines import not_empty
from people.models import OrganisationUnit, User

GUESTS = [(kind.value, kind.label) for kind in User.Kind if kind != User.Kind.EMPLOYEE]


def end_of(day: date | None) -> datetime | None:
    """Until and including that day."""
    if day is None:
        return None
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


class GuestForm(forms.Form):
    """For one community: always a guest, always until a day."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email"}),
    )
    kind = forms.ChoiceField(label=_("Kind of guest"), choices=GUESTS)
    until = forms.DateField(
        label=_("Until and including"), widget=forms.DateInput(attrs={"type": "date"})
    )
    reason = forms.CharField(
        label=_("Why do you invite them?"),
        max_length=300,
        required=False,
        help_text=_("One sentence; it stands in the mail."),
    )
    by_mail = forms.BooleanField(label=_("Send a mail with the link"), required=False, initial=True)

    def told(self) -> dict[str, Any]:
        """For people.inviting.invite_from_outside."""
        given = dict(self.cleaned_data)
        return given | {"access_until": end_of(given.pop("until"))}


class InviteForm(GuestForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=User.Kind.choices)
    unit = forms.ModelChoiceField(
        OrganisationUnit.objects.all(),
        label=_("Department"),
        required=False,
        empty_label=_("No department"),
    )
    field_order = ("email", "kind", "unit", "until", "reason", "by_mail")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].required = False
        self.fields["until"].help_text = _("For guests; a colleague stays until you end it.")


class ComeInForm(forms.Form):
    name = forms.CharField(
        label=_("Your name"),
        max_length=LONGEST["name"],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = password_field(_("Choose a password"))

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_name(self) -> str:
        return not_empty(self.cleaned_data["name"], LONGEST["name"])

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, User(email=self.email, name=self.cleaned_data.get("name", "")))
        return password
