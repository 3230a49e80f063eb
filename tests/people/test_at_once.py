"""Two at one moment: the second hears that the first was before them."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from kenniscafe.permissions import NotAllowed
from people.accounts import end_access, stop_administering
from people.inviting import come_in, invite_from_outside
from people.models import User
from people.permissions import InviteIsOver, LastAdministratorStays
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


def test_two_administrators_who_end_each_other_leave_one() -> None:
    daan, wim = an_administrator(), an_administrator()

    wrong = at_once(
        lambda: end_access(daan, person=wim, reason="Weg."),
        lambda: end_access(wim, person=daan, reason="Weg."),
    )

    assert [type(error) for error in wrong] == [NotAllowed]
    assert User.objects.filter(is_superuser=True, is_active=True).count() == 1


def test_two_administrators_who_step_down_at_one_moment_leave_one() -> None:
    daan, wim = an_administrator(), an_administrator()

    wrong = at_once(
        lambda: stop_administering(daan, person=daan),
        lambda: stop_administering(wim, person=wim),
    )

    assert [type(error) for error in wrong] == [LastAdministratorStays]
    assert User.objects.filter(is_superuser=True).count() == 1
