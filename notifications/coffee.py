"""The cup of coffee: at most three pieces, one person and one question, each with its because. Nothing new, no cup."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, TypeVar

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from communities.models import Level, Membership
from kenniscafe import richtext
from notifications.models import Cup, Notice
from people.models import Follow, PersonTag, User
from posts.models import Post, PostTag
from posts.querysets import PostQuerySet
from threads.mentions import linked, people_in
from threads.models import Message, Watch

PIECES: Final = 3
LOOKED_AT: Final = 60  # posts, the latest
WORDS: Final = 30
OPEN_FOR: Final = timedelta(days=30)
CHOICE: Final = 20  # of so many the day chooses one
Stance = PersonTag.Stance
GIVES: Final = [Stance.KNOWS, Stance.PRACTISES, Stance.OFFERS]
TAKES: Final = [Stance.LEARNS, Stance.SEEKS]
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


def coffee_for(person: User, cup: Cup) -> Coffee | None:
    """In the language that is active."""
    mine = list(PersonTag.objects.filter(person=person).shown().select_related("tag"))
    question = _question(person, cup, [row for row in mine if row.stance in GIVES])
    pieces = _pieces(person, cup, without=question.post.pk if question else 0)
    if not pieces and question is None:
        return None
    return Coffee(
        pieces=pieces,
        meeting=_meeting(person, cup, mine),
        question=question,
        held=Notice.objects.visible_to(person).held().count(),
    )


def _since(cup: Cup) -> datetime:
    """When the previous one was poured; the first looks back over a day."""
    before = Cup.objects.filter(person=cup.person_id, kind=cup.kind, day__lt=cup.day)
    last = before.order_by("-day").values_list("at", flat=True).first()
    return max(last or cup.at - timedelta(days=1), cup.at - timedelta(days=8))


def _pieces(person: User, cup: Cup, *, without: int) -> list[Piece]:
    """What is new where they are or follow, most talked about first; else one thing from elsewhere."""
    told = Notice.objects.filter(person=person, thread=OuterRef("thread")).exclude(
        mailed_at=None, cup=None
    )
    alive = _seen(person).filter(~Exists(told), last_activity_at__gte=_since(cup))
    latest = list(
        alive.exclude(pk=without)
        .exclude(author=person)
        .select_related("thread", "community", "author")
        .order_by("-last_activity_at", "-pk")[:LOOKED_AT]
    )
    reasons = _reasons(person, latest)
    liked = sorted(latest, key=lambda post: (post.pk not in reasons, -_weight(post)))
    near = [post for post in liked if post.pk in reasons][:PIECES]
    far = [post for post in liked if post.pk not in reasons and _weight(post)][:1]
    chosen = [*near[: PIECES - len(far)], *far] if far else near
    called = people_in(post.html for post in chosen)
    return [
        Piece(
            post,
            richtext.excerpt(linked(post.html, called), WORDS),
            reasons.get(post.pk) or _("From outside your own circle"),
        )
        for post in chosen
    ]


def _weight(post: Post) -> int:
    return post.thread.replies + 2 * post.kept


def _reasons(person: User, posts: Sequence[Post]) -> dict[int, str]:
    """Per post the nearest reason to show it to this person, in words."""
    threads = [post.thread_id for post in posts]
    watching = set(
        Watch.objects.filter(person=person, level=Level.ALL, thread__in=threads).values_list(
            "thread", flat=True
        )
    )
    follows = list(Follow.objects.filter(follower=person).values_list("person", "tag"))
    people = {person_id for person_id, _tag in follows if person_id}
    tagged = PostTag.objects.filter(
        content_object__in=posts, tag__in=[tag for _person, tag in follows if tag]
    ).select_related("tag")
    tags = {row.content_object_id: row.tag for row in tagged}
    inside = set(Membership.objects.filter(person=person).values_list("community", flat=True))
    reasons = {}
    for post in posts:
        if post.thread_id in watching:
            reasons[post.pk] = _("Because you follow this conversation")
        elif post.author_id in people:
            reasons[post.pk] = _("Because you follow %(name)s") % {"name": post.author.name}
        elif post.pk in tags:
            reasons[post.pk] = _("Because you follow #%(tag)s") % {"tag": tags[post.pk].label()}
        elif post.community_id in inside:
            reasons[post.pk] = _("Because you are in %(place)s") % {"place": post.community}
    return reasons


def _question(person: User, cup: Cup, gives: Sequence[PersonTag]) -> Question | None:
    """One that waits for an answer about something they said they know, do or offer."""
    labels = {row.tag_id: row.tag.label() for row in gives}
    if not labels:
        return None
    about = PostTag.objects.filter(content_object=OuterRef("pk"), tag__in=labels)
    answered = Message.objects.standing().filter(thread=OuterRef("thread"), author=person)
    waiting = (
        _seen(person)
        .unanswered()
        .filter(Exists(about), ~Exists(answered), published_at__gte=cup.at - OPEN_FOR)
        .exclude(author=person)
    )
    few = list(waiting.order_by("-published_at", "-pk")[:CHOICE])
    if not few:
        return None
    post = _of_the_day(few, cup)
    tag_id = PostTag.objects.filter(content_object=post, tag__in=labels).values_list("tag")[0][0]
    because = _("Why you: you said you know something about #%(tag)s.") % {"tag": labels[tag_id]}
    return Question(post, (cup.at - post.published_at).days, because)


def _meeting(person: User, cup: Cup, mine: Sequence[PersonTag]) -> Meeting | None:
    """Somebody who gives what this person takes, or the other way round; another one each day."""
    gives = {row.tag_id for row in mine if row.stance in GIVES}
    takes = {row.tag_id for row in mine if row.stance in TAKES}
    if not gives and not takes:
        return None
    theirs = PersonTag.objects.visible_to(person).shown().exclude(person=person)
    can = theirs.filter(tag__in=takes, stance__in=GIVES)
    want = theirs.filter(tag__in=gives, stance__in=TAKES)
    rows = [*can.order_by("person", "pk")[:CHOICE], *want.order_by("person", "pk")[:CHOICE]]
    if not rows:
        return None
    row = PersonTag.objects.select_related("person", "tag").get(pk=_of_the_day(rows, cup).pk)
    said = {"name": row.person.get_short_name(), "tag": row.tag.label()}
    if row.stance in GIVES:
        because = _("%(name)s knows about #%(tag)s, and you would like to learn that.") % said
    else:
        because = _("You know about #%(tag)s, and %(name)s would like to learn that.") % said
    return Meeting(row.person, because)


def _seen(person: User) -> PostQuerySet:
    return Post.objects.visible_to(person).published()


def _of_the_day(few: Sequence[T], cup: Cup) -> T:
    return few[(cup.day.toordinal() + cup.person_id) % len(few)]
