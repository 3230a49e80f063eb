from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.actions import LONGEST
from people.forms.lines import not_empty
from people.models import OrganisationUnit


class UnitForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=LONGEST["unit"],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    parent = forms.ModelChoiceField(
        OrganisationUnit.objects.all(),
        label=_("Under"),
        required=False,
        empty_label=_("nothing: at the top"),
    )

    def __init__(self, *args: Any, places: list[tuple[int, str]], **kwargs: Any) -> None:
        """`places`: ids and names of what it can stand under, in the order of the tree."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["parent"]
        field.queryset = OrganisationUnit.objects.filter(pk__in=[pk for pk, _name in places])
        field.choices = [("", field.empty_label), *places]

    def clean_name(self) -> str:
        return not_empty(self.cleaned_data["name"], LONGEST["unit"])
