"""How somebody wants to be told, as they fill it in."""

from typing import Any, Final

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from notifications.models import Channel, Notice, Preference

Kind = Notice.Kind
NONE: Final = "none"
# What is asked about, by what it has to do with.
GROUPS: Final = [
    (
        _("Meant for you"),
        [
            Kind.MENTION,
            Kind.STAND_IN,
            Kind.REPLY,
            Kind.ACCEPTED,
            Kind.INVITED,
            Kind.DECIDED,
            Kind.ABSENCE,
            Kind.GUEST,
            Kind.JUDGED,
        ],
    ),
    (_("In conversations you follow"), [Kind.FOLLOWED_REPLY, Kind.FOLLOWED_ACCEPTED]),
    (
        _("Around your communities"),
        [Kind.COMMUNITY_POST, Kind.FOLLOWED_POST, Kind.WAITS, Kind.REPORTED],
    ),
]


PLACES: Final = [*Channel.choices, (NONE, _("Not"))]
ASKED: Final = [kind for _label, kinds in GROUPS for kind in kinds]


class ClockInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class PreferenceForm(forms.Form):
    budget = forms.TypedChoiceField(
        label=_("How often may I disturb you?"),
        choices=Preference.Budget.choices,
        coerce=int,
        widget=forms.RadioSelect,
    )
    quiet_from = forms.TimeField(label=_("Quiet from"), widget=ClockInput)
    quiet_until = forms.TimeField(label=_("Until"), widget=ClockInput)
    quiet_days = forms.TypedMultipleChoiceField(
        label=_("Quiet all day on"),
        choices=list(WEEKDAYS.items()),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    rhythm = forms.ChoiceField(label=_("Cup of coffee"), choices=Preference.Rhythm.choices)
    bundle_at = forms.TimeField(label=_("Bundle at"), widget=ClockInput)
    bundles = forms.BooleanField(label=_("Send me the bundle by mail"), required=False)

    def __init__(self, *args: Any, wish: Preference, **kwargs: Any) -> None:
        names = list(self.base_fields)
        kwargs["initial"] = {name: getattr(wish, name) for name in names}
        super().__init__(*args, **kwargs)
        self.wish = wish
        for kind in ASKED:
            self.fields[f"kind_{kind}"] = forms.MultipleChoiceField(
                label=kind.label,
                choices=PLACES,
                required=False,
                initial=sorted(wish.channels_of(kind)) or [NONE],
            )

    def matrix(self) -> list[tuple[str, list[Any]]]:
        """Groups with their rows: label, field name, and per channel its value, name and whether it is chosen."""
        return [(str(label), [self._row(kind) for kind in kinds]) for label, kinds in GROUPS]

    def wishes(self) -> dict[str, Any]:
        """For the action. *Not* empties the rest of its row."""
        plain = {name: self.cleaned_data[name] for name in self.base_fields}
        channels = {}
        for kind in ASKED:
            chosen = set(self.cleaned_data[f"kind_{kind}"])
            channels[str(kind)] = set() if NONE in chosen else chosen
        return {**plain, "channels": channels}

    def clean_quiet_days(self) -> list[int]:
        return sorted(set(self.cleaned_data["quiet_days"]))

    def _row(self, kind: Kind) -> dict[str, Any]:
        name = f"kind_{kind}"
        value = self[name].value() or []
        cells = [(key, label, key in value) for key, label in PLACES]
        return {"label": kind.label, "name": name, "cells": cells}
