"""Everything that is written in a conversation.

Each action takes its change number first: the lock on the thread's row keeps numbers gapless and in commit order.
Who ever needs two threads locks them in id order.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from communities.models import Community, Level
from kenniscafe.events import publish
from kenniscafe.language import language_of
from kenniscafe.permissions import require
from kenniscafe.richtext import mentioned_people, plain_text, sanitise
from people.models import User
from threads.events import (
    MessageEdited,
    MessagePosted,
    MessageRemoved,
    Reacted,
    ReactionTakenBack,
)
from threads.mentions import LONGEST_QUOTE, quotable
from threads.models import Message, Reaction, Thread, Watch
from threads.numbers import take
from threads.permissions import (
    ConversationIsClosed,
    QuotedReplyIsGone,
    ReplyIsEmpty,
    ReplyIsGone,
    can_edit,
    can_react,
    can_read,
    can_remove,
    can_reply,
)


def open_thread(
    *,
    audience: str,
    community: Community | None = None,
    people: Iterable[User] = (),
    title: str,
    address: str,
    origin: tuple[str, int] | None = None,
    source: tuple[str, str] | None = None,
    at: datetime | None = None,
) -> Thread:
    """Called by its host's action, in that transaction. `source` is (collection, source id) of what was imported."""
    origin_kind, origin_id = origin or ("", None)
    collection, source_id = source or ("", "")
    thread = Thread.objects.create(
        audience=audience,
        community=community,
        title=title,
        address=address,
        origin_kind=origin_kind,
        origin_id=origin_id,
        collection=collection,
        source_id=source_id,
        created_at=at or timezone.now(),
    )
    if audience == Thread.Audience.PEOPLE:
        thread.people.set(people)
    return thread


def describe_thread(
    thread: Thread,
    *,
    audience: str,
    community: Community | None = None,
    people: Iterable[User] = (),
    title: str,
    address: str,
) -> Thread:
    """Called by its host's action, in that transaction, whenever one of these may have changed there."""
    chosen = {person.pk for person in people} if audience == Thread.Audience.PEOPLE else set()
    with transaction.atomic():
        known = _locked(thread.pk)
        known_people = set(known.people.values_list("pk", flat=True))
        before = (known.audience, known.community_id, known_people)
        if before != (audience, community.pk if community else None, chosen):
            take(thread.pk)
            Thread.objects.filter(pk=thread.pk).update(access_version=F("access_version") + 1)
            thread.people.set(chosen)
        thread.audience, thread.community = audience, community
        thread.title, thread.address = title, address
        thread.save(update_fields=["audience", "community", "title", "address"])
    thread.refresh_from_db(fields=["access_version", "last_change"])
    return thread


def post_message(
    actor: User,
    *,
    thread: Thread,
    html: str,
    quotes: Message | None = None,
    quoted_words: str = "",
    language: str = "",
    client_key: UUID | None = None,
    at: datetime | None = None,
) -> Message:
    """`quoted_words` is a selection out of `quotes`; what does not occur in it counts for nothing."""
    require(can_read(actor, thread))
    if (repeated := _posted_before(actor, client_key)) is not None:
        return repeated
    if not can_reply(actor, thread):
        raise ConversationIsClosed
    written = {
        "html": _sound(html),
        "language": language,
        "quotes": quotes,
        "client_key": client_key,
        "created_at": at or timezone.now(),
    }
    try:
        with transaction.atomic():
            message = _place(actor, thread, written, quoted_words)
            publish(MessagePosted(thread_id=thread.pk, message_id=message.pk, person_id=actor.pk))
    except IntegrityError:
        # Sent twice at the very same time: the other one was first.
        if (repeated := _posted_before(actor, client_key)) is None:
            raise
        return repeated
    return message


def edit_message(actor: User, *, message: Message, html: str) -> Message:
    require(can_edit(actor, message))
    html = _sound(html)
    with transaction.atomic():
        _locked(message.thread_id)
        message.refresh_from_db()
        if message.removed_at is not None:
            raise ReplyIsGone
        if message.html == html:
            return message
        called = mentioned_people(html) - mentioned_people(message.html)
        message.html, message.edited_at = html, timezone.now()
        message.language = language_of(plain_text(html), actor.language)
        message.change = take(message.thread_id).change
        message.save(update_fields=["html", "edited_at", "language", "change"])
        publish(
            MessageEdited(
                thread_id=message.thread_id,
                message_id=message.pk,
                person_id=actor.pk,
                mentioned=tuple(sorted(called)),
            )
        )
    return message


