"""What somebody fills in for a post: one form for four kinds, so that changing the kind loses nothing typed.

Higher apps add fields by `posts.slots`.
"""

from typing import Any, cast

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from frontend.moments import clock
from kenniscafe import richtext
from kenniscafe.permissions import RuleBroken
from people.models import User
from people.zones import Moment
from posts import queries, slots
from posts.actions.involvement import Named
from posts.audience import readers
from posts.forms.fields import (
    LONGEST_TEXT,
    ClockField,
    FilesField,
    InvolvedField,
    KeyField,
    Line,
    LineField,
    NumberField,
    TextField,
)
from posts.forms.poll import PollFields
from posts.models import Draft, Post
from posts.planning import planned
from tags.forms import TagsField
from threads.mentions import handles_in

EVERYONE = "everyone"
KINDS = [Post.Kind.NOTE, Post.Kind.ARTICLE, Post.Kind.QUESTION, Post.Kind.IDEA]
TOO_LONG = _("This text is too long. Make two posts of it.")
NEEDS_TEXT = {Post.Kind.NOTE, Post.Kind.ARTICLE}


def html_field() -> TextField:
    """The same text as the editor writes it; in the place of `text` when it comes."""
    widget = forms.Textarea(attrs={"hidden": True, "disabled": True})
    return TextField(required=False, max_length=richtext.LONGEST_HTML, widget=widget)


