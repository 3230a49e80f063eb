"""The one and the set agree about every notice and every reader: theirs alone, and only what they may still read."""

from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from communities.models import Invitation
from notifications.models import Notice
from notifications.permissions import can_view
from people.inviting import invite_from_outside
from people.models import Absence, Invite, User
from posts.models import Case
from tests.factories import a_guest, a_person
from tests.threads.test_visibility import everybody, places, threads
from threads.models import Message

pytestmark = pytest.mark.django_db
Kind = Notice.Kind


def test_the_one_and_the_set_agree() -> None:
    communities = places()
    people = [*everybody(communities), a_guest("gast van niets")]
    seen, there = 0, [*notices(communities, people), *plain(communities, people)]
    anyone = {*people, *(notice.person for notice in there), AnonymousUser()}
    found = {viewer: set(Notice.objects.visible_to(viewer)) for viewer in anyone}
    for notice in there:
        for viewer in (notice.person, people[0], people[1], AnonymousUser()):
            may = can_view(viewer, notice)
            assert (notice in found[viewer]) is may, (
                f"{viewer}: {notice.kind} {notice.thread} {notice.community}"
            )
            assert not may or viewer == notice.person
            seen += may
    assert seen > 100


def notices(communities: list, people: list) -> list[Notice]:
    made = []
    for thread in threads(communities, people[:6]):
        said = Message.objects.create(
            thread=thread, number=1, change=1, author=people[0], html="<p>Ja</p>", language="nl"
        )
        gone = Message.objects.create(
            thread=thread,
            number=2,
            change=2,
            author=people[0],
            html="",
            language="nl",
            removed_at=timezone.now(),
            removed_by=people[0],
        )
        for number, person in enumerate(people):
            message = [None, said, gone][number % 3]
            made.append(Notice(person=person, thread=thread, kind=Kind.MENTION, message=message))
    for community in communities:
        for number, person in enumerate(people):
            made += [
                Notice(person=person, community=community, kind=kind)
                for kind in (Kind.INVITED, Kind.WAITS, Kind.DECIDED)
            ]
            if number % 2:
                Invitation.objects.create(
                    community=community, person=person, invited_by=community.created_by
                )
    Notice.objects.bulk_create(made)
    rows = Notice.objects.select_related("thread__community", "community", "message", "person")
    return list(rows)


def plain(communities: list, people: list) -> list[Notice]:
    """Of absences in every state, of cases that wait and are settled in every place, and of a guest."""
    fenna, noor, guest = people[0], people[1], people[2]
    made = [
        Notice(person=person, actor=actor, kind=Kind.ABSENCE, event=event)
        for event in ("StandInAsked", "StandInAgreed", "StandInDeclined", "AbsenceChanged")
        for person, actor in permutations((fenna, noor, a_person()), 2)
    ]
    absent(fenna, noor)
    absent(noor, fenna, agreed_at=timezone.now())
    absent(fenna, noor, declined_at=timezone.now())
    for case in cases(communities, reporter=fenna, about=noor):
        made += [
            Notice(person=person, case=case, kind=kind)
            for person in people
            for kind in (Kind.REPORTED, Kind.JUDGED)
        ]
    ends = timezone.now() + timedelta(days=9)
    invite = invite_from_outside(noor, email="oda@example.org", kind="guest", access_until=ends)
    Invite.objects.filter(pk=invite.pk).update(accepted_by=guest)
    made += [
        Notice(person=person, actor=guest, kind=Kind.GUEST, event=event)
        for person in people
        if person != guest
        for event in ("InviteAccepted", "AccessEndsSoon")
    ]
    Notice.objects.bulk_create(made)
    rows = Notice.objects.select_related("case__community", "actor", "person")
    return list(rows.filter(thread=None, community=None))


def absent(person: User, stand_in: User, **state: Any) -> None:
    day = timezone.localdate()
    Absence.objects.create(
        person=person, kind="away", first_day=day, last_day=day, stand_in=stand_in, **state
    )


def cases(communities: list, *, reporter: User, about: User) -> list[Case]:
    made = []
    for community in (None, *communities):
        for judged in ("", "leave", "hide", "again"):
            over = judged in ("leave", "hide")
            them = about if over else a_person()
            made.append(
                Case.objects.create(
                    person=them,
                    about=them,
                    community=community,
                    settled_at=timezone.now() if over else None,
                )
            )
            if judged:
                made[-1].judgements.create(what="leave" if judged == "leave" else "hide", by=about)
            if judged != "again":
                made[-1].reports.create(reporter=reporter, rule="hurtful")
    return made
