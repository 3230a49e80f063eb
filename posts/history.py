"""How a post read before, what each edit did to it, and what two people made of it at one moment.

Version n is how it read before edit n; the last version is how it reads now. Earlier texts are for who may edit the
post; what an edit was for, in its maker's words, is for every reader.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from django.core.cache import cache
from django.core.paginator import Page, Paginator
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kenniscafe import richtext
from kenniscafe.richtext import Effort, Part
from people.models import User
from posts.actions.edit import tag_names
from posts.models import Post, Revision
from threads.fragments import generation
from threads.mentions import linked, people_in
from threads.queries import for_reader

PER_PAGE: Final = 30
TOLD: Final = 10  # edits under a post
KEPT: Final = 10 * 60  # seconds: how long a page may show an old name


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
    what: SafeString

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
    drawn = for_reader(viewer, _drawn(post, listed))
    return shown, [
        Edit(row.number, row.by, row.at, row.changed, what)
        for row, what in zip(listed, drawn, strict=True)
    ]


def _drawn(post: Post, rows: Sequence[Revision]) -> list[SafeString]:
    """What each edit changed, for no one in particular. Kept: but for names in it, it never looks different."""
    last = post.revisions.count()
    names = [_name(post, row, last) for row in rows]
    kept: dict[str, SafeString] = cache.get_many(names)
    missing = _compared(post, rows, [name if name not in kept else "" for name in names])
    people = people_in(part.html for one in missing.values() for part in one.parts if part.changed)
    fresh = {name: _changes(post, marked, people) for name, marked in missing.items()}
    cache.set_many(fresh, KEPT)
    kept |= fresh
    return [kept[name] for name in names]


def _compared(post: Post, rows: Sequence[Revision], names: Sequence[str]) -> dict[str, "_Marked"]:
    """By name, of the edits that have one."""
    if not any(names):
        return {}
    after, effort = version(post, rows[0].number + 1), Effort()
    found: dict[str, _Marked] = {}
    for row, name in zip(rows, names, strict=True):
        before = Version(row.title, row.html, row.tags)
        if name:
            found[name] = _marked(before, after, effort)
        after = before
    return found


def _name(post: Post, row: Revision, last: int) -> str:
    """The last edit is compared with how the post reads now."""
    now = post.edited_at.timestamp() if post.edited_at and row.number == last else ""
    return f"edit:{generation()}:{get_language()}:{post.pk}:{row.number}:{now}"


def _changes(post: Post, marked: "_Marked", people: Mapping[int, User]) -> SafeString:
    context = {"what": _folded(marked, people), "post": post, "LANGUAGE_CODE": get_language()}
    html = get_template("components/versions/changes.html").render(context)
    return mark_safe(html)  # noqa: S308 - a template's own answer


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


def _whole(viewer: User, marked: _Marked) -> Difference:
    html = "".join(part.html for part in marked.parts)
    [text] = for_reader(viewer, [_shown(html, people_in([html]))])
    return _difference(marked, [Passage(text, 0)])


def _shown(html: str, people: Mapping[int, User]) -> SafeString:
    return mark_safe(linked(_told(html), people))  # noqa: S308 - sanitised when written


def _folded(marked: _Marked, people: Mapping[int, User]) -> Difference:
    """What stayed the same is counted and not shown."""
    passages: list[Passage] = []
    for part in marked.parts:
        if part.changed:
            passages.append(Passage(_shown(part.html, people), 0))
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
