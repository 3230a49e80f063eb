"""What somebody fills in about whether a post still holds, and where it belongs."""

import re
from typing import Any, Final, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.forms import one_called
from communities.models import Community
from kenniscafe.numbers import whole
from people.models import User
from posts.forms.fields import LineField
from posts.forms.writing import EVERYONE
from posts.models import Post
from posts.upkeep import places_to_move_to, posts_meant

NEVER: Final = "never"
TERMS: Final = [
    (NEVER, _("Do not ask")),
    ("6", _("Every six months")),
    ("12", _("Every year")),
    ("24", _("Every two years")),
]
ADDRESS: Final = re.compile(r"/berichten/(\d{1,18})/?(?:[?#].*)?$")


class LookAfterForm(forms.Form):
    owner = LineField(
        label=_("Who keeps this right?"),
        max_length=120,
        required=False,
        help_text=_("A name or handle. Empty: the author."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    check_every = forms.ChoiceField(
        label=_("How often do we ask: is this still right?"),
        choices=TERMS,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, viewer: User, post: Post, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "owner": f"@{post.owner.handle}" if post.owner else "",
            "check_every": str(post.check_every or NEVER),
        }
        super().__init__(*args, **kwargs)
        self.viewer, self.post = viewer, post

    def clean_owner(self) -> User | None:
        words = self.cleaned_data["owner"]
        if not words or (self.post.owner and words == f"@{self.post.owner.handle}"):
            return self.post.owner if words else None
        return one_called(self.viewer, words)

    def clean_check_every(self) -> int | None:
        said = self.cleaned_data["check_every"]
        return None if said == NEVER else int(said)


class ObsoleteForm(forms.Form):
    """Which post takes its place: its address, or words by which it is found and then chosen."""

    reason = LineField(
        label=_("Why does it no longer hold?"),
        max_length=200,
        required=False,
        help_text=_("One line. Readers see it above the post."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    replacement = LineField(
        label=_("What can people read instead?"),
        max_length=400,
        required=False,
        help_text=_("The address of a post, or words from its title."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    chosen = forms.CharField(required=False, max_length=20)

    def __init__(self, *args: Any, viewer: User, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer, self.post = viewer, post
        self.meant: list[Post] = []  # to choose from

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        words, chosen = said.get("replacement", ""), said.get("chosen", "")
        said["replaced_by"] = self._found(words, chosen) if words or chosen else None
        return said

    def _found(self, words: str, chosen: str) -> Post | None:
        address = ADDRESS.search(words)
        number = whole(chosen) or (whole(address[1]) if address else None)
        seen = Post.objects.visible_to(self.viewer).published()
        found = seen.filter(pk=number).first() if number else None
        if found is None:
            self._offer("" if number else words)
        return found

    def _offer(self, words: str) -> None:
        found = posts_meant(self.viewer, words, most=6) if words else []
        self.meant = [post for post in found if post.pk != self.post.pk and not post.is_obsolete]
        if self.meant:
            self.add_error("replacement", _("Choose below which post you mean."))
        else:
            self.add_error("replacement", _("We find no post like that. Paste its address."))


class MoveForm(forms.Form):
    to = forms.ChoiceField(label=_("Where does it belong?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, viewer: User, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {str(place.pk): place for place in places_to_move_to(viewer, post)}
        choices = [(pk, place.name) for pk, place in self.places.items()]
        if viewer.is_employee and post.community_id is not None:
            choices.insert(0, (EVERYONE, str(_("All colleagues"))))
        cast(forms.ChoiceField, self.fields["to"]).choices = choices

    def clean_to(self) -> Community | None:
        return self.places.get(self.cleaned_data["to"])
