"""What somebody fills in who reports, and who decides."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from posts.forms.fields import LineField, NumberField, TextField
from posts.models import Judgement, Rule

What = Judgement.What
REASONS = [
    (Rule.HURTFUL, _("It is hurtful")),
    (Rule.PERSONAL, _("It has personal data in it")),
    (Rule.ADVERTISING, _("It is advertising")),
    (Rule.OTHER, _("Something else")),
]
AGREEMENTS = [
    ("", _("Choose")),
    (Rule.HURTFUL, _("Play the ball, not the colleague")),
    (Rule.PERSONAL, _("No personal data")),
    (Rule.ADVERTISING, _("No advertising")),
    (Rule.OTHER, _("Another one")),
]
# What, what it is called on a button, its picture, and what comes of it.
DECISIONS = {
    What.LEAVE: (
        pgettext_lazy("decision", "Leave it"),
        "circle-check",
        _("Who reported it reads why"),
    ),
    What.HIDE: (
        _("Hide it"),
        "eye-off",
        _("Out of sight. When its author adapts it you look again"),
    ),
    What.WARN: (
        _("Warn"),
        "message-square-warning",
        _("It stays; its author gets your explanation"),
    ),
    What.REMOVE: (_("Remove it"), "trash-2", _("Can come back for 30 days. Ask a second first")),
    What.END: (_("End their account"), "user-x", _("At once: they are signed off everywhere")),
    What.RESTORE: (_("Put it back"), "undo-2", _("Everybody sees it again")),
}


class ReportForm(forms.Form):
    rule = forms.ChoiceField(
        label=_("What is wrong with it?"), choices=REASONS, widget=forms.RadioSelect
    )
    words = LineField(
        label=_("In your own words"),
        max_length=500,
        required=False,
        help_text=_("Moderators read this, not who you are."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class JudgeForm(forms.Form):
    what = forms.ChoiceField(
        label=_("What do you decide?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you decide.")},
    )
    rule = forms.ChoiceField(
        label=_("What does this go against?"),
        choices=AGREEMENTS,
        required=False,
    )
    reason = TextField(
        label=_("Why?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Give a reason. Without one this cannot be decided.")},
    )
    seen = NumberField()

    def __init__(self, *args: Any, choices: Sequence[Judgement.What], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.open = [(what, *DECISIONS[what]) for what in choices]
        known = [(what, label) for what, label, _icon, _hint in self.open]
        cast(forms.ChoiceField, self.fields["what"]).choices = known
        if not any(what in (What.HIDE, What.WARN, What.REMOVE) for what in choices):
            del self.fields["rule"]
