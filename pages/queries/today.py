"""Vandaag: what happened lately, of what the viewer follows or of everything they may read. It ends."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from communities.querysets import communities_of
from pages.queries.cards import cards
from pages.queries.day_message import day_message
from pages.queries.first_day import in_first_days, is_new, reasons_for
from pages.queries.waiting import Question, waiting_for_answer
from people.models import Follow, User
from posts.models import Post, PostTag
from posts.queries import Begun, failed_drafts
from posts.querysets import PostQuerySet, Slip
from posts.upkeep import to_check
from themes.queries import Tile, running

BACK: Final = timedelta(days=14)
MOST: Final = 50
ASKED: Final = 4  # open questions in the rail
ALL: Final = "alles"
KINDS: Final[dict[str, Promise]] = {
    "": _("Everything"),
    Post.Kind.ARTICLE: _("Articles"),
    Post.Kind.QUESTION: _("Questions"),
    Post.Kind.IDEA: _("Ideas"),
    Post.Kind.LINK: _("Bookmarks"),
    Post.Kind.NOTE: _("Notes"),
}


@dataclass(frozen=True, slots=True)
class Today:
    greeting: str
    message: str
    themes: list[Tile]
    cards: list[tuple[SafeString, str]]  # each with why it is there, for who is new
    is_new: bool
    questions: list[Question]
    not_posted: list[Begun]
    to_check: list[Post]
    everything: bool
    kind: str
    is_full: bool  # there was more than one sitting shows

    @property
    def date(self) -> str:
        return date_format(timezone.localdate(), "l j F")

    @property
    def kind_label(self) -> str:
        return str(KINDS[self.kind])


def today_page(viewer: User, *, feed: str, kind: str) -> Today:
    everything = feed == ALL
    kind = kind if kind in KINDS else ""
    seen = Post.objects.visible_to(viewer).published()
    found = list(feed_of(viewer, seen, everything=everything, kind=kind).slips()[: MOST + 1])
    waiting = waiting_for_answer(viewer, seen, shown=ASKED)
    return Today(
        greeting=greeting(viewer),
        message=day_message(viewer, seen, waiting),
        themes=running(viewer),
        cards=_with_reasons(viewer, found[:MOST]),
        is_new=is_new(viewer),
        questions=waiting.questions,
        not_posted=failed_drafts(viewer)[:ASKED],
        to_check=list(to_check(viewer)[:ASKED]),
        everything=everything,
        kind=kind,
        is_full=len(found) > MOST,
    )


def _with_reasons(viewer: User, slips: list[Any]) -> list[tuple[SafeString, str]]:
    """In their first days somebody reads at each line why it stands there."""
    shown, ids = cards(viewer, slips), [Slip(*slip).pk for slip in slips]
    if not in_first_days(viewer) or len(shown) != len(ids):  # one was taken away this very moment
        return [(card, "") for card in shown]
    why = reasons_for(viewer, ids)
    return [(card, why.get(pk, "")) for card, pk in zip(shown, ids, strict=True)]


def feed_of(viewer: User, seen: PostQuerySet, *, everything: bool, kind: str = "") -> PostQuerySet:
    """Newest activity first. One walk along the index of activity, which its time window ends."""
    lately = seen.filter(last_activity_at__gte=timezone.now() - BACK)
    if kind:
        lately = lately.filter(kind=kind)
    if not everything:
        lately = lately.filter(_followed(viewer))
    return lately.order_by("-last_activity_at", "-pk")


def greeting(viewer: User) -> str:
    hour = timezone.localtime().hour
    words = _("Good morning, %(name)s.")
    if hour >= 12:
        words = _("Good afternoon, %(name)s.")
    if hour >= 18 or hour < 5:
        words = _("Good evening, %(name)s.")
    return str(words) % {"name": viewer.get_short_name()}


def _followed(viewer: User) -> Q:
    """What is theirs, from their communities, by people they follow or under tags they follow."""
    follows = Follow.objects.visible_to(viewer)
    people = follows.filter(person__isnull=False).values("person_id")
    tags = follows.filter(tag__isnull=False).values("tag_id")
    tagged = PostTag.objects.filter(content_object=OuterRef("pk"), tag__in=tags)
    return (
        Q(author=viewer)
        | Q(community__in=communities_of(viewer))
        | Q(author__in=people)
        | Q(Exists(tagged))
    )