class TextForm(forms.Form):
    """What can be said at first and changed later: title, text, tags and who helped."""

    title = LineField(
        label=_("Title"),
        max_length=200,
        required=False,
        widget=forms.Textarea(
            attrs={
                "rows": 1,
                "class": "title-in",
                "autocomplete": "off",
                "placeholder": " ",
                "data-controller": "autosize",
            }
        ),
    )
    text = TextField(
        label=_("Text"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10, "class": "post-text", "placeholder": " "}),
        help_text=_(
            "A blank line begins a new paragraph. Call a colleague with @ and their handle."
        ),
    )
    tags = TagsField(required=False)
    client_key = KeyField()
    draft_number = NumberField()
    involved = InvolvedField(
        label=_("Who had a part in it?"),
        help_text=_("One person a line: @fenna-postma saw it in the grass"),
    )

    def __init__(self, *args: Any, viewer: User, post: Post | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        self.fields["html"] = html_field()
        self.fields["files"] = FilesField()
        asked = slots.fields(viewer, post)
        self.fields.update(asked)
        self.asked = [self[name] for name in asked]
        self.known: dict[str, User] = {}  # people one may call or name here, by handle
        self.html = ""

    def kind(self) -> str:
        raise NotImplementedError

    def place(self) -> Community | None:
        raise NotImplementedError

    def already(self) -> set[int]:
        """People who stay, also where they can no longer read."""
        return set()

    def clean(self) -> dict[str, Any]:
        said = cast("dict[str, Any]", super().clean())
        lines: list[Line] = said.get("involved", [])
        written = self._written(said)
        self._learn_who(lines, written, said.get("text", ""))
        self._read_text(written, said.get("text", ""))
        self._check_not_empty(said)
        return said

    def people_named(self) -> list[Named]:
        return [(self.known[handle], words) for handle, words in self.cleaned_data["involved"]]

    def refuse(self, problem: str) -> None:
        """Whatever else is wrong is said too."""
        self.full_clean()
        self.add_error(None, problem)

    def go_on_from(self, draft: Draft) -> None:
        """Another device saved meanwhile: that is said once, and sending again takes this text."""
        problem = _(
            "You also wrote this on another device, until %(time)s. Send again to keep this text instead."
        )
        self.refuse(problem % {"time": clock(draft.saved_at)})
        self._put("draft_number", str(draft.number))

    def _learn_who(self, lines: list[Line], written: str, text: str) -> None:
        """Whom the text calls or the lines name, as far as they can read it there."""
        handles = {handle for handle, _ in lines}
        handles |= set() if written else richtext.mentioned_handles(text)
        called = sorted(richtext.mentioned_people(written))[: richtext.MOST_MENTIONS]
        if (handles or called) and "audience" not in self.errors:
            asked = Q(handle__in=handles) | Q(pk__in=called)
            here = readers(self.viewer, self.place()).filter(asked)
            stay = User.objects.filter(asked, pk__in=self.already())
            self.known = {person.handle: person for person in (*stay, *here)}
            self._check_known(lines)

    def _written(self, said: dict[str, Any]) -> str:
        """What the editor sent, made safe; empty when the text came in the plain form."""
        if self.errors.pop("html", None):
            self.add_error("text", TOO_LONG)
        return richtext.sanitise(said.get("html", ""))

    def _read_text(self, written: str, text: str) -> None:
        people = {handle: person.pk for handle, person in self.known.items()}
        try:
            if written:
                handles = {pk: handle for handle, pk in people.items()}
                self.html = richtext.resolve_mentions(written, handles=handles)
                self._show(richtext.to_markdown(self.html, handles=handles))
            else:
                self.html = richtext.from_markdown(text, people=people, pictures=True)
                self._show(text)
        except richtext.TextIsTooLong:
            self.add_error("text", TOO_LONG)

    def _show(self, text: str) -> None:
        """The form comes back with the text in both its forms."""
        if "text" in self.errors:
            return
        if len(text) > LONGEST_TEXT:
            raise richtext.TextIsTooLong(len(text))
        self._put("text", text)
        self._put("html", self.html)

    def _put(self, name: str, value: str) -> None:
        data = cast("QueryDict", self.data).copy()
        data[name] = value
        self.data = data

    def _check_not_empty(self, said: dict[str, Any]) -> None:
        has_text = richtext.plain_text(self.html) != ""
        if self.kind() in NEEDS_TEXT and not has_text and "text" not in self.errors:
            self.add_error("text", _("Write something first."))
        if self.kind() == Post.Kind.QUESTION:
            self.fields["title"].label = _("Your question in one sentence")  # as the page names it
        if self.kind() != Post.Kind.NOTE and not said.get("title") and "title" not in self.errors:
            self.add_error("title", _("Give it a title, so that colleagues find it again."))

    def _check_known(self, lines: list[Line]) -> None:
        for handle, _words in lines:
            if handle not in self.known:
                problem = gettext("There is nobody here with the handle @%(handle)s.")
                self.add_error("involved", problem % {"handle": handle})


class WriteForm(PollFields, TextForm):
    soort = forms.ChoiceField(
        label=_("What are you writing?"),
        choices=[(kind.value, kind.label) for kind in KINDS],
        widget=forms.RadioSelect,
    )
    stage = forms.ChoiceField(label=_("How far is it?"), choices=Post.Stage.choices, required=False)
    audience = forms.ChoiceField(
        label=_("Who sees it?"),
        error_messages={"invalid_choice": _("You can no longer write there. Choose who sees it.")},
    )
    publish_at = ClockField(label=_("Post it at"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Community.objects.joined_by(self.viewer).in_use().order_by("name")
        self.communities = {str(community.pk): community for community in mine}
        choices = [(pk, community.name) for pk, community in self.communities.items()]
        if self.viewer.is_employee:
            choices.insert(0, (EVERYONE, str(_("All colleagues"))))
        asked = (self.data if self.is_bound else self.initial).get("audience")
        if asked and asked not in dict(choices):
            choices.insert(0, ("", str(_("Choose who sees it"))))  # it was for a place one left
        cast(forms.ChoiceField, self.fields["audience"]).choices = choices
        self.planned: Moment | None = None

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if "publish_at" in self.errors:
            return said
        try:
            self.planned = planned(self.viewer, said.get("publish_at"), waits="wait" in self.data)
        except RuleBroken as broken:
            self.add_error("publish_at", str(broken.message))
        return said

    @property
    def has_nowhere(self) -> bool:
        """A guest who is in no community."""
        return not self.viewer.is_employee and not self.communities

    def kind(self) -> str:
        return str(self.cleaned_data.get("soort", Post.Kind.NOTE))

    def place(self) -> Community | None:
        return self.communities.get(self.cleaned_data["audience"])


class EditForm(TextForm):
    based_on = NumberField()
    changed = LineField(
        label=_("What has changed?"),
        max_length=200,
        required=False,
        help_text=_("One line for who read it before. Stands under the post."),
    )

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        self.post = post
        self.handles = handles_in(post.html)
        named = post.involvements.filter(part="named").select_related("person").order_by("pk")
        self.named = list(named)
        self.edits = post.revisions.count()
        kwargs["initial"] = {
            "title": post.title,
            "text": richtext.to_markdown(post.html, handles=self.handles),
            "html": post.html,
            "tags": [tag.name for tag in post.tags.all()],
            "involved": "\n".join(f"@{row.person.handle} {row.words}" for row in self.named),
            "files": [one.pk for one in queries.documents_of(post)],
            "based_on": self.edits,
        } | kwargs.get("initial", {})
        super().__init__(*args, post=post, **kwargs)

    def kind(self) -> str:
        return self.post.kind

    def place(self) -> Community | None:
        return self.post.community

    def already(self) -> set[int]:
        return set(self.handles) | {row.person_id for row in self.named}
