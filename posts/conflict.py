"""Two people changed one post from the same beginning: both texts, and one that has the changes of both.

Nothing here writes: who wrote last chooses, and sends the form again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from kenniscafe import richtext
from people.models import User
from posts import drafting
from posts.actions.edit import tag_names
from posts.forms.writing import EditForm
from posts.history import Difference, Version, difference, version
from posts.models import Post
from tags.forms import TagsField


@dataclass(frozen=True, slots=True)
class Conflict:
    """`theirs` and `mine` with what each changed since both began."""

    by: User
    at: datetime
    theirs: Difference
    mine: Difference
    theirs_title: str
    mine_title: str
    edits: int  # how often the post was edited now
    began: int  # how often when this edit began


@dataclass(frozen=True, slots=True)
class Merge:
    initial: dict[str, Any]
    clashes: int


def conflict_of(form: EditForm) -> Conflict:
    """Of a sound form that came too late."""
    post, said = form.post, form.cleaned_data
    last = post.revisions.select_related("by").latest("number")
    base, theirs = version(post, said["based_on"] + 1), _now(post)
    mine = Version(said["title"] or theirs.title, form.html, said["tags"])
    return Conflict(
        by=last.by,
        at=last.at,
        theirs=difference(form.viewer, base, theirs),
        mine=difference(form.viewer, base, mine),
        theirs_title=theirs.title,
        mine_title=mine.title,
        edits=last.number,
        began=said["based_on"],
    )


def merged(post: Post, writer: User, typed: Mapping[str, Sequence[str]], *, began: int) -> Merge:
    """What the form holds when both are put together; it is read again before it is saved."""
    said = drafting.said_in(typed, writer)
    base, theirs = version(post, began + 1), _now(post)
    last = post.revisions.select_related("by").order_by("-number").first()
    labels = richtext.Labels(
        theirs=_("From %(name)s:") % {"name": last.by.get_short_name() if last else ""},
        mine=_("From you:"),
    )
    html, clashes = richtext.merge(base.html, said["html"], theirs.html, labels=labels)
    title = said.get("title", "")
    if title:
        title = richtext.merge_lines(base.title, title, theirs.title)
    together = said | {
        "html": html,
        "title": title[:200],
        "tags": _tags(base, said, theirs),
        "involved": _involved(said.get("involved", ""), EditForm(viewer=writer, post=post)),
    }
    own = {"based_on": last.number if last else 0}
    return Merge(drafting.initial(together) | own, clashes)


def _tags(base: Version, said: Mapping[str, Any], theirs: Version) -> list[str]:
    """With what either put on, without what either took off."""
    mine = TagsField(required=False).to_python(said.get("tags", ""))
    kept = [name for name in theirs.tags if name in mine or name not in base.tags]
    return [*kept, *(name for name in mine if name not in (*base.tags, *theirs.tags))]


def _involved(mine: str, form: EditForm) -> str:
    """Everybody whom either names."""
    named = {line.split()[0].strip(",:") for line in mine.splitlines() if line.strip()}
    others = [
        line for line in form.initial["involved"].splitlines() if line.split()[0] not in named
    ]
    return "\n".join([*mine.splitlines(), *others])


def _now(post: Post) -> Version:
    return Version(post.title, post.html, tag_names(post))
