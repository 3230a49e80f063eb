"""Telling people what happened: a few at a time, each of them exactly once, whatever is killed on the way."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.db import transaction

from notifications.actions.nudging import nudge
from notifications.models import BUNDLE, CAFE, MAIL, Notice, Preference, Telling
from notifications.queries import preferences_of
from notifications.telling import News, Said, news_of

AT_ONCE: Final = 200  # people: so long nobody else can write, in the embedded database
CHANGES: Final = "kind event message actor follow since at read_at in_cafe held_at mailed_at cup instead_of".split()
_WEIGHT: Final = {kind: weight for weight, kind in enumerate(Notice.Kind.values)}

Told = Mapping[int, Said]


def tell(telling_id: int) -> None:
    """May be killed anywhere and called again: it goes on after the last person that was told."""
    telling = Telling.objects.filter(pk=telling_id).first()
    if telling is None:
        return  # everybody knows
    news = news_of(telling)
    left = sorted(pk for pk in news.told if pk > telling.done) if news else []
    for start in range(0, len(left), AT_ONCE):
        people = left[start : start + AT_ONCE]
        with transaction.atomic():
            told = Telling.objects.select_for_update().filter(pk=telling_id, done__lt=people[0])
            if news is None or not told.update(done=people[-1]):
                return  # another worker has gone on with it
            _tell(news, {person_id: news.told[person_id] for person_id in people})
    Telling.objects.filter(pk=telling_id).delete()


def _tell(news: News, told: Told) -> None:
    wishes = preferences_of(told)
    told = {pk: said for pk, said in told.items() if wishes[pk].channels_of(said.kind)}
    known = _known(news, told)
    fresh = [_fresh(news, pk, said, wishes[pk]) for pk, said in told.items() if pk not in known]
    Notice.objects.bulk_create(fresh, ignore_conflicts=True)
    # Another worker may have told them something about the same a moment ago.
    rows = _known(news, told)
    older = [row for pk, row in rows.items() if pk in known or row.at != news.at]
    for row in older:
        _renew(row, news, told[row.person_id], wishes[row.person_id])
    Notice.objects.bulk_update(older, CHANGES)
    for pk, row in rows.items():
        if wishes[pk].channels_of(told[pk].kind) >= MAIL and row.kind == told[pk].kind:
            nudge(row, wishes[pk])


def _known(news: News, told: Told) -> dict[int, Notice]:
    rows = Notice.objects.select_for_update().filter(person__in=told)
    if news.thread_id is None:
        rows = rows.filter(kind__in={said.kind for said in told.values()})
    return {row.person_id: row for row in rows.filter(**news.place)}


def _fresh(news: News, person_id: int, said: Said, wish: Preference) -> Notice:
    row = Notice(
        person_id=person_id,
        thread_id=news.thread_id,
        community_id=None if news.thread_id else news.community_id,
        case_id=news.case_id,
        in_cafe=False,
    )
    _begin(row, news, said)
    _place(row, news.at, said.kind, wish)
    return row


def _renew(row: Notice, news: News, said: Said, wish: Preference) -> None:
    """Read before: it begins anew. Else the weightier of the two is told, and of two the same the latest."""
    if not row.is_new:
        row.read_at = row.mailed_at = row.held_at = row.cup = None
        row.in_cafe = False
        _begin(row, news, said)
    elif _WEIGHT[said.kind] <= _WEIGHT[row.kind]:
        since = row.since
        _begin(row, news, said)
        row.since = min(since, row.since)
    row.at = max(row.at, news.at)
    _place(row, news.at, said.kind, wish)


def _begin(row: Notice, news: News, said: Said) -> None:
    row.kind, row.follow_id, row.instead_of_id = said
    row.actor_id, row.message, row.event = news.actor_id, news.message, news.event
    row.since, row.at = news.since, news.at


def _place(row: Notice, at: datetime, kind: str, wish: Preference) -> None:
    """What could be mailed at once is held until that has been decided: nothing falls between the two."""
    channels = wish.channels_of(kind)
    row.in_cafe = row.in_cafe or bool(channels & CAFE)
    if channels & (MAIL | BUNDLE) and row.held_at is None:
        row.held_at, row.cup = at, None
