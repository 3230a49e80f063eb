"""Files on the form without a script: each button sends the whole form, which comes back with what was asked for.

A file that was chosen and not yet added is added when the form is posted: nobody need know of that step.
"""

from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict

from kenniscafe import richtext
from kenniscafe.permissions import RuleBroken
from people.models import User
from people.views.request import me
from posts import actions, drafting
from posts.forms.fields import FilesField
from posts.forms.writing import TextForm
from posts.models import Attachment
from posts.permissions import DraftIsTooBig

# Add what was chosen · take one off · put a picture in the text. Posting is another button's work.
BUTTONS = ("attach", "detach", "place")


@dataclass
class OnForm:
    """`said` is what the form says, to be judged; None where it is only to be shown, with `initial`."""

    said: QueryDict | None = None
    initial: dict[str, Any] = field(default_factory=dict)
    refused: list[tuple[str, str]] = field(default_factory=list)  # names, and why not

    @property
    def all_in(self) -> bool:
        return not self.refused

    def listed(self, viewer: User, form: TextForm) -> list[Attachment]:
        """In the order in which they were added; those of others are not there."""
        return _listed(viewer, form["files"].value())


def files_on(request: HttpRequest) -> OnForm:
    """With the files that came with the form as if they had been added before."""
    if request.method != "POST":
        return OnForm()
    said = request.POST.copy()
    refused = [
        (richtext.clean_line(brought.name or "", limit=80), problem)
        for brought in request.FILES.getlist("uploads")
        if (problem := _add(me(request), brought, said))
    ]
    if not any(button in said for button in BUTTONS):
        return OnForm(said=said, refused=refused)
    if "detach" in said:
        _detach(me(request), said)
    if "place" in said:
        _place(said)
    return OnForm(initial=_as_it_stands(me(request), said), refused=refused)


def _add(actor: User, brought: UploadedFile[Any], said: QueryDict) -> str:
    try:
        added = actions.add_attachment(actor, chunks=brought.chunks(), name=brought.name or "")
    except RuleBroken as broken:
        return str(broken.message)
    said.appendlist("files", str(added.pk))
    return ""


def _detach(actor: User, said: QueryDict) -> None:
    """Off the list now; one that a post has goes when the post is saved without it."""
    asked = said.getlist("detach")
    said.setlist("files", [pk for pk in said.getlist("files") if pk not in asked])
    for attachment in _listed(actor, asked):
        if attachment.post_id is None and attachment.by_id == actor.pk:
            actions.drop_attachment(actor, attachment=attachment)


def _place(said: QueryDict) -> None:
    """The line that shows a picture, below the text; it may be moved from there."""
    for asked in FilesField().clean(said.getlist("place")):
        line = richtext.picture_line(asked, said.get(f"alt-{asked}", ""))
        said["text"] = f"{said.get('text', '').rstrip()}\n\n{line}\n".lstrip()
        said.setlist("files", [pk for pk in said.getlist("files") if pk != str(asked)])


def _as_it_stands(writer: User, said: QueryDict) -> dict[str, Any]:
    """For a form that is shown again without being judged: the text in both its forms."""
    typed: dict[str, Any] = {name: said.get(name) for name in said if name not in BUTTONS}
    typed |= {"files": said.getlist("files"), "html": said.get("html", "")}
    with suppress(DraftIsTooBig):
        typed["html"] = drafting.said_in(dict(said.lists()), writer)["html"]
    return typed


def _listed(viewer: User, files: Any) -> list[Attachment]:
    pks = FilesField().clean(files)
    return (
        list(Attachment.objects.visible_to(viewer).filter(pk__in=pks).order_by("pk")) if pks else []
    )
