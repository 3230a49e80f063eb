"""Being busy or away, from when until when, and who stands in."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from kenniscafe.richtext import clean_line
from people.models import Absence, User
from people.permissions import can_stand_in
from people.queries import might_stand_in
from people.zones import today_of

HERE, BUSY, AWAY = "here", Absence.Kind.BUSY.value, Absence.Kind.AWAY.value


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def day_field(label: Any, **more: Any) -> forms.DateField:
    wrong = {"invalid": _("This is no day. Write it as 2026-12-31.")}
    return forms.DateField(
        label=label, widget=DayInput(), required=False, error_messages=wrong, **more
    )


class AwayForm(forms.Form):
    """The days and the stand-in of one absence."""

    first_day = day_field(_("First day"))
    last_day = day_field(_("Last day"))
    stand_in = forms.ChoiceField(
        label=_("Stand-in"),
        required=False,
        help_text=_("Whoever you choose is first asked whether that is all right."),
    )
    other = forms.CharField(
        label=_("Or somebody else"),
        required=False,
        max_length=120,
        help_text=_("A name or handle, such as @fenna-postma."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.found = person, {}
        choices = [("", gettext("Nobody, questions wait for me"))]
        for other, shared in might_stand_in(person):
            self.found[other.handle] = other
            choices.append((other.handle, _why(other, shared)))
        self._offer_present(choices)
        cast(forms.ChoiceField, self.fields["stand_in"]).choices = choices

    def clean_other(self) -> User | None:
        words = clean_line(self.cleaned_data["other"], limit=120)
        if not words:
            return None
        seen, handle = User.objects.visible_to(self.person), words.removeprefix("@").lower()
        found = list(seen.filter(handle=handle)[:1]) or list(seen.filter(name__iexact=words)[:2])
        if len(found) == 1 and can_stand_in(self.person, found[0]):
            chosen: User = found[0]
            return chosen
        if len(found) > 1:
            problem = _("More people are called this. Write the handle, such as @fenna-postma.")
            raise forms.ValidationError(problem)
        raise forms.ValidationError(_("We know nobody by this name who can stand in for you."))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self.is_away(said):
            for name in ("first_day", "last_day"):
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, _("Which day?"))
        return said

    def is_away(self, said: dict[str, Any]) -> bool:
        return True

    def days(self) -> tuple[date, date]:
        return self.cleaned_data["first_day"], self.cleaned_data["last_day"]

    def chosen(self) -> User | None:
        other: User | None = self.cleaned_data["other"]
        return other or self.found.get(self.cleaned_data["stand_in"])

    def _offer_present(self, choices: list[tuple[str, str]]) -> None:
        """Who stands in now stays to be chosen."""
        present = self.initial.get("present")
        if isinstance(present, User):
            self.initial["stand_in"] = present.handle
            if present.handle not in self.found:
                self.found[present.handle] = present
                choices.append((present.handle, present.name))


class AvailabilityForm(AwayForm):
    state = forms.ChoiceField(
        label=_("How is it?"),
        choices=[
            (HERE, _("I am available")),
            (BUSY, _("I am busy, until the last day")),
            (AWAY, _("I am away, from the first day until the last")),
        ],
        widget=forms.RadioSelect,
    )
    field_order = ("state", "first_day", "last_day", "stand_in", "other")

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        today = today_of(person)
        kwargs["initial"] = {"state": AWAY, "first_day": today, **kwargs.get("initial", {})}
        super().__init__(*args, person=person, **kwargs)

    def is_away(self, said: dict[str, Any]) -> bool:
        return said.get("state") == AWAY

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if said.get("state") == BUSY and not said.get("last_day") and "last_day" not in self.errors:
            self.add_error("last_day", _("Until which day?"))
        if said.get("state") == HERE:
            for name in ("first_day", "last_day", "stand_in", "other"):
                self.errors.pop(name, None)  # nothing of it is used
        return said


def _why(person: User, shared: int) -> str:
    if not shared:
        return gettext("%(name)s, works in the same department") % {"name": person.name}
    words = ngettext(
        "%(name)s, shares %(count)s topic with you",
        "%(name)s, shares %(count)s topics with you",
        shared,
    )
    return words % {"name": person.name, "count": shared}
