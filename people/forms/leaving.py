"""What becomes of somebody's words when they go, and being sure of it."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import User
from people.personal import Words

CHOICES = (
    (
        Words.NAMED.value,
        _("It stays, with my name"),
        _("Colleagues see that you are gone. What you told of yourself goes."),
    ),
    (
        Words.NAMELESS.value,
        _("It stays, without my name"),
        _("It says ‘a former colleague’. Conversations can still be read."),
    ),
    (
        Words.NONE.value,
        _("Take my words away"),
        _(
            "Your posts go, with the replies under them. Your replies elsewhere become ‘taken back by its author’; "
            "an accepted answer then no longer counts."
        ),
    ),
)


class LeaveForm(forms.Form):
    words = forms.ChoiceField(
        label=_("What happens to what you wrote?"),
        choices=[(value, label) for value, label, _meaning in CHOICES],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        kwargs["initial"] = {"words": Words.NAMED.value}
        super().__init__(*args, **kwargs)
        self.person = person

    def options(self) -> list[tuple[Any, Any]]:
        """Each radio, and what it means."""
        return list(zip(self["words"], (meaning for _v, _l, meaning in CHOICES), strict=True))

    def label_of(self, words: str) -> str:
        return str(dict(cast(Any, self.fields["words"]).choices)[words])


class SureForm(forms.Form):
    email = forms.CharField(
        label=_("Type your e-mail address to be sure"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
