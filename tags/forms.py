from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kenniscafe import richtext
from tags.actions import LONGEST, MOST
from tags.carriers import Viewer
from tags.models import Tag
from tags.queries import tag_called


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


class WordField(forms.CharField):
    """One line; what cannot be seen is not there."""

    def to_python(self, value: Any) -> str:
        return richtext.clean_line(str(super().to_python(value) or ""), limit=1000)


class TagForm(forms.Form):
    """What is said of a tag, in both languages."""

    name = WordField(label=_("Name"), max_length=LONGEST, help_text=_("In small letters."))
    name_en = WordField(label=_("Name in English"), max_length=LONGEST, required=False)
    description = WordField(
        label=_("What is it about?"),
        max_length=300,
        required=False,
        help_text=_("One sentence. Whoever sees the tag reads it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    description_en = WordField(
        label=_("What is it about, in English?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    synonyms = TagsField(
        label=_("What else do people call it?"),
        required=False,
        help_text=_("With commas between. Who types one of these words gets this tag."),
        widget=forms.TextInput,
    )
    curated = forms.BooleanField(
        label=_("Curated: it exists for everybody, and is offered first"), required=False
    )


class MergeForm(forms.Form):
    """Which other tag; only what the reader may know of is one."""

    into = WordField(
        label=_("Into which tag?"),
        max_length=LONGEST,
        help_text=_("Its name, or another word for it."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer

    def clean_into(self) -> Tag:
        found = tag_called(self.viewer, self.cleaned_data["into"].strip(" ,"))
        if found is None:
            raise ValidationError(gettext("There is no tag of this name. Check the spelling."))
        return found
