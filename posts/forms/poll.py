"""The poll one may add while writing: nothing filled in is no poll."""

from datetime import datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kenniscafe import richtext
from people.models import User
from people.zones import HourNeverComes, moment_in, zone_of
from posts.actions.polls import FEWEST, LONGEST, MOST
from posts.forms.fields import ClockField, TextField
from posts.permissions import TimeNeverComes


class ChoicesField(TextField):
    """One choice a line. Cleans to a list of different choices."""

    def clean(self, value: Any) -> list[str]:
        text = cast(str, super().clean(value))
        lines = [richtext.clean_line(line, limit=2 * LONGEST) for line in text.splitlines()]
        choices = list(dict.fromkeys(line for line in lines if line))
        if choices and not FEWEST <= len(choices) <= MOST:
            raise ValidationError(_("Give two to ten different choices, one a line."))
        if any(len(choice) > LONGEST for choice in choices):
            raise ValidationError(
                _("A choice has at most %(most)s characters.") % {"most": LONGEST}
            )
        return choices


class PollFields(forms.Form):
    viewer: User
    poll_options = ChoicesField(
        label=_("Choices"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One choice a line, two to ten of them."),
    )
    poll_several = forms.BooleanField(label=_("People may choose more than one"), required=False)
    poll_named = forms.BooleanField(label=_("Show who chose what"), required=False)
    poll_closes_at = ClockField(
        label=_("Closes at"),
        required=False,
        help_text=_("Empty: it stays open until you close it."),
    )

    def clean(self) -> dict[str, Any]:
        said = cast("dict[str, Any]", super().clean())
        told = said.get("poll_closes_at")
        if told:
            said["poll_closes_at"] = self._closing(told)
        if told and not said.get("poll_options") and "poll_options" not in self.errors:
            self.add_error("poll_options", _("Give two to ten different choices, one a line."))
        return said

    def _closing(self, told: datetime) -> datetime | None:
        """By the clock of who writes."""
        try:
            moment = moment_in(zone_of(self.viewer), told)
        except (HourNeverComes, OverflowError):
            self.add_error("poll_closes_at", str(TimeNeverComes.message))
            return None
        if moment.at <= timezone.now():
            self.add_error("poll_closes_at", _("Choose a moment that has yet to come."))
        return moment.at

    @property
    def has_poll(self) -> bool:
        """Whether its part of the form stands open."""
        return any(bool(self[name].value()) for name in PollFields.base_fields)
