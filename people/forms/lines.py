from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kenniscafe.richtext import clean_line
from people.actions import LONGEST


def line(label: Any, field: str, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONGEST[field], required=False, **more)


def not_empty(text: str, limit: int) -> str:
    """Spaces and signs that cannot be seen are no name."""
    tidy = clean_line(text, limit=limit)
    if not tidy:
        raise forms.ValidationError(_("This cannot stay empty."))
    return tidy
