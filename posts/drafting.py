"""What is typed in a form of a post, kept and brought back: every field as it stands, the text as HTML.

Nothing is asked of it but its size: a draft may be half of a post, or a wrong one.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import uuid4

from django.http import QueryDict
from django.shortcuts import get_object_or_404

from kenniscafe import richtext
from kenniscafe.permissions import require
from people.models import User
from posts.actions.drafts import Said, plan_draft, save_draft
from posts.forms.fields import KeyField, NumberField
from posts.forms.writing import EditForm
from posts.models import Draft, Post, Template
from posts.permissions import DraftIsTooBig, can_edit
from threads.mentions import handles_in

# What a form carries besides what is said in it; the text has its own place.
NOT_SAID: Final = set(
    "csrfmiddlewaretoken client_key draft_number based_on post text html uploads attach keep wait settle".split()
)
OWN: Final = ("client_key", "draft_number", "based_on")
SEVERAL: Final = {"files"}
MOST_FIELDS, LONGEST_FIELDS = 60, 50_000  # characters, all but the text

Typed = Mapping[str, Sequence[str]]


def keep(writer: User, typed: QueryDict, *, by_hand: bool = False) -> Draft | None:
    """None: there is nothing in it worth keeping. RuleBroken where it cannot be kept.

    `by_hand`: by the button; what was planned is then a draft like any other.
    """
    fields = dict(typed.lists())
    post = _post(writer, typed)
    said = said_in(fields, writer)
    number = _number(typed, "draft_number")
    if post and not number and _is_as_it_stands(writer, post, said):
        return None
    draft = save_draft(
        writer,
        key=KeyField().clean(typed.get("client_key")) or uuid4(),
        said=said,
        number=number,
        post=post,
        based_on=_number(typed, "based_on"),
    )
    if draft and by_hand:
        plan_draft(writer, draft=draft, publish_at=None)
    return draft


def said_in(typed: Typed, writer: User) -> Said:
    names = [name for name in typed if name not in NOT_SAID and typed[name]]
    said: Said = {
        name: [_clean(value) for value in typed[name]]
        if name in SEVERAL
        else _clean(typed[name][-1])
        for name in names
    }
    if len(names) > MOST_FIELDS or len(str(said)) > LONGEST_FIELDS:
        raise DraftIsTooBig
    return said | {"html": _html(_last(typed, "html"), _last(typed, "text"), writer)}


def initial(said: Mapping[str, Any]) -> dict[str, Any]:
    """What the form shows when one goes on: the text in both its forms."""
    html = str(said.get("html", ""))
    return {**said, "html": html, "text": richtext.to_markdown(html, handles=handles_in(html))}


def brought_back(typed: Typed, writer: User) -> dict[str, Any]:
    """What the form held when it was sent and did not arrive."""
    own = {name: typed[name][-1] for name in OWN if typed.get(name)}
    try:
        return initial(said_in(typed, writer)) | own
    except DraftIsTooBig:
        return {name: values[-1] for name, values in typed.items() if values}


def carried(draft: Draft) -> dict[str, Any]:
    """All that the form holds when one goes on with a draft."""
    own = {"client_key": draft.key, "draft_number": draft.number, "based_on": draft.based_on}
    return initial(draft.said) | own


def begun_with(template: Template) -> dict[str, Any]:
    """What the form shows to who begins with a template of their community."""
    said = {"soort": template.kind, "title": template.title, "html": template.html}
    return initial(said) | {"audience": str(template.community_id)}


def _number(typed: Mapping[str, Any], name: str) -> int:
    return NumberField().to_python(typed.get(name))


def _post(writer: User, typed: Mapping[str, Any]) -> Post | None:
    if not typed.get("post"):
        return None
    post = get_object_or_404(Post.objects.visible_to(writer), pk=_number(typed, "post"))
    require(can_edit(writer, post))
    return post


def _is_as_it_stands(writer: User, post: Post, said: Said) -> bool:
    """Nothing in it is new: the form was only opened, or what it says was just saved."""
    form = EditForm(viewer=writer, post=post)
    return (
        (said["html"], said.get("title", "")) == (richtext.sanitise(post.html), post.title)
        and form.fields["tags"].to_python(said.get("tags", "")) == form.initial["tags"]
        and said.get("involved", "").split() == form.initial["involved"].split()
        and form.fields["files"].clean(said.get("files")) == form.initial["files"]
        and not said.get("changed")
    )


def _html(html: str, text: str, writer: User) -> str:
    try:
        if html:
            return richtext.sanitise(html)
        handles = richtext.mentioned_handles(text)
        seen = User.objects.visible_to(writer).filter(handle__in=handles) if handles else ()
        return richtext.from_markdown(
            text, people={one.handle: one.pk for one in seen}, pictures=True
        )
    except richtext.TextIsTooLong:
        raise DraftIsTooBig from None


def _last(typed: Typed, name: str) -> str:
    return _clean(typed[name][-1]) if typed.get(name) else ""


def _clean(value: str) -> str:
    return value.replace("\x00", "")
