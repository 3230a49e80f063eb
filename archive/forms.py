from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from archive.actions import Place
from archive.models import Bookmark
from communities.models import Community
from kenniscafe import richtext
from people.models import User
from tags.forms import TagsField


class KeepForm(forms.Form):
    """Of a post, a reply or a person: the viewer's own note, and whether others may see it."""

    note = forms.CharField(
        label=_("Why do you keep this?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    tags = TagsField(required=False)
    audience = forms.ChoiceField(
        label=_("Who sees it?"),
        choices=[
            (Bookmark.Audience.ONLY_ME, _("Only me")),
            (Bookmark.Audience.SHARED, _("Whoever may see it too")),
        ],
        widget=forms.RadioSelect,
    )

    def place(self) -> Place:
        return Place(audience=self.cleaned_data["audience"])


class LinkForm(forms.Form):
    """Of an outside page; nothing is fetched from it, so its title is typed."""

    client_key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)
    address = forms.CharField(
        label=_("Address"),
        max_length=2000,
        widget=forms.URLInput(attrs={"placeholder": "https://", "autocomplete": "off"}),
    )
    title = forms.CharField(label=_("Title"), max_length=200)
    note = forms.CharField(
        label=_("Why do you keep this?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One sentence is enough. Colleagues read it before the link."),
    )
    tags = TagsField(required=False)
    audience = forms.ChoiceField(label=_("Who sees it?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.communities = {
            str(community.pk): community
            for community in Community.objects.joined_by(viewer).in_use().order_by("name")
        }
        choices: list[tuple[str, Any]] = [("only_me", _("Only me"))]
        if viewer.is_employee:
            choices.append(("everyone", _("All colleagues")))
        choices += [(pk, community.name) for pk, community in self.communities.items()]
        self.fields["audience"].choices = choices  # type: ignore[attr-defined]

    def clean_address(self) -> str:
        address = self.cleaned_data["address"].strip()
        if "://" not in address and ":" not in address.partition("/")[0]:
            address = f"https://{address}"
        safe = richtext.safe_link(address)
        if safe is None:
            raise forms.ValidationError(
                _("That is not an address we can keep. It starts with http:// or https://.")
            )
        return safe

    def place(self) -> Place:
        chosen = self.cleaned_data["audience"]
        if chosen in self.communities:
            return Place(Bookmark.Audience.COMMUNITY, self.communities[chosen])
        return Place(audience=chosen)
