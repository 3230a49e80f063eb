"""A mail at once is judged as it leaves: what was read, taken away or may not disturb any more stays here."""

from datetime import time

import pytest
from django.core import mail

from communities.actions import leave_community
from communities.models import Community
from kenniscafe.letters import send_due
from kenniscafe.models import Letter
from notifications.actions import read_conversation, tell
from notifications.models import Notice, Telling
from people.models import User
from tests.factories import a_community, a_member, a_person
from tests.factories.posts import a_post
from tests.notifications.telling import never_quiet
from threads.actions import post_message, remove_message
from threads.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Community:
    return a_community(kind="closed")


@pytest.fixture
def me(place: Community) -> User:
    """Mentioned there; the mail about it waits."""
    me = a_member(a_person(), place)
    never_quiet(me, budget=3)
    words = f'<p><span class="mention" data-person="{me.pk}">@x</span> kijk even</p>'
    post_message(
        place.created_by, thread=a_post(place.created_by, community=place).thread, html=words
    )
    for telling in Telling.objects.all():
        tell(telling.pk)
    assert Letter.objects.get(kind="nudge").to == me
    return me


def leaves() -> bool:
    send_due()
    assert not Letter.objects.filter(kind="nudge", sent_at=None).exists(), "nor later"
    return bool(mail.outbox)


def test_what_may_still_be_read_leaves(me: User) -> None:
    assert leaves()
    assert mail.outbox[0].to == [me.email]


def test_what_may_no_longer_be_read_does_not(me: User, place: Community) -> None:
    leave_community(me, community=place)
    assert not leaves()


def test_what_is_gone_does_not(me: User) -> None:
    message = Message.objects.get()
    remove_message(message.author, message=message)
    assert not leaves()


def test_what_was_read_meanwhile_does_not(me: User) -> None:
    read_conversation(me, thread_id=Notice.objects.get(person=me).thread_id or 0)
    assert not leaves()


def test_where_the_quiet_hours_have_begun_it_waits_for_the_bundle(me: User) -> None:
    never_quiet(me, quiet_from=time(0), quiet_until=time(23, 59, 59, 999999))
    assert not leaves()
    assert Notice.objects.held().filter(person=me).count() == 1


def test_who_is_gone_gets_nothing(me: User) -> None:
    User.objects.filter(pk=me.pk).update(is_active=False)
    assert not leaves()
