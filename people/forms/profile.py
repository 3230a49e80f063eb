"""What somebody tells of themselves, and who may read it."""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kenniscafe.richtext import from_markdown, to_markdown
from people.actions import LONGEST, MOST_WISHES, ProfileFields
from people.forms.door import LANGUAGES
from people.forms.lines import line, not_empty
from people.models import OrganisationUnit, PersonTag, Profile, User, Visibility
from people.zones import PARTS_OF_THE_WORLD, zone_names
from tags.forms import TagsField

LONGEST_ABOUT = 5000
PLAIN = ("name", "unit", "job", "quote", "place", "phone", "since", "languages", "wants")


class LanguageForm(forms.Form):
    language = forms.ChoiceField(
        label=_("Language of the café"),
        choices=LANGUAGES,
        widget=forms.RadioSelect,
        help_text=_("What colleagues write stays in their own language."),
    )


class TimeZoneForm(forms.Form):
    time_zone = forms.ChoiceField(
        label=_("Where your clock stands"),
        required=False,
        help_text=_("For the time at which something is posted later."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cafe = gettext("As the café: %(zone)s") % {"zone": _in_words(settings.TIME_ZONE)}
        zones = sorted((_in_words(name), name) for name in zone_names())
        cast(forms.ChoiceField, self.fields["time_zone"]).choices = [
            ("", cafe),
            *((name, words) for words, name in zones),
        ]


def _in_words(zone: str) -> str:
    """Whoever looks for a clock knows the city: that comes first."""
    part, _slash, city = zone.partition("/")
    return f"{city.replace('/', ', ').replace('_', ' ')} ({PARTS_OF_THE_WORLD[part]})"


class ProfileForm(forms.Form):
    """Each field with who may read it (`sees_…`), and per stance the tags somebody says of themselves."""

    name = forms.CharField(label=_("Name"), max_length=LONGEST["name"])
    unit = forms.ModelChoiceField(
        label=_("Department"),
        queryset=OrganisationUnit.objects.all(),
        required=False,
        empty_label=_("No department"),
    )
    job = line(_("What you do"), "job")
    quote = line(_("In your own words"), "quote", help_text=_("One sentence under your name."))
    place = line(_("Where you work"), "place")
    phone = line(_("Phone"), "phone", widget=forms.TextInput(attrs={"type": "tel"}))
    email = forms.EmailField(
        label=_("E-mail"), required=False, disabled=True, help_text=_("You sign in with it.")
    )
    since = forms.IntegerField(
        label=_("Here since"), min_value=1950, required=False, help_text=_("A year, such as 2016.")
    )
    languages = line(_("Languages"), "languages")
    about = forms.CharField(
        label=_("About you"),
        max_length=LONGEST_ABOUT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("An empty line begins a new paragraph."),
    )
    wants = forms.CharField(
        label=_("What you want"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("At most five wishes, each on a line of its own."),
    )
    knows = TagsField(label=_("I know"), required=False, help_text="")
    practises = TagsField(label=_("I do"), required=False, help_text="")
    learns = TagsField(label=_("I am learning"), required=False, help_text="")
    seeks = TagsField(label=_("I am looking for"), required=False, help_text="")
    offers = TagsField(label=_("I offer"), required=False, help_text="")

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        kwargs["initial"] = _told(person) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        for field in Profile.FIELDS:
            self.fields[f"sees_{field}"] = forms.ChoiceField(
                label=_("Who sees it?"),
                choices=[(seen.value, capfirst(seen.label)) for seen in Visibility],
                required=False,
            )
        if not person.is_employee:
            del self.fields["unit"]

    def clean_name(self) -> str:
        return not_empty(self.cleaned_data["name"], LONGEST["name"])

    def clean_since(self) -> int | None:
        year: int | None = self.cleaned_data["since"]
        if year is not None and year > timezone.localdate().year:
            raise forms.ValidationError(_("This year has not begun yet."))
        return year

    def clean_wants(self) -> list[str]:
        wishes = [line for line in self.cleaned_data["wants"].splitlines() if line.strip()]
        if len(wishes) > MOST_WISHES:
            raise forms.ValidationError(_("At most five wishes."))
        if any(len(wish) > LONGEST["wish"] for wish in wishes):
            raise forms.ValidationError(_("A wish has at most 120 characters."))
        return wishes

    def changes(self) -> ProfileFields:
        typed = self.cleaned_data
        changes: dict[str, Any] = {name: typed[name] for name in PLAIN if name in typed}
        changes["about"] = from_markdown(typed["about"], people={})
        changes["visibility"] = {
            field: typed[f"sees_{field}"] or Visibility.EVERYONE for field in Profile.FIELDS
        }
        changes["stances"] = {stance: typed[stance] for stance in PersonTag.Stance.values}
        return cast(ProfileFields, changes)

    def lines(self) -> list[tuple[forms.BoundField, forms.BoundField | None]]:
        """A field, and who sees it where that is theirs to choose."""
        names = [name for name in self.fields if name in {"name", "unit", "job", *Profile.FIELDS}]
        return [(self[name], self._sees(name)) for name in names]

    def _sees(self, name: str) -> forms.BoundField | None:
        return self[f"sees_{name}"] if name in Profile.FIELDS else None

    def tags(self) -> list[forms.BoundField]:
        return [self[stance] for stance in PersonTag.Stance.values]


def _told(person: User) -> dict[str, Any]:
    """What the form shows before anything is typed."""
    profile = person.profile
    told = {name: getattr(profile, name) for name in PLAIN if name not in ("name", "wants")}
    told |= {"name": person.name, "email": person.email}
    told |= {"about": to_markdown(profile.about, handles={}), "wants": "\n".join(profile.wants)}
    told |= {f"sees_{field}": profile.visibility_of(field) for field in Profile.FIELDS}
    return told | _said(person)


def _said(person: User) -> dict[str, list[str]]:
    said: dict[str, list[str]] = {stance: [] for stance in PersonTag.Stance.values}
    mine = PersonTag.objects.visible_to(person).filter(person=person)
    for row in mine.filter(source=PersonTag.Source.STATED).select_related("tag").order_by("pk"):
        said[row.stance].append(row.tag.name)
    return said
