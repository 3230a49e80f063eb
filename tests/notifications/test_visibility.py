"""The one and the set agree about every notice and every reader: theirs alone, and only what they may still read."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from communities.models import Invitation
from notifications.models import Notice
from notifications.permissions import can_view
from tests.factories import a_guest
from tests.threads.test_visibility import everybody, places, threads
from threads.models import Message

pytestmark = pytest.mark.django_db
Kind = Notice.Kind


def test_the_one_and_the_set_agree() -> None:
    communities = places()
    people = [*everybody(communities), a_guest("gast van niets")]
    seen = 0
    for notice in notices(communities, people):
        for viewer in (notice.person, people[0], people[1], AnonymousUser()):
            may = can_view(viewer, notice)
            found = Notice.objects.visible_to(viewer).filter(pk=notice.pk).exists()
            assert found is may, f"{viewer}: {notice.kind} {notice.thread} {notice.community}"
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
