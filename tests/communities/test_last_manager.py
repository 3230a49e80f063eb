"""Whoever is quickest: a community is never without a manager. On a real database, with threads."""

from collections.abc import Callable

import pytest

from communities.actions import change_role, leave_community, remove_member
from communities.models import Community, Membership
from communities.permissions import LastManagerStays
from kenniscafe.permissions import NotAllowed
from people.models import User
from tests.at_once import at_once
from tests.factories import a_community, a_member, a_person

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 5


def race(*acts: Callable[[], object]) -> None:
    """Whoever comes too late is refused, and nothing else goes wrong."""
    wrong = at_once(*acts)
    assert [error for error in wrong if not isinstance(error, LastManagerStays | NotAllowed)] == []


def two_managers() -> tuple[Community, User, User]:
    noor, fenna = a_person(), a_person()
    community = a_community(manager=noor)
    a_member(fenna, community, role="manager")
    return community, noor, fenna


def managers_left(community: Community) -> int:
    return Membership.objects.filter(community=community, role="manager").count()


def of(person: User, community: Community) -> Membership:
    return Membership.objects.get(person=person, community=community)


def test_two_managers_who_remove_each_other_leave_one() -> None:
    for _ in range(ROUNDS):
        community, noor, fenna = two_managers()
        hers, mine = of(fenna, community), of(noor, community)
        race(
            lambda hers=hers, noor=noor: remove_member(noor, membership=hers),
            lambda mine=mine, fenna=fenna: remove_member(fenna, membership=mine),
        )
        assert managers_left(community) == 1


def test_two_managers_who_leave_together_leave_one() -> None:
    for _ in range(ROUNDS):
        community, noor, fenna = two_managers()
        race(
            lambda community=community, noor=noor: leave_community(noor, community=community),
            lambda community=community, fenna=fenna: leave_community(fenna, community=community),
        )
        assert managers_left(community) == 1


def test_stepping_down_and_leaving_at_once_leaves_one() -> None:
    for _ in range(ROUNDS):
        community, noor, fenna = two_managers()
        mine = of(noor, community)
        race(
            lambda mine=mine, noor=noor: change_role(noor, membership=mine, role="member"),
            lambda community=community, fenna=fenna: leave_community(fenna, community=community),
        )
        assert managers_left(community) == 1
