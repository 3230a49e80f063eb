"""What people fill in about a community. Text in lines is tidied before it is judged."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from communities.models import Community, JoinRequest, Level, Membership
from communities.queries import people_called
from kenniscafe.richtext import clean_line, from_markdown
from people.models import User


class LineField(forms.CharField):
    """One line; what cannot be seen is not there."""

    def to_python(self, value: Any) -> str:
        text = str(super().to_python(value) or "")
        far_too_long = len(text) > 4 * (self.max_length or 0)  # refused below, and slow to tidy
        return text if far_too_long else clean_line(text, limit=max(len(text), 1))


class CommunityForm(forms.Form):
    name = LineField(
        label=_("What is it called?"),
        max_length=Community._meta.get_field("name").max_length,
        help_text=_("Short, without abbreviations. You can change it later."),
    )
    purpose = LineField(
        label=_("What is it for?"),
        max_length=Community._meta.get_field("purpose").max_length,
        help_text=_("One sentence. New people read this first."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    kind = forms.ChoiceField(
        label=_("Who can come in?"),
        choices=Community.Kind.choices,
        initial=Community.Kind.OPEN,
        widget=forms.RadioSelect,
    )
    icon = forms.ChoiceField(
        label=_("Tile"),
        choices=Community.Icon.choices,
        initial=Community.Icon.CUP,
        widget=forms.RadioSelect,
    )

    def described(self) -> dict[str, str]:
        """The valid form as the actions take it."""
        return {key: self.cleaned_data[key] for key in ("name", "purpose", "kind", "icon")}


class StartForm(CommunityForm):
    """What somebody new reads first is begun here; later it is a page of its own."""

    about = forms.CharField(
        label=_("Start here"),
        required=False,
        max_length=20_000,
        help_text=_("What does somebody who is new need to know? You can use Markdown."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    client_key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)
    field_order = ("name", "purpose", "about", "kind", "icon")

    def described(self) -> dict[str, str]:
        return super().described() | {"html": from_markdown(self.cleaned_data["about"], people={})}


def settings_of(community: Community) -> dict[str, str]:
    return {
        "name": community.name,
        "purpose": community.purpose,
        "kind": community.kind,
        "icon": community.icon,
    }


class AskForm(forms.Form):
    words = LineField(
        label=_("Why would you like to join?"),
        required=False,
        max_length=JoinRequest._meta.get_field("words").max_length,
        help_text=_("One or two sentences for the community managers."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class LevelForm(forms.Form):
    """How much somebody wants to hear of a community or a conversation."""

    level = forms.ChoiceField(choices=Level.choices)


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=Membership.Role.choices)


def one_called(viewer: User, words: str) -> User:
    """Whom the viewer means by a name or handle; ValidationError where that is nobody, or more than one."""
    found = people_called(viewer, words)
    if not found:
        raise ValidationError(gettext("We know nobody by this name. Check the spelling."))
    if len(found) > 1:
        names = ", ".join(f"{person.name} (@{person.handle})" for person in found)
        problem = gettext("More people are called this. Whom do you mean? %(names)s")
        raise ValidationError(problem % {"names": names})
    return found[0]


class InviteForm(forms.Form):
    who = LineField(
        label=_("Name or handle"),
        max_length=120,
        help_text=_("For example Fenna Postma, or @fenna-postma."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer

    def clean_who(self) -> User:
        return one_called(self.viewer, self.cleaned_data["who"])
