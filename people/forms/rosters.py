"""A list of people: a file, or pasted out of a spreadsheet."""

from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from frontend.templatetags.cafe import number
from people.rosters.columns import MOST_BYTES, MOST_LINES
from people.rosters.encoding import decoded
from people.rosters.words import ListIsUnreadable

KINDS_OF_FILE: Final = ".csv,.txt,.tsv,text/csv,text/plain"


class RosterForm(forms.Form):
    client_key = forms.UUIDField(widget=forms.HiddenInput)
    file = forms.FileField(
        label=_("File with people"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": KINDS_OF_FILE, "class": "input"}),
    )
    text = forms.CharField(
        label=_("Or paste the lines here"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = gettext(
            "CSV, at most %(lines)s lines and %(size)s MB. First we show what happens, only then "
            "it is done."
        ) % {"lines": number(MOST_LINES), "size": MOST_BYTES // 1_000_000}

    def clean_file(self) -> "UploadedFile[Any] | None":
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        if file is not None and (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(
                _("This file is too large: at most %(size)s MB. Divide it over several files."),
                params={"size": MOST_BYTES // 1_000_000},
            )
        return file

    def clean(self) -> dict[str, Any]:
        """`text` is what there is to read, wherever it came from."""
        said = super().clean() or {}
        file, typed = said.get("file"), said.get("text", "")
        if self.errors:
            return said
        if file is not None and typed.strip():
            self.add_error("text", _("Choose a file or paste lines, not both."))
        elif file is None and not typed.strip():
            self.add_error("file", _("Choose a file, or paste lines below."))
        elif file is not None:
            said |= self._of_file(file)
        return said

    def told(self) -> dict[str, Any]:
        """For people.rosters.actions.look_at."""
        said = self.cleaned_data
        return {
            "client_key": said["client_key"],
            "text": said["text"],
            "name": said["file"].name if said["file"] else gettext("pasted lines"),
            "encoding": said.get("encoding", ""),
        }

    def _of_file(self, file: "UploadedFile[Any]") -> dict[str, str]:
        try:
            text, encoding = decoded(file.read())
        except ListIsUnreadable as unreadable:
            self.add_error("file", str(unreadable.message))
            return {}
        return {"text": text, "encoding": encoding}


class ReadInForm(forms.Form):
    by_mail = forms.BooleanField(
        label=_("Send new people an invitation by mail"),
        required=False,
        help_text=_(
            "A mail with a link to choose a password, good for a week. Without it nobody gets mail."
        ),
    )
