"""The cup of coffee: at most three pieces, one person and one question, each with its because. Nothing new, no cup."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from django.utils.translation import gettext as _

from kenniscafe import richtext
from notifications.models import Cup
from notifications.tray import GIVES, Glance, Tray
from people.models import User
from posts.models import Post
from tags.models import Tag
from threads.mentions import linked, people_in

PIECES: Final = 3
WORDS: Final = 30
Reason = tuple[str, Tag | None]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Piece:
    post: Post
    words: str
    because: str


@dataclass(frozen=True, slots=True)
class Meeting:
    person: User
    because: str


@dataclass(frozen=True, slots=True)
class Question:
    post: Post
    days: int
    because: str


@dataclass(frozen=True, slots=True)
class Coffee:
    pieces: Sequence[Piece]
    meeting: Meeting | None
    question: Question | None
    held: int

    @property
    def subject(self) -> str:
        """What is in it, in a few words."""
        parts = [piece.post.title for piece in self.pieces[:1]]
        parts += [self.meeting.person.name] if self.meeting else []
        parts += [_("a question")] if self.question else []
        return ", ".join(parts)


def coffee_for(viewer: User, cup: Cup, tray: Tray) -> Coffee | None:
    """In the language that is active."""
    question = _question(viewer, cup, tray)
    pieces = _pieces(viewer, cup, tray, without=question.post.pk if question else 0)
    if not pieces and question is None:
        return None
    return Coffee(pieces, _meeting(viewer, cup, tray), question, held=tray.held(viewer))


def _pieces(viewer: User, cup: Cup, tray: Tray, *, without: int) -> list[Piece]:
    """What is new where they are or follow, most talked about first; else one thing from elsewhere."""
    latest = tray.alive(viewer, cup, without=without)
    near_to = {glance.pk: why for glance in latest if (why := _reason(viewer, glance, tray))}
    liked = sorted(latest, key=lambda glance: (glance.pk not in near_to, -glance.weight))
    near = [glance for glance in liked if glance.pk in near_to][:PIECES]
    far = [glance for glance in liked if glance.pk not in near_to and glance.weight][:1]
    chosen = [*near[: PIECES - len(far)], *far] if far else near
    posts = [post for glance in chosen if (post := tray.post(viewer, glance.pk))]
    called = people_in(post.html for post in posts)
    return [
        Piece(
            post,
            richtext.excerpt(linked(post.html, called), WORDS),
            _because(post, near_to.get(post.pk)),
        )
        for post in posts
    ]


def _reason(viewer: User, glance: Glance, tray: Tray) -> Reason | None:
    """The nearest reason to show it to this person."""
    follows = tray.follows[viewer.pk]
    if glance.thread_id in tray.watching[viewer.pk]:
        return "thread", None
    if glance.author_id in follows.people:
        return "person", None
    if tags := follows.tags.intersection(tray.tags_of[glance.pk]):
        return "tag", tray.tag[min(tags)]
    if glance.community_id in tray.inside[viewer.pk]:
        return "place", None
    return None


def _because(post: Post, reason: Reason | None) -> str:
    match reason:
        case "thread", _tag:
            return _("Because you follow this conversation")
        case "person", _tag:
            return _("Because you follow %(name)s") % {"name": post.author.name}
        case "tag", Tag() as tag:
            return _("Because you follow #%(tag)s") % {"tag": tag.label()}
        case "place", _tag:
            return _("Because you are in %(place)s") % {"place": post.community}
    return _("From outside your own circle")


def _question(viewer: User, cup: Cup, tray: Tray) -> Question | None:
    """One that waits for an answer about something they said they know, do or offer."""
    tags = {row.tag_id: row.tag for row in tray.tags[viewer.pk] if row.stance in GIVES}
    few = tray.questions(viewer, cup, tags)
    if not few:
        return None
    asked = _by_the_day(few, cup)[0]
    post = tray.post(viewer, asked.post.pk)
    if post is None:
        return None
    because = _("Why you: you said you know something about #%(tag)s.") % {"tag": asked.tag.label()}
    return Question(post, (cup.at - post.published_at).days, because)


def _meeting(viewer: User, cup: Cup, tray: Tray) -> Meeting | None:
    """Somebody who gives what this person takes, or the other way round; another one each day."""
    offers = tray.meetings(viewer)
    row = tray.tag_of(viewer, _by_the_day(offers, cup))
    if row is None:
        return None
    said = {"name": row.person.get_short_name(), "tag": row.tag.label()}
    if row.stance in GIVES:
        because = _("%(name)s knows about #%(tag)s, and you would like to learn that.") % said
    else:
        because = _("You know about #%(tag)s, and %(name)s would like to learn that.") % said
    return Meeting(row.person, because)


def _by_the_day(few: Sequence[T], cup: Cup) -> Sequence[T]:
    """Each day another one is the first."""
    first = (cup.day.toordinal() + cup.person_id) % max(len(few), 1)
    return [*few[first:], *few[:first]]
