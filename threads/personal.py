"""What conversations hold of somebody: their replies and reactions."""

from typing import Any

from django.db.models import Exists, OuterRef

from kenniscafe.richtext import to_markdown
from people.models import User
from people.personal import Bundle, Words
from threads.actions import take_back_all
from threads.mentions import handles_in, linked, people_in
from threads.models import Message, Reaction, Thread, Watch, Withheld
from threads.places import address_of

HOLDS = (
    "threads.Thread",
    "threads.Thread_people",
    "threads.Message",
    "threads.Reaction",
    "threads.Watch",
)


def export(person: User, bundle: Bundle) -> None:
    seen = Exists(Thread.objects.visible_to(person).filter(pk=OuterRef("thread")))
    replies = Message.objects.filter(author=person).standing().annotate(seen=seen)
    rows = replies.select_related("thread").order_by("pk").iterator(500)
    bundle.rows("replies.json", (_reply(row) for row in rows))
    reactions = Reaction.objects.filter(person=person).annotate(seen=seen)
    tapped = reactions.select_related("thread", "message").order_by("pk").iterator(500)
    bundle.rows("reactions.json", (_reaction(row) for row in tapped))
    _export_watched(person, bundle, seen)
    hidden = Withheld.objects.visible_to(person).order_by("pk").values("at", "reason", "html")
    bundle.rows("hidden.json", hidden.iterator(500))


def _export_watched(person: User, bundle: Bundle, seen: Exists) -> None:
    watched = Watch.objects.filter(person=person).annotate(seen=seen).select_related("thread")
    bundle.rows("watched.json", (_watched(row) for row in watched.order_by("pk").iterator(500)))


def leave(person: User, words: Words, most: int) -> int:
    watched = list(Watch.objects.filter(person=person.pk).values_list("pk", flat=True)[:most])
    Watch.objects.filter(pk__in=watched).delete()
    if words == Words.NONE:
        Withheld.objects.filter(message__author=person.pk).delete()
    return len(watched) + (take_back_all(person, most=most) if words == Words.NONE else 0)


def _reply(row: Any) -> dict[str, Any]:
    """Its own words alone: what others wrote around it is theirs."""
    where = {"in": row.thread.title, "address": address_of(row.thread, row.number)}
    return {
        **(where if row.seen else {"in": None, "address": None}),
        "written": row.created_at,
        "edited": row.edited_at,
        "language": row.language,
        "text": to_markdown(row.html, handles=handles_in(row.html)),
        "html": linked(row.html, people_in([row.html])),
    }


def _reaction(row: Any) -> dict[str, Any]:
    to_reply = row.message.number if row.message else None
    return {
        "in": row.thread.title if row.seen else None,
        "to reply": to_reply,
        "reaction": row.kind,
        "at": row.at,
    }


def _watched(row: Any) -> dict[str, Any]:
    title = row.thread.title if row.seen else None
    return {"in": title, "level": row.level, "because": row.because, "since": row.since}