def remove_message(actor: User, *, message: Message) -> Message:
    """A stub keeps its place; its words are gone everywhere, also where they were quoted."""
    require(can_remove(actor, message))
    with transaction.atomic():
        _locked(message.thread_id)
        message.refresh_from_db()
        if message.removed_at is not None:
            return message
        change = take(message.thread_id).change
        message.html, message.quotes, message.quoted_words = "", None, ""
        message.removed_at, message.removed_by, message.change = timezone.now(), actor, change
        message.save()
        Message.objects.filter(quotes=message).update(quoted_words="", change=change)
        Reaction.objects.filter(message=message).delete()
        Thread.objects.filter(pk=message.thread_id).update(replies=F("replies") - 1)
        publish(
            MessageRemoved(thread_id=message.thread_id, message_id=message.pk, person_id=actor.pk)
        )
    return message


def react(actor: User, *, thread: Thread, message: Message | None = None, kind: str) -> Reaction:
    """To a reply, or without one to what the thread belongs to."""
    require(can_react(actor, thread))
    with transaction.atomic():
        _locked(thread.pk)
        _standing(message, thread)
        reaction, is_new = Reaction.objects.get_or_create(
            thread=thread, message=message, person=actor, kind=Reaction.Kind(kind)
        )
        if is_new:
            _show_changed(thread, message)
            publish(Reacted(thread_id=thread.pk, message_id=_id_of(message), person_id=actor.pk))
    return reaction


def unreact(actor: User, *, thread: Thread, message: Message | None = None, kind: str) -> None:
    require(can_react(actor, thread))
    with transaction.atomic():
        _locked(thread.pk)
        mine = Reaction.objects.filter(thread=thread, message=message, person=actor, kind=kind)
        gone, _ = mine.delete()
        if gone:
            _show_changed(thread, message)
            publish(
                ReactionTakenBack(
                    thread_id=thread.pk, message_id=_id_of(message), person_id=actor.pk
                )
            )


def begin_to_watch(
    people: Iterable[int], *, thread_id: int, because: str, at: datetime | None = None
) -> None:
    """By what somebody does; who chose a level of their own keeps it."""
    since = at or timezone.now()
    Watch.objects.bulk_create(
        [
            Watch(thread_id=thread_id, person_id=person_id, because=because, since=since)
            for person_id in people
        ],
        ignore_conflicts=True,
    )


def choose_level(actor: User, *, thread: Thread, level: str) -> Watch:
    require(can_read(actor, thread))
    watch, _is_new = Watch.objects.update_or_create(
        thread=thread,
        person=actor,
        defaults={"level": Level(level)},
        create_defaults={"level": Level(level), "because": Watch.Because.CHOSE},
    )
    return watch


def show_changed(message: Message) -> None:
    """For hosts, in their transaction: something they show on this reply is different now (an accepted answer)."""
    _show_changed(message.thread, message)


def _place(actor: User, thread: Thread, written: dict[str, Any], selection: str) -> Message:
    """From `take` on nobody else writes in this thread until the transaction ends."""
    taken = take(thread.pk, messages=1)
    if not written["language"]:
        written["language"] = language_of(plain_text(written["html"]), actor.language)
    row = Thread.objects.filter(pk=thread.pk)
    row.update(replies=F("replies") + 1, last_message_at=written["created_at"])
    return Message.objects.create(
        thread=thread,
        number=taken.number,
        change=taken.change,
        author=actor,
        author_unit_id=_unit_of(actor),
        quoted_words=_words_of(written["quotes"], selection, thread),
        **written,
    )


def _show_changed(thread: Thread, message: Message | None) -> None:
    change = take(thread.pk).change
    if message is not None:
        Message.objects.filter(pk=message.pk).update(change=change)


def _locked(thread_id: int) -> Thread:
    return Thread.objects.select_for_update().get(pk=thread_id)


def _posted_before(actor: User, client_key: UUID | None) -> Message | None:
    if client_key is None:
        return None
    return Message.objects.filter(author=actor, client_key=client_key).first()


def _sound(html: str) -> str:
    html = sanitise(html)
    if not plain_text(html):
        raise ReplyIsEmpty
    return html


def _standing(message: Message | None, thread: Thread) -> None:
    if message is None:
        return
    if not Message.objects.standing().filter(pk=message.pk, thread=thread).exists():
        raise ReplyIsGone


def _words_of(quotes: Message | None, selection: str, thread: Thread) -> str:
    """Under the thread's lock: a reply that is removed at this very moment is not quoted any more."""
    if quotes is None:
        return ""
    standing = Message.objects.standing().filter(pk=quotes.pk, thread=thread).first()
    if standing is None:
        raise QuotedReplyIsGone
    return quotable(standing.html, selection, limit=LONGEST_QUOTE)


def _unit_of(actor: User) -> int | None:
    profile = getattr(actor, "profile", None)
    return profile.unit_id if profile is not None else None


def _id_of(message: Message | None) -> int | None:
    return message.pk if message is not None else None
