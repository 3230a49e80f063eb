"""What the screens of a post ask. Every answer is for one viewer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kenniscafe import richtext
from people.models import User
from posts.models import Attachment, Draft, Involvement, Post, Template
from posts.planning import planned_in_words
from threads.mentions import linked, people_in

Part = Involvement.Part
# In this order: who made it, who helped, who came by.
ORDER = [Part.WROTE, Part.NAMED, Part.EDITED, Part.REPLIED, Part.MENTIONED, Part.KEPT]
IN_THE_TEXT = (Part.WROTE, Part.EDITED, Part.REPLIED)  # their names stand on the page anyway
LEAD_WORDS = 40
SUGGESTED = 8
OFFERED = 12


class Parts(dict[Involvement.Part, str]):
    """What one person did with one post: part → the author's words for it."""

    def has(self, *parts: Involvement.Part) -> bool:
        return any(part in self for part in parts)


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody and what they did; `opens` when the viewer may see their profile."""

    person: User
    did: str
    opens: bool


@dataclass(frozen=True, slots=True)
class Involved:
    lines: list[Line]
    others: int = 0


@dataclass(frozen=True, slots=True)
class Text:
    lead: SafeString
    body: SafeString


@dataclass(frozen=True, slots=True)
class Step:
    value: str
    label: str
    done: bool
    here: bool


@dataclass(frozen=True, slots=True)
class Begun:
    """A draft in a list."""

    draft: Draft
    title: str
    kind: str
    planned: str  # for when, in words; empty where it waits for its author

    @property
    def url(self) -> str:
        if self.draft.post_id:
            return reverse("edit_post", args=[self.draft.post_id])
        return f"{reverse('write')}?{urlencode({'concept': str(self.draft.key)})}"


def drafts(viewer: User) -> list[Begun]:
    """The viewer's own, what they wrote last first."""
    mine = Draft.objects.visible_to(viewer).select_related("post").defer("post__html")
    return [begun_as(viewer, draft) for draft in mine.order_by("-saved_at", "-pk")]


def failed_drafts(viewer: User) -> list[Begun]:
    """What was not posted at its time."""
    mine = Draft.objects.visible_to(viewer).exclude(problem="").select_related("post")
    return [begun_as(viewer, draft) for draft in mine.order_by("-publish_at", "-pk")]


def begun_as(viewer: User, draft: Draft) -> Begun:
    kind = draft.post.kind if draft.post else str(draft.said.get("soort", ""))
    label = Post.Kind(kind).label if kind in Post.Kind.values else Post.Kind.NOTE.label
    title = str(draft.said.get("title", "")) or richtext.excerpt(draft.said.get("html", ""), 12)
    at = draft.publish_at
    return Begun(
        draft, title or _("Without a title"), str(label), planned_in_words(viewer, at) if at else ""
    )


def involved(viewer: User, post: Post, *, most: int | None = None) -> Involved:
    """Everybody with a part in the post; a guest sees only people they may know of, or can read there."""
    did = parts_by_person([post.pk])[post.pk]
    seen = set(
        User.objects.visible_to(viewer)
        .filter(pk__in=post.involvements.values("person_id"))
        .values_list("pk", flat=True)
    )
    knows_all = viewer.is_employee
    shown = [pk for pk, parts in did.items() if knows_all or pk in seen or parts.has(*IN_THE_TEXT)]
    people = User.objects.select_related("profile__unit").in_bulk(shown[:most])
    lines = [Line(people[pk], _in_words(did[pk]), pk in seen) for pk in shown[:most]]
    return Involved(lines, len(shown) - len(lines))


def parts_by_person(post_ids: Iterable[int]) -> dict[int, dict[int, Parts]]:
    """{post: {person: their parts}}, people in the order in which they are shown."""
    ids = list(post_ids)
    rows = Involvement.objects.filter(post__in=ids).order_by("at", "pk")
    found: dict[int, dict[int, Parts]] = {pk: {} for pk in ids}
    for post_id, person_id, part, words in rows.values_list(
        "post_id", "person_id", "part", "words"
    ):
        found[post_id].setdefault(person_id, Parts())[Part(part)] = words
    return {pk: dict(sorted(people.items(), key=_rank)) for pk, people in found.items()}


def text_of(post: Post) -> Text:
    """The stored text with names that lead to profiles; a short beginning stands above it."""
    html = mark_safe(linked(post.html, people_in([post.html])))  # noqa: S308 - sanitised when written
    first, _edge, rest = html.partition("</p>")
    opening = first.removeprefix("<p>")
    short = len(richtext.plain_text(opening).split()) <= LEAD_WORDS
    if post.kind == Post.Kind.ARTICLE and first != opening and rest.strip() and short:
        return Text(mark_safe(opening), mark_safe(rest))  # noqa: S308 - sanitised when written
    return Text(SafeString(""), html)


def steps_of(post: Post) -> list[Step]:
    if not post.stage:
        return []
    stages = list(Post.Stage)
    here = stages.index(Post.Stage(post.stage))
    return [
        Step(stage.value, str(stage.label), done=number < here, here=number == here)
        for number, stage in enumerate(stages)
    ]


def documents_of(post: Post) -> list[Attachment]:
    """What stands in its list: of the pictures, those that are not in the text."""
    shown = list(post.attachments.shown().order_by("pk"))  # visibility: of a post that was seen
    in_text = richtext.files_in(post.html) if any(one.is_picture for one in shown) else set()
    return [one for one in shown if not (one.is_picture and one.pk in in_text)]


def people_to_call(viewer: User, prefix: str) -> list[User]:
    """Suggestions after an @ in a post that has no place yet; the form checks who can read it there."""
    begin = prefix.strip()
    matches = (
        Q(handle__startswith=begin.lower())
        | Q(name__istartswith=begin)
        | Q(name__icontains=f" {begin}")
    )
    seen = User.objects.visible_to(viewer).exclude(pk=viewer.pk).filter(matches)
    return list(seen.select_related("profile").order_by("name")[:SUGGESTED])


def _rank(item: tuple[int, Parts]) -> int:
    return min(ORDER.index(part) for part in item[1])


def _in_words(parts: Mapping[Involvement.Part, str]) -> str:
    ordered = sorted(parts, key=ORDER.index)
    return ", ".join(parts[part] or str(part.label) for part in ordered)


def templates_to_begin_with(viewer: User, slug: str) -> list[Template]:
    """Of the communities one writes in; of one of them where the way here names it."""
    mine = Template.objects.visible_to(viewer).filter(community__archival=None)
    here = mine.filter(community__slug=slug) if slug else mine
    return list(here.select_related("community").order_by("community__name", "name")[:OFFERED])
