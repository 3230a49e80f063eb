"""How a post read before, what each edit did to it, and what two people made of it at one moment.

Version n is how it read before edit n; the last version is how it reads now. Earlier texts are for who may edit the
post; what an edit was for, in its maker's words, is for every reader.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from django.core.paginator import Page, Paginator
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kenniscafe import richtext
from kenniscafe.richtext import Effort, Part
from people.models import User
from posts.actions.edit import tag_names
from posts.models import Post, Revision
from threads.mentions import linked, people_in
from threads.queries import for_reader

PER_PAGE: Final = 30
TOLD: Final = 10  # edits under a post


class Version(NamedTuple):
    title: str
    html: str
    tags: Sequence[str]


class Passage(NamedTuple):
    """Changed text, or how many blocks were left as they were."""

    html: SafeString
    skipped: int


@dataclass(frozen=True, slots=True)
class Difference:
    title: SafeString  # empty: the same
    passages: list[Passage]
    added: list[str]  # tags
    dropped: list[str]


@dataclass(frozen=True, slots=True)
class Edit:
    """Edit `number` made version `number` into the next."""

    number: int
    by: User
    at: datetime
    changed: str
    what: Difference

    @property
    def made(self) -> int:
        return self.number + 1


@dataclass(frozen=True, slots=True)
class Comparison:
    one: int
    other: int
    latest: int
    title: str  # of the newer
    what: Difference


def updates(post: Post) -> list[Revision]:
    """What each edit was for, as far as its maker said so, newest first."""
    said = post.revisions.exclude(changed="").defer("html").select_related("by")
    return list(said.order_by("-number")[:TOLD])


def version(post: Post, number: int) -> Version:
    """Of a post that is held or was seen; any number after the last edit is how it reads now."""
    row = post.revisions.filter(number=number).first()
    if row:
        return Version(row.title, row.html, row.tags)
    return Version(post.title, post.html, tag_names(post))


def edits(viewer: User, post: Post, *, page: str) -> tuple[Page[Revision], list[Edit]]:
    """A page of them, newest first, each with what it changed."""
    rows = Revision.objects.visible_to(viewer).filter(post=post).select_related("by")
    shown = Paginator(rows.order_by("-number"), PER_PAGE).get_page(page)
    listed = list(shown)
    if not listed:
        return shown, []
    after, effort = version(post, listed[0].number + 1), Effort()
    made: list[tuple[Revision, _Marked]] = []
    for row in listed:
        before = Version(row.title, row.html, row.tags)
        made.append((row, _marked(before, after, effort)))
        after = before
    changed = (part.html for _row, marked in made for part in marked.parts if part.changed)
    texts = _Texts(viewer, changed)
    return shown, [
        Edit(row.number, row.by, row.at, row.changed, _folded(marked, texts))
        for row, marked in made
    ]


def compare(viewer: User, post: Post, *, one: int, other: int) -> Comparison | None:
    """Of two versions, the older first, whole; None where one of them never was."""
    latest = Revision.objects.visible_to(viewer).filter(post=post).count() + 1
    one, other = sorted((one, other))
    if not 1 <= one < other <= latest:
        return None
    before, after = version(post, one), version(post, other)
    what = difference(viewer, before, after)
    return Comparison(one, other, latest, after.title, what)


def difference(viewer: User, before: Version, after: Version) -> Difference:
    """The newer text whole, with what changed marked in it."""
    return _whole(viewer, _marked(before, after, Effort()))


class _Marked(NamedTuple):
    title: str
    parts: list[Part]
    added: list[str]
    dropped: list[str]


def _marked(before: Version, after: Version, effort: Effort) -> _Marked:
    same = before.title == after.title
    return _Marked(
        "" if same else _told(richtext.line_differences(before.title, after.title, effort)),
        richtext.differences(before.html, after.html, effort),
        [name for name in after.tags if name not in before.tags],
        [name for name in before.tags if name not in after.tags],
    )


class _Texts:
    """Texts as this viewer reads them, with the names in them looked up at once."""

    def __init__(self, viewer: User, htmls: Iterable[str]) -> None:
        read = list(dict.fromkeys(htmls))
        people = people_in(read)
        told = [mark_safe(linked(_told(html), people)) for html in read]  # noqa: S308 - sanitised when written
        self.shown = dict(zip(read, for_reader(viewer, told), strict=True))


def _whole(viewer: User, marked: _Marked) -> Difference:
    html = "".join(part.html for part in marked.parts)
    return _difference(marked, [Passage(_Texts(viewer, [html]).shown[html], 0)])


def _folded(marked: _Marked, texts: _Texts) -> Difference:
    """What stayed the same is counted and not shown."""
    passages: list[Passage] = []
    for part in marked.parts:
        if part.changed:
            passages.append(Passage(texts.shown[part.html], 0))
        elif passages and passages[-1].skipped:
            passages[-1] = Passage(SafeString(""), passages[-1].skipped + 1)
        else:
            passages.append(Passage(SafeString(""), 1))
    changed = any(part.changed for part in marked.parts)
    return _difference(marked, passages if changed else [])


def _difference(marked: _Marked, passages: list[Passage]) -> Difference:
    title = mark_safe(marked.title)  # noqa: S308 - escaped where it was compared
    return Difference(title, passages, marked.added, marked.dropped)


def _told(html: str) -> str:
    """What the marks mean in words, for who hears the text."""
    for mark, words in (("ins", _("added:")), ("del", _("taken out:"))):
        html = html.replace(f"<{mark}>", f'<{mark}><span class="vh">[{words} </span>')
        html = html.replace(f"</{mark}>", f'<span class="vh">]</span></{mark}>')
    return html
