"""A reply as the page shows it, rendered for no one in particular and kept by (id, change number, language).

What a fragment shows of other rows goes out of date with them: a reaction, a removed quotation and an accepted answer
change the reply's own number; a name or portrait changes rarely, so then all fragments are forgotten at once, and an
hour heals what nobody told us of.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, NamedTuple
from uuid import uuid4

from django.core.cache import cache
from django.db.models import Count
from django.template.loader import get_template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from people.models import User
from threads import mentions
from threads.models import Message, Reaction
from threads.places import page_of
from threads.querysets import Slip

KEPT: Final = 60 * 60  # seconds
ICONS: Final = {
    Reaction.Kind.INSIGHTFUL: "lightbulb",
    Reaction.Kind.THANKS: "hand-heart",
    Reaction.Kind.AGREE: "thumbs-up",
    Reaction.Kind.JOIN: "hand",
}
_GENERATION: Final = "replies"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many chose one kind of reaction."""

    kind: str
    label: str
    icon: str
    count: int


class Extra(NamedTuple):
    """What a host adds to one reply: a badge in words, and items for its menu as safe HTML for no one in particular.

    An item carries `data-for`, the words that open it, out of the page's own list of what the reader may, and its
    address as `data-href`: it is a link only for who may follow it.
    """

    badge: str = ""
    menu: SafeString = SafeString("")


# A host (it stands above `threads`) fills this in: what it shows on these replies, by id.
Extras = Callable[[Sequence[Message]], Mapping[int, Extra]]
_extras: list[Extras] = []


def know_extras(register: Extras) -> None:
    _extras[:] = [register]


def rendered(messages: Sequence[Message | Slip]) -> list[SafeString]:
    """In the order given. Authors, quotations and reactions are loaded for those that are not kept."""
    prefix = f"reply:{generation()}:{get_language()}"
    names = {message.pk: f"{prefix}:{message.pk}:{message.change}" for message in messages}
    kept: dict[str, SafeString] = cache.get_many(names.values())
    missing = [pk for pk, name in names.items() if name not in kept]
    if missing:
        fresh = {names[pk]: html for pk, html in _render(missing).items() if pk in names}
        cache.set_many(fresh, KEPT)
        kept |= fresh
    return [kept[name] for name in names.values() if name in kept]


def forget_all() -> None:
    cache.set(_GENERATION, uuid4().hex, None)


def generation() -> str:
    """Never used again once forgotten, so that what is being rendered at that moment is never read."""
    return str(cache.get_or_set(_GENERATION, lambda: uuid4().hex, None))


def tallies(counts: Mapping[str, int]) -> list[Tally]:
    """All four, in their own order."""
    none = _none(get_language())
    return [replace(one, count=counts.get(one.kind, 0)) for one in none]


def reactions_html(message: Message) -> str:
    """The row of reactions alone, as it stands in the fragment."""
    tally = tallies(_counts([message.pk]).get(message.pk, {}))
    context = {"message": message, **_reactions(tally)}
    return get_template("components/reactions/reactions.html").render(context)


@lru_cache(maxsize=8)
def _none(_language: str | None) -> list[Tally]:
    return [Tally(kind.value, str(kind.label), icon, 0) for kind, icon in ICONS.items()]


def _render(ids: Sequence[int]) -> dict[int, SafeString]:
    messages = list(Message.objects.filter(pk__in=ids).with_author())
    counts = _counts(ids)
    people = mentions.people_in(message.html for message in messages)
    extras = _extras[0](messages) if _extras else {}
    template = get_template("components/message/message.html")
    found = {}
    for message in messages:
        context = _context(message, people) | {"extra": extras.get(message.pk, Extra())}
        context |= _reactions(tallies(counts.get(message.pk, {})))
        found[message.pk] = mark_safe(template.render(context).strip())  # noqa: S308 - a template's own answer
    return found


def _context(message: Message, people: Mapping[int, User]) -> dict[str, object]:
    author = message.author
    profile = getattr(author, "profile", None)
    unit = message.author_unit.name if message.author_unit else ""
    return {
        "message": message,
        "address": reverse("message", args=[message.thread_id, message.number]),
        "keep": reverse("keep"),
        "report": reverse("report"),
        "author": author,
        "work": (profile.job if profile and author.may_enter else "") or unit,
        "html": mark_safe(mentions.linked(message.html, people)),  # noqa: S308 - sanitised when written
        "page": page_of(message.number),
        "quote_is_here": message.quotes
        and page_of(message.quotes.number) == page_of(message.number),
        "elsewhere": message.language != get_language(),
    }


def _reactions(tally: list[Tally]) -> dict[str, list[Tally]]:
    """What was chosen stands in view, thanks when nothing was; the others behind a menu."""
    chosen = [one for one in tally if one.count]
    shown = chosen or [one for one in tally if one.kind == Reaction.Kind.THANKS]
    return {"shown": shown, "others": [one for one in tally if one not in shown]}


def _counts(ids: Sequence[int]) -> dict[int, dict[str, int]]:
    rows = Reaction.objects.filter(message__in=ids).values_list("message_id", "kind")
    found: dict[int, dict[str, int]] = {}
    for message_id, kind, count in rows.annotate(count=Count("pk")):
        found.setdefault(message_id, {})[kind] = count
    return found
