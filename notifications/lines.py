"""What somebody was told, line by line: who did it, in what words, where it leads, and why they hear of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Final, NamedTuple

from django.db.models import Q
from django.utils.safestring import SafeString

from kenniscafe import richtext
from notifications.models import Notice
from notifications.places import place_of
from notifications.querysets import NoticeQuerySet
from notifications.said import said_of, sign_of
from notifications.wording import Reason, reason_of
from people.models import User
from threads.mentions import linked, people_in
from threads.models import Message, Watch

SHOWN_REPLIES: Final = 4
QUOTED: Final = 28  # words
AT_ONCE: Final = 100  # conversations in one question
SHOWN: Final = (
    "thread__community",
    "community",
    "case__community",
    "message__author__profile",
    "actor__profile",
    "follow__person",
    "follow__tag",
    "instead_of",
    "person",
)
Kind = Notice.Kind


class _Reply(NamedTuple):
    thread_id: int
    number: int
    pk: int
    author_id: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """A reply in a notice: its first words."""

    message: Message
    words: str


@dataclass(frozen=True, slots=True)
class Talk:
    """What is new in a conversation: the latest few replies, the latest first, of how many, by how many."""

    replies: Sequence[Message] = ()
    total: int = 0
    authors: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One notice as its reader sees it."""

    notice: Notice
    people: Sequence[User]  # who did it, the latest first, each once
    said: SafeString  # who did what, before the title
    sign: tuple[str, str]  # icon, colour
    words: str
    replies: Sequence[Spoken]  # earlier ones that are new too
    count: int  # of new replies
    title: str
    address: str
    reason: Reason
    watch: Watch | None


def lines_of(notices: Sequence[Notice]) -> list[Line]:
    """Of notices that were seen by whom they are for, of one person or many, in a constant number of questions."""
    talks = _new_replies(notices)
    spoken = {reply.pk: reply for talk in talks.values() for reply in talk.replies}
    spoken |= {notice.message.pk: notice.message for notice in notices if notice.message}
    called = people_in(message.html for message in spoken.values())
    words = {
        pk: richtext.excerpt(linked(message.html, called), QUOTED) for pk, message in spoken.items()
    }
    watches = _watches(notices)
    return [
        _line(
            notice,
            talks.get(notice.pk, Talk()),
            words,
            watches.get((notice.person_id, notice.thread_id or 0)),
        )
        for notice in notices
    ]


def with_all(rows: NoticeQuerySet) -> NoticeQuerySet:
    return rows.select_related(*SHOWN)


def _line(notice: Notice, talk: Talk, words: Mapping[int, str], watch: Watch | None) -> Line:
    is_talk = notice.kind in {Kind.REPLY, Kind.FOLLOWED_REPLY}
    first = talk.replies[0] if is_talk and talk.replies else notice.message
    people, place = [notice.actor] if notice.actor else [], place_of(notice)
    if is_talk and talk.replies:
        people = list(dict.fromkeys(reply.author for reply in talk.replies))
    others = max(talk.authors - 2, 0) if is_talk else 0
    return Line(
        notice=notice,
        people=people[:2],
        said=said_of(notice, people[:2], others),
        sign=sign_of(notice),
        words=words[first.pk] if first is not None else "",
        replies=[Spoken(reply, words[reply.pk]) for reply in talk.replies if reply != first],
        count=talk.total,
        title=place.title,
        address=place.address,
        reason=reason_of(notice, watch, talk.total),
        watch=watch,
    )


def _watches(notices: Iterable[Notice]) -> dict[tuple[int, int], Watch]:
    """By person and conversation: how much they hear themselves."""
    threads = {notice.thread_id for notice in notices if notice.thread_id}
    people = {notice.person_id for notice in notices}
    rows = Watch.objects.filter(person__in=people, thread__in=threads)
    return {(watch.person_id, watch.thread_id): watch for watch in rows}


def _new_replies(notices: Iterable[Notice]) -> dict[int, Talk]:
    """Per notice that is new."""
    talks = [notice for notice in notices if notice.thread_id and notice.is_new]
    said = _said(talks)
    since = {
        talk.pk: [
            reply
            for reply in said[talk.thread_id or 0]
            if reply.number >= talk.since and reply.author_id != talk.person_id
        ]
        for talk in talks
    }
    shown = {reply.pk for replies in since.values() for reply in replies[:SHOWN_REPLIES]}
    rows = Message.objects.select_related("author__profile").in_bulk(shown)
    return {
        pk: Talk(
            [rows[reply.pk] for reply in replies[:SHOWN_REPLIES] if reply.pk in rows],
            len(replies),
            len({reply.author_id for reply in replies}),
        )
        for pk, replies in since.items()
    }


def _said(talks: Iterable[Notice]) -> Mapping[int, list[_Reply]]:
    """Conversation → what stands in it since the first of these began, the latest first."""
    since: dict[int, int] = {}
    for talk in talks:
        if talk.thread_id is not None:
            since[talk.thread_id] = min(talk.since, since.get(talk.thread_id, talk.since))
    found: dict[int, list[_Reply]] = defaultdict(list)
    for reply in _replies(since):
        found[reply.thread_id].append(reply)
    return found


def _replies(since: Mapping[int, int]) -> Iterator[_Reply]:
    begins = [Q(thread=thread_id, number__gte=number) for thread_id, number in since.items()]
    for start in range(0, len(begins), AT_ONCE):
        wanted = reduce(or_, begins[start : start + AT_ONCE])
        rows = Message.objects.standing().filter(wanted).order_by("thread", "-number")
        yield from (_Reply(*row) for row in rows.values_list(*_Reply._fields))
