"""What a reader sees of a conversation: a page of replies, who sits at the table, and what is theirs in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from communities.models import Membership
from communities.permissions import can_moderate
from kenniscafe.richtext import clean_line, mentioned_handles
from people.models import User
from people.querysets import UserQuerySet
from threads import mentions, places
from threads.forms import ReplyForm
from threads.fragments import Tally, rendered, tallies
from threads.mentions import LONGEST_QUOTE
from threads.models import Message, Reaction, Thread
from threads.querysets import Slip
from threads.table import Table, table_of

SUGGESTED = 8
WORK = re.compile(r'<span data-work-of="([^"]*)">[^<]*</span>')  # somebody's job or unit


@dataclass(frozen=True, slots=True)
class Cited:
    """A reply somebody is about to answer with its words above theirs."""

    number: int
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """A reaction the reader gave: its button's value, and to what, in words."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Theirs:
    """What is the reader's on this page: numbers of their replies, their reactions."""

    own: Sequence[int]
    pressed: Sequence[Pressed]


@dataclass(frozen=True, slots=True)
class Conversation:
    """`replies` are fragments for no one in particular; `mine` is what the browser adds to them for this reader."""

    thread: Thread
    replies: Sequence[SafeString]
    page: int
    pages: int
    first: int
    last: int
    table: Table
    reactions: Sequence[Tally]  # to what the thread belongs to
    may_reply: bool
    cited: Cited | None
    mine: dict[str, Any]
    has_theirs: bool
    theirs: Theirs | None  # where a browser without a script asks for it
    form: ReplyForm = field(default_factory=ReplyForm)


def conversation(
    viewer: User,
    thread: Thread,
    *,
    page: int | None = None,
    cite: int | None = None,
    theirs: bool = False,
) -> Conversation:
    """Page 1 unless asked otherwise, the last page when asked for more. The viewer may see the thread."""
    pages = places.pages_of(thread)
    page = min(max(page or 1, 1), pages)
    first, last = places.numbers_on(page)
    here = Message.objects.filter(thread=thread, number__gte=first, number__lte=last)
    messages = here.slips()
    hosted = _reactions_to_host(viewer, thread)
    mine = _mine(viewer, thread, (first, last), [kind for kind, (_, me) in hosted.items() if me])
    return Conversation(
        thread=thread,
        replies=for_reader(viewer, rendered(messages)),
        page=page,
        pages=pages,
        first=first,
        last=min(last, thread.last_number),
        table=table_of(thread) if viewer.is_employee else table_of(thread).without_units(),
        reactions=tallies({kind: count for kind, (count, _) in hosted.items()}),
        may_reply=_may_reply(thread),
        cited=cited(thread, cite) if cite else None,
        mine=mine,
        has_theirs=bool(mine["reactions"]) or any(each.author_id == viewer.pk for each in messages),
        theirs=_theirs(viewer, messages, mine) if theirs else None,
    )


def my_reactions(viewer: User, thread: Thread, message: Message | None) -> list[str]:
    mine = Reaction.objects.filter(thread=thread, message=message, person=viewer)
    return list(mine.values_list("kind", flat=True).order_by("kind"))


def reactions_to_host(thread: Thread) -> list[Tally]:
    counts = Reaction.objects.filter(thread=thread, message=None).values_list("kind")
    return tallies(dict(counts.annotate(count=Count("pk"))))


def for_reader(viewer: User, fragments: Sequence[SafeString]) -> Sequence[SafeString]:
    """A guest knows only the people of their communities: of others stands the name, with no link and no work."""
    if viewer.is_employee:
        return fragments
    link, known = _profile_link(), _known_to(viewer, fragments)
    unlink, forget = partial(_without_link, known), partial(_without_work, known)
    return [mark_safe(WORK.sub(forget, link.sub(unlink, html))) for html in fragments]  # noqa: S308 - of templates, less what was taken out


def cited(thread: Thread, number: int, selection: str = "") -> Cited | None:
    """None: there is nothing, or nothing any more, to quote."""
    standing = Message.objects.standing().filter(thread=thread, number=number)
    message = standing.select_related("author").first()
    if message is None:
        return None
    words = mentions.quotable(message.html, selection, limit=LONGEST_QUOTE)
    return Cited(number=number, name=message.author.name, words=words)


def readers(viewer: User, thread: Thread) -> UserQuerySet:
    """Who may see the thread, of the people the viewer may know of."""
    return _who_read(User.objects.visible_to(viewer), thread)


def all_readers(thread: Thread) -> UserQuerySet:
    """Everybody who may see it: `can_read`, asked of all at once."""
    return _who_read(User.objects.colleagues(), thread)


