"""What people have with tags: what they know, learn or seek, and what they follow."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from people.models import Follow, PersonTag, User
from people.querysets import tags_on_people
from search.changes import mark_many
from tags.carriers import Carrier, Counted
from tags.models import Tag

Source, Verdict = PersonTag.Source, PersonTag.Verdict


def for_all() -> QuerySet[Any, Any]:
    closed = Q(person__profile__visibility__tags__in=["communities", "only_me"])
    here = User.objects.colleagues()
    told = (
        PersonTag.objects.shown()
        .filter(person__in=here)
        .exclude(closed & Q(person__profile__visibility__tags__isnull=False))
    )
    return told.values("tag_id")


def count(viewer: User, tag: Tag) -> list[Counted]:
    """Whom somebody follows is theirs to know; how many follow a tag is not."""
    told = PersonTag.objects.visible_to(viewer).shown().filter(tag=tag)
    followers = Follow.objects.filter(tag=tag, follower__in=User.objects.colleagues())
    return [
        Counted("people", told.values("person").distinct().count()),
        Counted("followers", followers.count()),
    ]


def move(tag: Tag, into: Tag, most: int) -> int:
    return _move_stances(tag, into, most) or _move_follows(tag, into, most)


def _move_stances(tag: Tag, into: Tag, most: int) -> int:
    """Who says the same of both keeps the stronger row; different stances both stay, as on any tag."""
    batch = list(PersonTag.objects.filter(tag=tag).order_by("person_id", "pk")[:most])
    people = {row.person_id for row in batch}
    there = {
        (row.person_id, row.stance): row
        for row in PersonTag.objects.filter(tag=into, person__in=people)
    }
    for row in batch:
        other = there.get((row.person_id, row.stance))
        if other is None:
            PersonTag.objects.filter(pk=row.pk).update(tag=into)
        else:
            _keep_stronger(row, other)
    mark_many("person", people)
    return len(batch)


def _keep_stronger(row: PersonTag, other: PersonTag) -> None:
    """`other` stays, with what the stronger of the two says, and the best evidence of both."""
    strong = max(other, row, key=_weight)
    other.source, other.verdict = strong.source, strong.verdict
    other.strength = max(row.strength, other.strength)
    other.last_evidence = max(
        (day for day in (row.last_evidence, other.last_evidence) if day), default=None
    )
    other.save(update_fields=["source", "verdict", "strength", "last_evidence"])
    row.delete()


def _weight(row: PersonTag) -> tuple[int, float, date]:
    """What its owner decided outweighs what others or the café found; what they say, what they took back."""
    order: list[str] = [
        Source.STATED,
        Verdict.REFUSED,
        Verdict.HIDDEN,
        Verdict.CONFIRMED,
        Source.ENDORSED,
    ]
    says = row.verdict or row.source
    rank = len(order) - order.index(says) if says in order else 0
    return rank, row.strength, row.last_evidence or date.min


def _move_follows(tag: Tag, into: Tag, most: int) -> int:
    """Who follows both keeps the one they began with."""
    batch = list(Follow.objects.filter(tag=tag).order_by("follower_id")[:most])
    followers = [row.follower_id for row in batch]
    there = {
        row.follower_id: row for row in Follow.objects.filter(tag=into, follower__in=followers)
    }
    for row in batch:
        other = there.get(row.follower_id)
        if other is None:
            Follow.objects.filter(pk=row.pk).update(tag=into)
            continue
        if row.created_at < other.created_at:
            Follow.objects.filter(pk=other.pk).update(created_at=row.created_at)
        row.delete()
    return len(batch)


CARRIER = Carrier(move=move, count=count, seen=tags_on_people, for_all=for_all)
