"""The four steps of the first day: what is asked in each, and what becomes of the answer. Nothing has to be filled in."""

from typing import Any, cast

from django import forms
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.actions import keep_link
from communities.actions import join_community
from kenniscafe import richtext
from pages.queries.first_day import offered_places, offered_tags
from people.actions import change_profile, follow_tag, state_tags
from people.forms.lines import line
from people.models import PersonTag, User
from tags.forms import TagsField

Stance = PersonTag.Stance
STANCES: tuple[tuple[str, str | Promise], ...] = (
    (Stance.KNOWS.value, _("I know it")),
    (Stance.PRACTISES.value, _("I do it")),
    (Stance.LEARNS.value, _("I am learning it")),
    (Stance.SEEKS.value, _("I seek it")),
    ("", _("not mine")),
)


class Step(forms.Form):
    title: str | Promise = ""
    about: str | Promise = ""
    template = ""

    def __init__(self, *args: Any, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer

    def save(self) -> None:
        raise NotImplementedError


class WhoStep(Step):
    title, about = _("Who are you?"), _("So colleagues know you at the table")
    template = "who"

    job = line(_("What do you do, in plain words?"), "job")
    quote = line(_("In your own words"), "quote", help_text=_("One sentence under your name."))

    def __init__(self, *args: Any, viewer: User, **kwargs: Any) -> None:
        told = {"job": viewer.profile.job, "quote": viewer.profile.quote}
        super().__init__(*args, viewer=viewer, initial=told, **kwargs)

    def save(self) -> None:
        said = self.cleaned_data
        change_profile(self.viewer, job=said["job"], quote=said["quote"])


class BringStep(Step):
    title = _("What do you bring, what do you seek?")
    about = _("Tap what is true. Learning and seeking are worth as much as knowing")
    template = "bring"

    more = TagsField(label=_("Anything else you know of?"), required=False)

    def __init__(self, *args: Any, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        self.offered = offered_tags(viewer)
        for offer in self.offered:
            self.fields[f"tag_{offer.tag.pk}"] = forms.ChoiceField(
                label=f"#{offer.tag.label()}",
                choices=STANCES,
                required=False,
                widget=forms.RadioSelect,
                initial="",
            )

    def rows(self) -> list[tuple[forms.BoundField, str]]:
        return [(self[f"tag_{offer.tag.pk}"], offer.why) for offer in self.offered]

    def save(self) -> None:
        """What they said before stays; what they say something of, they follow."""
        chosen = {offer.tag: self.cleaned_data[f"tag_{offer.tag.pk}"] for offer in self.offered}
        said: dict[str, list[str]] = {stance: [] for stance in Stance.values}
        told = PersonTag.objects.visible_to(self.viewer).filter(
            person=self.viewer, source=PersonTag.Source.STATED
        )
        for row in told.select_related("tag"):
            said[row.stance].append(row.tag.name)
        said[Stance.KNOWS] += self.cleaned_data["more"]
        for tag, stance in chosen.items():
            if stance:
                said[stance].append(tag.name)
        with transaction.atomic():
            state_tags(self.viewer, stances=said)
            for row in (
                PersonTag.objects.visible_to(self.viewer)
                .filter(person=self.viewer)
                .select_related("tag")
            ):
                follow_tag(self.viewer, tag=row.tag)


class WhereStep(Step):
    title = _("Where do you pull up a chair?")
    about = _("Being a member is reading along. You need not write")
    template = "where"

    places = forms.MultipleChoiceField(
        label=_("Communities"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        self.offered = offered_places(viewer)
        choices = [(str(offer.community.pk), offer.community.name) for offer in self.offered]
        cast(forms.MultipleChoiceField, self.fields["places"]).choices = choices

    def rows(self) -> list[tuple[Any, Any]]:
        return list(zip(self["places"], self.offered, strict=True))

    def save(self) -> None:
        for offer in self.offered:
            if str(offer.community.pk) in self.cleaned_data["places"]:
                join_community(self.viewer, community=offer.community)


class KeepStep(Step):
    title = _("Keep your first thing")
    about = _("Your archive works even if you know nobody here yet")
    template = "keep"

    address = forms.CharField(
        label=_("Paste a link"),
        max_length=2000,
        required=False,
        widget=forms.URLInput(attrs={"placeholder": "https://", "autocomplete": "off"}),
    )
    title_of_it = forms.CharField(label=_("What is it called?"), max_length=200, required=False)
    note = forms.CharField(
        label=_("What does this mean for us?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"].strip()
        if not address:
            return ""
        safe = richtext.safe_link(address if "://" in address else f"https://{address}")
        if safe is None:
            raise forms.ValidationError(
                _("That is not an address we can keep. It starts with http:// or https://.")
            )
        return safe

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        about_it = said.get("title_of_it") or said.get("note")
        if about_it and not said.get("address") and "address" not in self.errors:
            self.add_error("address", _("Of which page? Paste its address, or skip this."))
        return said

    def save(self) -> None:
        said = self.cleaned_data
        if said["address"]:
            title = said["title_of_it"] or richtext.normalise_address(said["address"])
            keep_link(self.viewer, address=said["address"], title=title[:200], note=said["note"])


STEPS: tuple[type[Step], ...] = (WhoStep, BringStep, WhereStep, KeepStep)
