from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.forms.invites import end_of
from people.models import OrganisationUnit, User


class AccountForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=User.Kind.choices)
    unit = forms.ModelChoiceField(
        OrganisationUnit.objects.all(),
        label=_("Department"),
        required=False,
        empty_label=_("No department"),
    )
    until = forms.DateField(
        label=_("Until and including"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Empty: until you end it."),
    )

    def told(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        return given | {"access_until": end_of(given.pop("until"))}


def told_of(person: User) -> dict[str, Any]:
    until = person.access_until
    return {
        "kind": person.kind,
        "unit": person.profile.unit_id,
        "until": timezone.localtime(until).date() if until else None,
    }


class EndForm(forms.Form):
    reason = forms.CharField(
        label=_("Why does this account end?"),
        max_length=300,
        help_text=_("It stands in the record of what was done; they do not read it here."),
    )
