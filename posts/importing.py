"""Many posts at once, with their conversations, as if each had been written at its time.

The door of imports and of the demo: no permission is asked and no event published, the index is marked. Tests hold
what it leaves against what the actions leave: same counters, same parts, same state of the thread.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from django.db import transaction
from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from communities.models import Community
from kenniscafe import richtext
from people.models import Profile, User
from posts.actions.text import sound_title
from posts.models import AcceptedAnswer, Involvement, Link, Post, PostTag
from search.changes import mark_many
from tags.models import Tag
from threads.mentions import LONGEST_QUOTE, quotable
from threads.models import Message, Reaction, Thread

BATCH = 500
Part = Involvement.Part


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


def import_posts(records: Iterable[PostRecord]) -> list[Post]:
    """In the order given. Each batch of 500 is one transaction: it is there whole, or not at all."""
    made: list[Post] = []
    batch: list[PostRecord] = []
    for record in records:
        batch.append(record)
        if len(batch) == BATCH:
            made += _import_batch(batch)
            batch = []
    return made + (_import_batch(batch) if batch else [])


def _import_batch(records: Sequence[PostRecord]) -> list[Post]:
    units = _units_of(records)
    with transaction.atomic():
        threads = Thread.objects.bulk_create(_thread(record) for record in records)
        posts = Post.objects.bulk_create(
            _post(record, thread, units) for record, thread in zip(records, threads, strict=True)
        )
        _address(threads)
        replies = _write_replies(records, threads, units)
        _write_parts(records, posts)
        _write_reactions(records, threads, replies)
        AcceptedAnswer.objects.bulk_create(
            AcceptedAnswer(
                post=post,
                message=replies[place][record.accepted],
                by=record.author,
                at=replies[place][record.accepted].created_at,
            )
            for place, (record, post) in enumerate(zip(records, posts, strict=True))
            if record.accepted is not None
        )
        mark_many("post", [post.pk for post in posts])
    return posts


def _thread(record: PostRecord) -> Thread:
    standing = [reply for reply in record.replies if reply.removed_at is None]
    return Thread(
        audience=Thread.Audience.COMMUNITY if record.community else Thread.Audience.EMPLOYEES,
        community=record.community,
        title=sound_title(record.title, record.html),
        last_number=len(record.replies),
        last_change=len(record.replies),
        replies=len(standing),
        last_message_at=record.replies[-1].created_at if record.replies else None,
        created_at=record.published_at,
        collection=record.collection,
        source_id=record.source_id,
    )


def _post(record: PostRecord, thread: Thread, units: Mapping[int, int | None]) -> Post:
    html = _sound(record.html)
    standing = [reply.created_at for reply in record.replies if reply.removed_at is None]
    return Post(
        kind=record.kind,
        author=record.author,
        author_unit_id=units.get(record.author.pk),
        community=record.community,
        thread=thread,
        title=thread.title,
        html=html,
        language=record.language,
        stage=record.stage,
        link=record.link,
        published_at=record.published_at,
        edited_at=record.edited_at,
        last_activity_at=max([record.published_at, *standing[-1:]]),
        minutes=_minutes(html),
        reads=record.reads,
        collection=record.collection,
        source_id=record.source_id,
    )


def _address(threads: Sequence[Thread]) -> None:
    """A page's address has its post's number, which did not exist before the post did."""
    before, after = reverse("post", args=[0]).split("0")
    number = Subquery(Post.objects.filter(thread=OuterRef("pk")).values("pk")[:1])
    Thread.objects.filter(pk__in=[thread.pk for thread in threads]).update(
        address=Concat(Value(before), Cast(number, CharField()), Value(after))
    )


def _write_replies(
    records: Sequence[PostRecord], threads: Sequence[Thread], units: Mapping[int, int | None]
) -> list[list[Message]]:
    """Per post its replies in order; quotations are filled in once what they quote has its id."""
    replies = [
        [_message(reply, thread, place, units) for place, reply in enumerate(record.replies, 1)]
        for record, thread in zip(records, threads, strict=True)
    ]
    Message.objects.bulk_create([message for group in replies for message in group], BATCH)
    quoting = []
    for record, group in zip(records, replies, strict=True):
        for reply, message in zip(record.replies, group, strict=True):
            if reply.quotes is not None and reply.removed_at is None:
                quoted = group[reply.quotes]
                message.quotes = quoted
                if quoted.removed_at is None:
                    message.quoted_words = quotable(quoted.html, "", limit=LONGEST_QUOTE)
                quoting.append(message)
    Message.objects.bulk_update(quoting, ["quotes", "quoted_words"], BATCH)
    return replies


def _message(
    reply: ReplyRecord, thread: Thread, place: int, units: Mapping[int, int | None]
) -> Message:
    gone = reply.removed_at is not None
    return Message(
        thread=thread,
        number=place,
        change=place,
        author=reply.author,
        author_unit_id=units.get(reply.author.pk),
        html="" if gone else _sound(reply.html),
        language=reply.language,
        created_at=reply.created_at,
        edited_at=reply.edited_at,
        removed_at=reply.removed_at,
        removed_by=reply.author if gone else None,
        collection=thread.collection,
        source_id=reply.source_id,
    )


def _write_parts(records: Sequence[PostRecord], posts: Sequence[Post]) -> None:
    calls = {
        person_id
        for post, record in zip(posts, records, strict=True)
        for html in _standing_texts(post, record)
        for person_id in _called(html)
    }
    here = set(User.objects.filter(pk__in=calls).values_list("pk", flat=True)) if calls else set()
    Involvement.objects.bulk_create(
        (
            row
            for post, record in zip(posts, records, strict=True)
            for row in _parts(post, record, here)
        ),
        batch_size=BATCH,
        ignore_conflicts=True,
    )
    PostTag.objects.bulk_create(
        (
            PostTag(content_object=post, tag=tag)
            for post, record in zip(posts, records, strict=True)
            for tag in dict.fromkeys(record.tags)
        ),
        batch_size=BATCH,
    )


def _parts(post: Post, record: PostRecord, here: set[int]) -> list[Involvement]:
    began = record.published_at
    parts = [
        Involvement(post=post, person=person, part=Part.WROTE, at=began)
        for person in dict.fromkeys([record.author, *record.wrote_too])
    ]
    parts += [
        Involvement(post=post, person=person, part=Part.NAMED, words=words[:80], at=began)
        for person, words in record.named
    ]
    if record.edited_at is not None:
        edited = Involvement(post=post, person=record.author, part=Part.EDITED)
        edited.at = record.edited_at
        parts.append(edited)
    standing = [reply for reply in record.replies if reply.removed_at is None]
    parts += [
        Involvement(post=post, person=reply.author, part=Part.REPLIED, at=reply.created_at)
        for reply in standing
    ]
    called = {pk for html in _standing_texts(post, record) for pk in _called(html)} & here
    parts += [
        Involvement(post=post, person_id=pk, part=Part.MENTIONED, at=began) for pk in sorted(called)
    ]
    return parts


def _write_reactions(
    records: Sequence[PostRecord], threads: Sequence[Thread], replies: list[list[Message]]
) -> None:
    rows = []
    for record, thread, group in zip(records, threads, replies, strict=True):
        rows += _reactions(record.reactions, thread, None, record.published_at)
        for reply, message in zip(record.replies, group, strict=True):
            if reply.removed_at is None:
                rows += _reactions(reply.reactions, thread, message, reply.created_at)
    Reaction.objects.bulk_create(rows, BATCH, ignore_conflicts=True)


def _reactions(
    chosen: Mapping[str, Sequence[User]], thread: Thread, message: Message | None, at: datetime
) -> list[Reaction]:
    return [
        Reaction(thread=thread, message=message, person=person, kind=kind, at=at)
        for kind, people in chosen.items()
        for person in people
    ]


def _standing_texts(post: Post, record: PostRecord) -> list[str]:
    return [post.html, *(_sound(r.html) for r in record.replies if r.removed_at is None)]


def _units_of(records: Sequence[PostRecord]) -> dict[int, int | None]:
    """{person id: unit id} of everybody who writes."""
    writers = {record.author.pk for record in records}
    writers |= {reply.author.pk for record in records for reply in record.replies}
    return dict(Profile.objects.filter(person__in=writers).values_list("person_id", "unit_id"))


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
