"""Who stands in for whom, and what becomes of whom somebody invited."""

from notifications.models import Notice, Telling
from notifications.telling.news import News
from people.models import Absence, User

Kind = Notice.Kind


def stand_in_asked(
    telling: Telling, absence_id: int, person_id: int, stand_in_id: int
) -> News | None:
    if not _undecided(person_id, stand_in_id, absence_id):
        return None
    return _of(telling, person_id, [stand_in_id], Kind.ABSENCE)


def stand_in_answered(telling: Telling, absence_id: int, person_id: int, stand_in_id: int) -> News:
    return _of(telling, stand_in_id, [person_id], Kind.ABSENCE)


def away_otherwise(telling: Telling, person_id: int, stand_in_id: int | None) -> News | None:
    """Who is asked again for the other days hears it with that."""
    if stand_in_id is None or _undecided(person_id, stand_in_id):
        return None
    return _of(telling, person_id, [stand_in_id], Kind.ABSENCE)


def came_in(telling: Telling, invite_id: int, person_id: int, by_id: int) -> News:
    return _of(telling, person_id, [by_id], Kind.GUEST)


def access_ends(telling: Telling, person_id: int, asked_id: int | None) -> News:
    """Whoever invited; administrators where nobody did, or they are gone."""
    asked = User.objects.colleagues().filter(pk=asked_id)
    if not asked.exists():
        asked = User.objects.colleagues().filter(is_superuser=True).exclude(pk=person_id)
    return _of(telling, person_id, list(asked.values_list("pk", flat=True)), Kind.GUEST)


def _of(telling: Telling, actor_id: int, people: list[int], kind: str) -> News:
    news = News(telling.at, actor_id, event=telling.event)
    news.tell(people, kind)
    return news


def _undecided(person_id: int, stand_in_id: int, absence_id: int | None = None) -> bool:
    asked = Absence.objects.filter(person=person_id, stand_in=stand_in_id, agreed_at=None)
    asked = asked.filter(declined_at=None)
    return (asked.filter(pk=absence_id) if absence_id else asked).exists()
