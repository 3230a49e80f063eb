"""What editors bring in through Wagtail: told by its content and made harmless as any file of ours, or refused in words."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from kenniscafe.richtext import clean_line
from kenniscafe.uploads import FileIsRefused, make_harmless

LONGEST_TITLE = 255


def _made_harmless(brought: "UploadedFile[bytes]") -> None:
    try:
        make_harmless(brought)
    except FileIsRefused as refused:
        raise ValidationError(str(refused.message)) from refused


class PictureField(WagtailImageField):
    """Wagtail opens a picture in the process that serves pages: it gets what a child has written anew."""

    def to_python(self, data: Any) -> Any:
        if isinstance(data, UploadedFile):
            _made_harmless(data)
        return super().to_python(data)


class _WholeOrNot(forms.BaseForm):
    def clean_title(self) -> str:
        title = clean_line(self.cleaned_data["title"], limit=LONGEST_TITLE)
        if not title:
            raise ValidationError(_("Fill in a title."))
        return title

    def clean(self) -> Any:
        """Where something else is wrong Wagtail would put the file aside, and nobody ever takes that away."""
        if self.errors and isinstance(self.cleaned_data.get("file"), UploadedFile):
            self.add_error("file", _("Something else is not right yet. Choose the file again."))
        return super().clean()


class PictureForm(_WholeOrNot, BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if theirs := self.fields.get("file"):
            self.fields["file"] = PictureField(
                label=theirs.label, required=theirs.required, widget=theirs.widget
            )


class DocumentForm(_WholeOrNot, BaseDocumentForm):
    def clean_file(self) -> Any:
        if isinstance(self.cleaned_data["file"], UploadedFile):
            _made_harmless(self.cleaned_data["file"])
        return self.cleaned_data["file"]
