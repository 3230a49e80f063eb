from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kenniscafe import richtext
from tags.actions import LONGEST, MOST


class TagsInput(forms.TextInput):
    """A field of its own kind, so that the form puts a list of suggestions under it."""


class TagsField(forms.CharField):
    """Words with commas between them; a `#` in front is allowed. Cleans to a list of names."""

    widget = TagsInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Tags"))
        kwargs.setdefault("help_text", _("Separate them with commas."))
        super().__init__(max_length=2000, **kwargs)

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]  # words, not one text
        words = (super().to_python(value) or "").replace("\n", ",").split(",")
        names = [richtext.clean_line(word, limit=200).lstrip("#").strip() for word in words]
        return list(dict.fromkeys(name for name in names if name))

    def validate(self, value: list[str]) -> None:
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(value) > MOST:
            raise ValidationError(_("At most %(most)s tags.") % {"most": MOST})
        if any(len(name) > LONGEST for name in value):
            raise ValidationError(
                _("A tag has at most %(longest)s characters.") % {"longest": LONGEST}
            )

    def run_validators(self, value: list[str]) -> None:
        """The length of the whole text says nothing here."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list | tuple) else value