def _who_read(people: UserQuerySet, thread: Thread) -> UserQuerySet:
    employees, members = Q(kind=User.Kind.EMPLOYEE), _members(thread)
    match thread.audience:
        case Thread.Audience.EMPLOYEES:
            return people.filter(employees)
        case Thread.Audience.COMMUNITY if thread.community and thread.community.kind == "open":
            return people.filter(employees | members)
        case Thread.Audience.COMMUNITY:
            return people.filter(members)
        case Thread.Audience.PEOPLE:
            return people.filter(pk__in=thread.people.values("pk"))
    return people.none()


def mentionable(viewer: User, thread: Thread, prefix: str) -> UserQuerySet:
    """Suggestions after an @: a community's conversation suggests its members."""
    prefix = clean_line(prefix, limit=80)
    begins = Q(handle__startswith=prefix.lower()) | Q(name__istartswith=prefix)
    found = readers(viewer, thread).filter(begins | Q(name__icontains=f" {prefix}"))
    if thread.community_id is not None:
        found = found.filter(_members(thread))
    return found.exclude(pk=viewer.pk).select_related("profile").order_by("name")[:SUGGESTED]


def called_in(viewer: User, thread: Thread, text: str) -> dict[str, int]:
    """handle → id of the people a plain text may mention here."""
    handles = mentioned_handles(text)
    if not handles:
        return {}
    called = readers(viewer, thread).filter(handle__in=handles)
    return dict(called.values_list("handle", "pk"))


def _members(thread: Thread) -> Q:
    members = Membership.objects.filter(community=thread.community_id)
    return Q(pk__in=members.values("person_id"))


def _mine(
    viewer: User, thread: Thread, numbers: tuple[int, int], hosted: list[str]
) -> dict[str, Any]:
    reactions: dict[str, list[str]] = {"": hosted} if hosted else {}
    rows = Reaction.objects.filter(
        person=viewer, message__thread=thread, message__number__range=numbers
    )
    for message_id, kind in rows.order_by("message", "kind").values_list("message_id", "kind"):
        reactions.setdefault(str(message_id), []).append(kind)
    may = ["clear"] if _may_clear(viewer, thread) else []
    return {"me": viewer.pk, "may": may, "reactions": reactions}


def _theirs(viewer: User, messages: Sequence[Slip], mine: dict[str, Any]) -> Theirs:
    numbers = {str(message.pk): message.number for message in messages}
    return Theirs(
        own=[
            message.number
            for message in messages
            if message.author_id == viewer.pk and message.removed_at is None
        ],
        pressed=[
            Pressed(f"{name}:{kind}", _pressed_in_words(kind, numbers.get(name, 0)))
            for name, kinds in mine["reactions"].items()
            for kind in kinds
        ],
    )


def _pressed_in_words(kind: str, number: int) -> str:
    """0 is not a reply but what the thread belongs to."""
    label = str(Reaction.Kind(kind).label)
    if not number:
        return label
    return _("%(reaction)s, to reply %(number)s") % {"reaction": label, "number": number}


def _may_reply(thread: Thread) -> bool:
    """As permissions.can_reply, of a thread the viewer is known to see."""
    return thread.community is None or not thread.community.is_archived


def _may_clear(viewer: User, thread: Thread) -> bool:
    """As permissions.can_clear, of a thread the viewer is known to see."""
    if viewer.is_superuser or thread.community is None:
        return viewer.is_superuser
    return can_moderate(viewer, thread.community)


def _reactions_to_host(viewer: User, thread: Thread) -> dict[str, tuple[int, bool]]:
    rows = Reaction.objects.filter(thread=thread, message=None).values_list("kind")
    counted = rows.annotate(count=Count("pk"), mine=Count("pk", filter=Q(person=viewer)))
    return {kind: (count, mine > 0) for kind, count, mine in counted}


@cache
def _profile_link() -> re.Pattern[str]:
    start = re.escape(reverse("profile", args=["x"]).removesuffix("x/"))
    return re.compile(rf'<a( class="mention")? href="{start}([^/"]+)/">([^<]*)</a>')


def _known_to(viewer: User, fragments: Sequence[str]) -> set[str]:
    """Handles of the people in these fragments whose profiles the viewer may open."""
    link = _profile_link()
    linked = {match[2] for html in fragments for match in link.finditer(html)}
    at_work = {match[1] for html in fragments for match in WORK.finditer(html)}
    known = User.objects.visible_to(viewer).filter(handle__in=linked | at_work)
    return set(known.values_list("handle", flat=True))


def _without_link(known: set[str], match: re.Match[str]) -> str:
    return match[0] if match[2] in known else f"<span{match[1] or ''}>{match[3]}</span>"


def _without_work(known: set[str], match: re.Match[str]) -> str:
    return match[0] if match[1] in known else ""
