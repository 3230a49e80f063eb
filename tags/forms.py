from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from kenniscafe import richtext


class TagsField(forms.CharField):
    """Words with commas between them; a `#` in front is allowed. Cleans to a list of names."""

    most, longest = 20, 50

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Tags"))
        kwargs.setdefault("help_text", _("Separate them with commas."))
        super().__init__(max_length=2000, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {
            "autocomplete": "off",
            "data-controller": "tag-input",
            "data-tag-input-url-value": reverse_lazy("tag_suggestions"),
        }

    def to_python(self, value: Any) -> list[str]:
        words = (super().to_python(value) or "").replace("\n", ",").split(",")
        names = [richtext.clean_line(word, limit=200).lstrip("#").strip() for word in words]
        return list(dict.fromkeys(name for name in names if name))

    def validate(self, value: list[str]) -> None:
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(value) > self.most:
            raise ValidationError(_("At most %(most)s tags.") % {"most": self.most})
        if any(len(name) > self.longest for name in value):
            raise ValidationError(
                _("A tag has at most %(longest)s characters.") % {"longest": self.longest}
            )

    def run_validators(self, value: list[str]) -> None:
        """The length of the whole text says nothing here."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list | tuple) else value
