"""Many posts at once, with their conversations, as if each had been written at its time.

The door of imports and of the demo: no permission is asked and no event published, the index is marked. Tests hold
what it leaves against what the actions leave: same counters, same parts, same state of the thread.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import transaction
from django.urls import reverse

from communities.models import Community
from kenniscafe import richtext
from kenniscafe.bulk import insert, reserve_ids
from people.models import Profile, User
from posts.actions.text import sound_title
from posts.models import AcceptedAnswer, Involvement, Link, Post, PostTag
from search.changes import mark_many
from tags.models import Tag
from threads.mentions import LONGEST_QUOTE, quotable
from threads.models import Message, Reaction, Thread

BATCH = 500
Part = Involvement.Part
Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyRecord:
    author: User
    html: str
    created_at: datetime
    language: str = "nl"
    quotes: int | None = None  # index of an earlier reply of the same post
    reactions: Mapping[str, Sequence[User]] = field(default_factory=dict)
    edited_at: datetime | None = None
    removed_at: datetime | None = None
    source_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRecord:
    kind: str
    title: str
    html: str
    author: User
    published_at: datetime
    language: str = "nl"
    community: Community | None = None
    edited_at: datetime | None = None
    tags: Sequence[Tag] = ()
    stage: str = ""
    link: Link | None = None
    wrote_too: Sequence[User] = ()  # beside the author
    named: Sequence[tuple[User, str]] = ()
    reads: int = 0
    reactions: Mapping[str, Sequence[User]] = field(default_factory=dict)
    replies: Sequence[ReplyRecord] = ()
    accepted: int | None = None  # index of a reply
    collection: str = ""
    source_id: str = ""


def import_posts(records: Iterable[PostRecord]) -> list[int]:
    """Ids, in the order given. Each batch of 500 is one transaction: there whole, or not at all."""
    made: list[int] = []
    batch: list[PostRecord] = []
    for record in records:
        batch.append(record)
        if len(batch) == BATCH:
            made += _import_batch(batch)
            batch = []
    return made + (_import_batch(batch) if batch else [])


@dataclass(slots=True)
class _Placed:
    """A record with the ids its rows get."""

    record: PostRecord
    post: int
    thread: int
    replies: Sequence[int]
    title: str
    html: str

    @property
    def standing(self) -> list[ReplyRecord]:
        return [reply for reply in self.record.replies if reply.removed_at is None]

    @property
    def called(self) -> dict[int, datetime]:
        """{person id: when a text called them first}"""
        replies = [(_sound(reply.html), reply.created_at) for reply in self.standing]
        since: dict[int, datetime] = {}
        for html, at in [(self.html, self.record.published_at), *replies]:
            for pk in _called(html):
                since.setdefault(pk, at)
        return since


def _import_batch(records: Sequence[PostRecord]) -> list[int]:
    with transaction.atomic():
        placed = _place(records)
        units = _units_of(records)
        insert(Thread, [_thread(one) for one in placed])
        insert(Post, [_post(one, units) for one in placed])
        insert(Message, [row for one in placed for row in _messages(one, units)])
        here = _here({pk for one in placed for pk in one.called})
        parts = [row for one in placed for row in _parts(one, here)]
        insert(Involvement, parts, known_already=True)
        insert(PostTag, [row for one in placed for row in _tags(one)])
        insert(Reaction, [row for one in placed for row in _all_reactions(one)], known_already=True)
        insert(AcceptedAnswer, [row for one in placed for row in _accepted(one)])
        mark_many("post", [one.post for one in placed])
    return [one.post for one in placed]


def _place(records: Sequence[PostRecord]) -> list[_Placed]:
    posts, threads = reserve_ids(Post, len(records)), reserve_ids(Thread, len(records))
    replies = reserve_ids(Message, sum(len(record.replies) for record in records))
    placed, taken = [], 0
    for record, post, thread in zip(records, posts, threads, strict=True):
        own = replies[taken : taken + len(record.replies)]
        taken += len(record.replies)
        html = _sound(record.html)
        placed.append(_Placed(record, post, thread, own, sound_title(record.title, html), html))
    return placed


def _thread(one: _Placed) -> Row:
    record = one.record
    return {
        "id": one.thread,
        "audience": Thread.Audience.COMMUNITY if record.community else Thread.Audience.EMPLOYEES,
        "community_id": record.community.pk if record.community else None,
        "title": one.title,
        "address": _address(one.post),
        "last_number": len(record.replies),
        "last_change": len(record.replies),
        "replies": len(one.standing),
        "last_message_at": record.replies[-1].created_at if record.replies else None,
        "created_at": record.published_at,
        "collection": record.collection,
        "source_id": record.source_id,
    }


def _post(one: _Placed, units: Mapping[int, int | None]) -> Row:
    record = one.record
    last = [reply.created_at for reply in one.standing[-1:]]
    return {
        "id": one.post,
        "kind": record.kind,
        "author_id": record.author.pk,
        "author_unit_id": units.get(record.author.pk),
        "community_id": record.community.pk if record.community else None,
        "thread_id": one.thread,
        "title": one.title,
        "html": one.html,
        "language": record.language,
        "stage": record.stage,
        "link_id": record.link.pk if record.link else None,
        "published_at": record.published_at,
        "edited_at": record.edited_at,
        "last_activity_at": max([record.published_at, *last]),
        "minutes": _minutes(one.html),
        "reads": record.reads,
        "collection": record.collection,
        "source_id": record.source_id,
    }


def _messages(one: _Placed, units: Mapping[int, int | None]) -> list[Row]:
    return [
        _message(one, reply, pk, place, units)
        for place, (reply, pk) in enumerate(zip(one.record.replies, one.replies, strict=True), 1)
    ]


def _message(
    one: _Placed, reply: ReplyRecord, pk: int, place: int, units: Mapping[int, int | None]
) -> Row:
    gone = reply.removed_at is not None
    quoted = None if gone or reply.quotes is None else one.record.replies[reply.quotes]
    words = ""
    if quoted is not None and quoted.removed_at is None:
        words = quotable(_sound(quoted.html), "", limit=LONGEST_QUOTE)
    return {
        "id": pk,
        "thread_id": one.thread,
        "number": place,
        "change": place,
        "author_id": reply.author.pk,
        "author_unit_id": units.get(reply.author.pk),
        "html": "" if gone else _sound(reply.html),
        "language": reply.language,
        "quotes_id": one.replies[reply.quotes] if quoted and reply.quotes is not None else None,
        "quoted_words": words,
        "created_at": reply.created_at,
        "edited_at": reply.edited_at,
        "removed_at": reply.removed_at,
        "removed_by_id": reply.author.pk if gone else None,
        "collection": one.record.collection,
        "source_id": reply.source_id,
    }


def _parts(one: _Placed, here: set[int]) -> list[Row]:
    record, began = one.record, one.record.published_at
    wrote = [(person.pk, Part.WROTE, "", began) for person in [record.author, *record.wrote_too]]
    named = [(person.pk, Part.NAMED, words[:80], began) for person, words in record.named]
    edited = [(record.author.pk, Part.EDITED, "", record.edited_at)] if record.edited_at else []
    replied = [(reply.author.pk, Part.REPLIED, "", reply.created_at) for reply in one.standing]
    called = sorted(one.called.items())
    mentioned = [(pk, Part.MENTIONED, "", at) for pk, at in called if pk in here]
    return [
        {"post_id": one.post, "person_id": person_id, "part": part, "words": words, "at": at}
        for person_id, part, words, at in [*wrote, *named, *edited, *replied, *mentioned]
    ]


def _tags(one: _Placed) -> list[Row]:
    ids = dict.fromkeys(tag.pk for tag in one.record.tags)
    return [{"content_object_id": one.post, "tag_id": tag_id} for tag_id in ids]


def _all_reactions(one: _Placed) -> list[Row]:
    record = one.record
    rows = _reactions(one, record.reactions, None, record.published_at)
    for reply, pk in zip(record.replies, one.replies, strict=True):
        if reply.removed_at is None:
            rows += _reactions(one, reply.reactions, pk, reply.created_at)
    return rows


def _reactions(
    one: _Placed, chosen: Mapping[str, Sequence[User]], message: int | None, at: datetime
) -> list[Row]:
    return [
        {
            "thread_id": one.thread,
            "message_id": message,
            "person_id": person.pk,
            "kind": kind,
            "at": at,
        }
        for kind, people in chosen.items()
        for person in people
    ]


def _accepted(one: _Placed) -> list[Row]:
    record = one.record
    if record.accepted is None:
        return []
    answer = record.replies[record.accepted]
    return [
        {
            "post_id": one.post,
            "message_id": one.replies[record.accepted],
            "by_id": record.author.pk,
            "at": answer.created_at,
        }
    ]


def _here(ids: set[int]) -> set[int]:
    return set(User.objects.filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()


def _units_of(records: Sequence[PostRecord]) -> dict[int, int | None]:
    """{person id: unit id} of everybody who writes."""
    writers = {record.author.pk for record in records}
    writers |= {reply.author.pk for record in records for reply in record.replies}
    return dict(Profile.objects.filter(person__in=writers).values_list("person_id", "unit_id"))


def _address(post: int) -> str:
    return _page_of_none().replace("/0/", f"/{post}/")


@lru_cache(maxsize=1)
def _page_of_none() -> str:
    return reverse("post", args=[0])


# A made-up organisation says the same many times, and a text is read more than once here.
@lru_cache(maxsize=4096)
def _sound(html: str) -> str:
    return richtext.sanitise(html)


@lru_cache(maxsize=4096)
def _minutes(html: str) -> int:
    return richtext.reading_minutes(html)


@lru_cache(maxsize=4096)
def _called(html: str) -> frozenset[int]:
    return frozenset(richtext.mentioned_people(html))
