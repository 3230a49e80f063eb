import pytest

from communities.actions import (
    archive_community,
    change_role,
    join_community,
    leave_community,
    remove_member,
)
from communities.events import MemberJoined, MemberLeft, RoleChanged
from communities.models import Community, Membership
from communities.permissions import CommunityIsArchived, GuestsAreMembers, LastManagerStays
from kenniscafe.events import Event
from kenniscafe.permissions import NotAllowed
from people.models import User
from search.models import SearchChange
from tests.factories import a_community, a_guest, a_member, a_person
from tests.factories.communities import a_request, an_archived_community, an_invitation

pytestmark = pytest.mark.django_db


def membership(person: User, community: Community) -> Membership:
    return Membership.objects.get(person=person, community=community)


def versions(community: Community, person: User) -> tuple[int, int]:
    community.refresh_from_db()
    person.refresh_from_db()
    return community.access_version, person.access_version


def test_an_employee_joins_an_open_community(happened: list[Event]) -> None:
    community, tess = a_community(), a_person()

    join_community(tess, community=community)

    assert membership(tess, community).role == "member"
    assert happened == [MemberJoined(community_id=community.pk, person_id=tess.pk)]
    assert versions(community, tess) == (1, 1)
    assert SearchChange.objects.filter(kind="person", object_id=tess.pk).exists()


def test_joining_twice_is_joining_once(happened: list[Event]) -> None:
    community, tess = a_community(), a_person()

    assert join_community(tess, community=community) == join_community(tess, community=community)

    assert len(happened) == 1
    assert versions(community, tess) == (1, 1)


@pytest.mark.parametrize("kind", ["closed", "hidden"])
def test_nobody_walks_into_a_closed_or_hidden_community(kind: str) -> None:
    with pytest.raises(NotAllowed):
        join_community(a_person(), community=a_community(kind=kind))


def test_a_guest_and_who_is_gone_join_nothing() -> None:
    for somebody in (a_guest(), a_person(is_active=False)):
        with pytest.raises(NotAllowed):
            join_community(somebody, community=a_community())


def test_nobody_joins_what_is_in_the_archive() -> None:
    with pytest.raises(CommunityIsArchived):
        join_community(a_person(), community=an_archived_community())


def test_joining_settles_what_was_waiting() -> None:
    community = a_community(kind="closed")
    tess = a_person()
    request, invitation = (
        a_request(tess, community=community),
        an_invitation(tess, community=community),
    )
    Community.objects.filter(pk=community.pk).update(kind="open")

    join_community(tess, community=community)

    request.refresh_from_db()
    invitation.refresh_from_db()
    assert (request.decision, invitation.decision) == ("accepted", "accepted")


def test_a_member_leaves(happened: list[Event]) -> None:
    community = a_community()
    tess = a_member(a_person(), community)

    leave_community(tess, community=community)
    leave_community(tess, community=community)

    assert not Membership.objects.filter(person=tess).exists()
    left = MemberLeft(community_id=community.pk, person_id=tess.pk, by_id=tess.pk)
    assert happened == [left]
    assert versions(community, tess) == (1, 1)


def test_the_last_manager_stays() -> None:
    noor = a_person()
    community = a_community(manager=noor)
    a_member(a_person(), community, role="moderator")

    with pytest.raises(LastManagerStays):
        leave_community(noor, community=community)
    with pytest.raises(LastManagerStays):
        remove_member(noor, membership=membership(noor, community))
    with pytest.raises(LastManagerStays):
        change_role(noor, membership=membership(noor, community), role="member")

    assert membership(noor, community).role == "manager"
    assert versions(community, noor) == (0, 0)


def test_the_last_manager_stays_in_the_archive_too() -> None:
    noor = a_person()
    community = a_community(manager=noor)
    archive_community(noor, community=community)
    with pytest.raises(LastManagerStays):
        leave_community(noor, community=community)


def test_a_manager_who_can_no_longer_come_in_does_not_count() -> None:
    noor = a_person()
    community = a_community(manager=noor)
    a_member(a_person(is_active=False), community, role="manager")

    with pytest.raises(LastManagerStays):
        leave_community(noor, community=community)


def test_one_of_two_managers_leaves() -> None:
    noor = a_person()
    community = a_community(manager=noor)
    a_member(a_person(), community, role="manager")

    leave_community(noor, community=community)

    assert not Membership.objects.filter(person=noor).exists()


def test_a_manager_takes_somebody_out(happened: list[Event]) -> None:
    community = a_community()
    tess = a_member(a_person(), community)
    theirs = membership(tess, community)

    remove_member(community.created_by, membership=theirs)
    remove_member(community.created_by, membership=theirs)

    by = community.created_by.pk
    assert happened == [MemberLeft(community_id=community.pk, person_id=tess.pk, by_id=by)]
    assert versions(community, tess) == (1, 1)


def test_only_a_manager_takes_somebody_out_or_gives_a_role() -> None:
    community = a_community()
    tess = a_member(a_person(), community)
    moderator = a_member(a_person(), community, role="moderator")
    elsewhere = a_community().created_by
    for somebody in (tess, moderator, elsewhere, a_person()):
        with pytest.raises(NotAllowed):
            remove_member(somebody, membership=membership(tess, community))
        with pytest.raises(NotAllowed):
            change_role(somebody, membership=membership(tess, community), role="manager")


def test_a_manager_gives_a_role(happened: list[Event]) -> None:
    community = a_community()
    tess = a_member(a_person(), community)

    change_role(community.created_by, membership=membership(tess, community), role="moderator")
    change_role(community.created_by, membership=membership(tess, community), role="moderator")

    assert membership(tess, community).role == "moderator"
    by = community.created_by.pk
    assert happened == [RoleChanged(community_id=community.pk, person_id=tess.pk, by_id=by)]
    assert versions(community, tess) == (1, 1)


@pytest.mark.parametrize("role", ["moderator", "manager"])
def test_a_guest_is_a_member_and_nothing_more(role: str) -> None:
    community = a_community()
    guest = a_guest(of=community)
    with pytest.raises(GuestsAreMembers):
        change_role(community.created_by, membership=membership(guest, community), role=role)
