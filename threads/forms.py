from typing import Any, Final
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from kenniscafe.numbers import whole
from threads.models import Reaction

LONGEST_REPLY: Final = 20_000  # characters


class ReplyForm(forms.Form):
    """The text is a small Markdown; `quotes` is the number of a reply, `quoted_words` what was selected in it."""

    client_key = forms.UUIDField(
        required=False,
        initial=uuid4,
        widget=forms.HiddenInput,
        error_messages={"invalid": _("This form is damaged. Post your reply once more.")},
    )
    quotes = forms.CharField(required=False, widget=forms.HiddenInput, max_length=20)
    quoted_words = forms.CharField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Your reply"),
        max_length=LONGEST_REPLY,
        strip=False,
        error_messages={"required": _("Write something first.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @property
    def key(self) -> UUID | str:
        """Of this very form; a damaged one is replaced for the next try."""
        said: UUID | str | None = self["client_key"].value()
        return uuid4() if not said or "client_key" in self.errors else said

    def clean_quotes(self) -> int | None:
        """None: nothing is quoted; 0 is nobody's number."""
        asked: str = self.cleaned_data["quotes"]
        return (whole(asked) or 0) if asked else None


class EditForm(forms.Form):
    text = forms.CharField(
        label=_("Your reply"),
        max_length=LONGEST_REPLY,
        strip=False,
        error_messages={"required": _("Write something first.")},
        widget=forms.Textarea(attrs={"rows": 8, "class": "input"}),
    )


class ReactionForm(forms.Form):
    """One pressed button says it all: `react` or `unreact`, and as its value "<message id>:<kind>"."""

    react = forms.RegexField(r"^[0-9]{0,18}:[a-z]+$", required=False)
    unreact = forms.RegexField(r"^[0-9]{0,18}:[a-z]+$", required=False)

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        pressed = said.get("react") or said.get("unreact") or ""
        message, _colon, kind = pressed.partition(":")
        if kind not in Reaction.Kind.values:
            raise forms.ValidationError(_("Choose one of the reactions."))
        return {
            "message": int(message) if message else None,
            "kind": Reaction.Kind(kind),
            "take_back": not said.get("react"),
        }
