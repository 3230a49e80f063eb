"""Fields that more than one form of posts has."""

import re
from datetime import datetime
from typing import Any, cast
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kenniscafe import richtext
from kenniscafe.numbers import whole

LONGEST_TEXT = 100_000

Line = tuple[str, str]  # a handle in small letters, and words


class LineField(forms.CharField):
    """One line; what cannot be seen is not there."""

    def to_python(self, value: Any) -> str:
        return richtext.clean_line(str(super().to_python(value) or ""), limit=2 * LONGEST_TEXT)


class TextField(forms.CharField):
    """Lines of text; a null is in no keyboard and would be an error nobody can find."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value) or "").replace("\x00", "")


class KeyField(forms.UUIDField):
    """What makes the same form sent twice one post. A forged one is no key, and nothing to bother people with."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput, initial=uuid4)

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except ValidationError:
            return None


class NumberField(forms.Field):
    """What the form itself counts. A forged one is none."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput, initial=0)

    def to_python(self, value: Any) -> int:
        return whole(value) or 0


class ClockField(forms.Field):
    """A day and an hour as a clock on the wall tells them; the form knows which wall."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"})

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        try:
            return datetime.fromisoformat(str(value)).replace(tzinfo=None, second=0, microsecond=0)
        except ValueError:
            raise ValidationError(_("Choose a day and a time.")) from None


class FilesField(forms.Field):
    """Ids of files on the form. A forged one is none; whose they are the action asks."""

    most = 50
    widget = forms.MultipleHiddenInput

    def __init__(self) -> None:
        super().__init__(required=False, initial=list)

    def clean(self, value: Any) -> list[int]:
        ids = [number for one in value or () if (number := whole(one))]
        return list(dict.fromkeys(ids))[: self.most]


class InvolvedField(TextField):
    """One person a line: the handle, then what they did. Cleans to a list of (handle, words)."""

    most, longest = 10, 80

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        super().__init__(max_length=3000, required=False, **kwargs)

    def clean(self, value: Any) -> list[Line]:
        text = cast(str, super().clean(value))
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if len(lines) > self.most:
            raise ValidationError(_("Name at most %(most)s people.") % {"most": self.most})
        return [self._read(line) for line in lines]

    def _read(self, line: str) -> Line:
        match = re.fullmatch(r"@?([\w-]+)[,:]?(?:\s+(.*))?", line)
        if match is None:
            problem = gettext("Begin each line with @ and somebody’s handle: “%(line)s” does not.")
            raise ValidationError(problem % {"line": richtext.clean_line(line, limit=40)})
        words = richtext.clean_line(match[2] or "", limit=2000)
        if len(words) > self.longest:
            problem = gettext("Use at most %(most)s characters for what @%(handle)s did.")
            raise ValidationError(problem % {"most": self.longest, "handle": match[1]})
        return match[1].lower(), words
