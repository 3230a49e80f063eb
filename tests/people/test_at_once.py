"""Two at one moment: the second hears that the first was before them."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from people.inviting import come_in, invite_from_outside
from people.models import User
from people.permissions import InviteIsOver
from tests.at_once import at_once
from tests.factories import an_administrator

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_link_used_twice_at_one_moment_makes_one_account() -> None:
    invite = invite_from_outside(
        an_administrator(),
        email="oda@example.org",
        kind="guest",
        access_until=timezone.now() + timedelta(days=9),
    )
    use = partial(come_in, invite=invite, name="Oda", password="vier gewone woorden", language="nl")

    wrong = at_once(use, use, use)

    assert [type(error) for error in wrong] == [InviteIsOver, InviteIsOver]
    assert User.objects.filter(email="oda@example.org").count() == 1
