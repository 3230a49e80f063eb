import pytest

from communities.actions import (
    accept_invitation,
    archive_community,
    ask_to_join,
    decline_invitation,
    decline_request,
    invite,
    leave_community,
    let_in,
    withdraw_invitation,
    withdraw_request,
)
from communities.events import (
    InvitationDecided,
    JoinDecided,
    JoinRequested,
    MemberJoined,
    PersonInvited,
)
from communities.models import Invitation, JoinRequest, Membership
from communities.permissions import (
    AlreadyDecided,
    AlreadyMember,
    CommunityIsArchived,
    OnlyManagersInviteGuests,
)
from communities.queries import invitations_for, places_of, requests_for
from communities.queries import waiting_for as counted
from kenniscafe.events import Event
from kenniscafe.permissions import NotAllowed
from people.models import User
from tests.factories import a_community, a_guest, a_member, a_person
from tests.factories.communities import a_request, an_archived_community, an_invitation

pytestmark = pytest.mark.django_db


def waiting_for(person: User) -> int:
    return counted(person, places_of(person))


def test_an_employee_asks_to_join_a_closed_community(happened: list[Event]) -> None:
    community, dilan = a_community(kind="closed"), a_person()

    asked = ask_to_join(dilan, community=community, words=" Ik\nleer  graag ")
    again = ask_to_join(dilan, community=community, words="Nog eens")

    assert asked == again
    assert JoinRequest.objects.get().words == "Ik leer graag"
    assert happened == [
        JoinRequested(request_id=asked.pk, community_id=community.pk, person_id=dilan.pk)
    ]
    assert waiting_for(community.created_by) == 1


@pytest.mark.parametrize("kind", ["open", "hidden"])
def test_only_a_closed_door_is_knocked_at(kind: str) -> None:
    with pytest.raises(NotAllowed):
        a_request(community=a_community(kind=kind))


def test_a_guest_does_not_ask() -> None:
    with pytest.raises(NotAllowed):
        a_request(a_guest(of=a_community()))


def test_who_is_in_does_not_ask_and_nobody_asks_at_the_archive() -> None:
    community = a_community(kind="closed")
    with pytest.raises(AlreadyMember):
        a_request(a_member(a_person(), community), community=community)
    with pytest.raises(CommunityIsArchived):
        a_request(community=an_archived_community(kind="closed"))


def test_a_manager_lets_somebody_in(happened: list[Event]) -> None:
    asked = a_request()
    noor = asked.community.created_by
    happened.clear()

    let_in(noor, request=asked)
    let_in(noor, request=asked)

    asked.refresh_from_db()
    assert (asked.decision, asked.decided_by) == ("accepted", noor)
    assert Membership.objects.filter(person=asked.person, community=asked.community).exists()
    assert happened == [
        JoinDecided(request_id=asked.pk, community_id=asked.community_id, by_id=noor.pk),
        MemberJoined(community_id=asked.community_id, person_id=asked.person_id),
    ]
    asked.person.refresh_from_db()
    assert asked.person.access_version == 1


def test_a_manager_declines_and_the_one_who_asked_may_ask_again() -> None:
    asked = a_request()

    decline_request(asked.community.created_by, request=asked)

    assert not Membership.objects.filter(person=asked.person).exists()
    assert a_request(asked.person, community=asked.community) != asked


def test_only_a_manager_answers_and_only_who_asked_withdraws() -> None:
    asked = a_request()
    moderator = a_member(a_person(), asked.community, role="moderator")
    for somebody in (asked.person, moderator, a_person()):
        with pytest.raises(NotAllowed):
            let_in(somebody, request=asked)
        with pytest.raises(NotAllowed):
            decline_request(somebody, request=asked)
    with pytest.raises(NotAllowed):
        withdraw_request(moderator, request=asked)


def test_a_request_is_withdrawn_once_and_then_decided(happened: list[Event]) -> None:
    asked = a_request()
    happened.clear()

    withdraw_request(asked.person, request=asked)
    withdraw_request(asked.person, request=asked)

    assert len(happened) == 1
    assert waiting_for(asked.community.created_by) == 0
    with pytest.raises(AlreadyDecided):
        let_in(asked.community.created_by, request=asked)


def test_nobody_is_let_into_the_archive() -> None:
    asked = a_request()
    noor = asked.community.created_by
    archive_community(noor, community=asked.community)

    assert waiting_for(noor) == 0
    with pytest.raises(CommunityIsArchived):
        let_in(noor, request=asked)


def test_a_member_invites_a_colleague_who_accepts(happened: list[Event]) -> None:
    community = a_community(kind="closed")
    ravi, stef = a_member(a_person(), community), a_person()

    invitation = invite(ravi, community=community, person=stef)
    assert invite(community.created_by, community=community, person=stef) == invitation
    assert waiting_for(stef) == 1
    accept_invitation(stef, invitation=invitation)
    accept_invitation(stef, invitation=invitation)

    assert waiting_for(stef) == 0
    assert happened == [
        PersonInvited(invitation_id=invitation.pk, community_id=community.pk, person_id=stef.pk),
        InvitationDecided(invitation_id=invitation.pk, community_id=community.pk, by_id=stef.pk),
        MemberJoined(community_id=community.pk, person_id=stef.pk),
    ]


def test_who_is_not_in_invites_nobody() -> None:
    for kind in ("open", "closed", "hidden"):
        with pytest.raises(NotAllowed):
            an_invitation(community=a_community(kind=kind), by=a_person())


def test_into_a_hidden_community_only_its_managers_invite() -> None:
    community = a_community(kind="hidden")
    for role in ("member", "moderator"):
        with pytest.raises(NotAllowed):
            an_invitation(community=community, by=a_member(a_person(), community, role=role))
    assert an_invitation(community=community).decision == "waiting"


def test_only_a_manager_invites_a_guest_and_a_guest_invites_nobody() -> None:
    community = a_community()
    partner = a_person(kind="partner")
    with pytest.raises(OnlyManagersInviteGuests):
        an_invitation(partner, community=community, by=a_member(a_person(), community))
    assert an_invitation(partner, community=community).person == partner
    with pytest.raises(NotAllowed):
        an_invitation(community=community, by=a_guest(of=community))


def test_nobody_is_invited_twice_or_into_the_archive_or_while_gone() -> None:
    community = a_community()
    with pytest.raises(AlreadyMember):
        an_invitation(a_member(a_person(), community), community=community)
    with pytest.raises(CommunityIsArchived):
        an_invitation(community=an_archived_community())
    with pytest.raises(NotAllowed):
        an_invitation(a_person(is_active=False), community=community)


def test_an_invitation_is_answered_by_who_got_it() -> None:
    invitation = an_invitation()
    for somebody in (a_person(), invitation.community.created_by):
        with pytest.raises(NotAllowed):
            accept_invitation(somebody, invitation=invitation)
        with pytest.raises(NotAllowed):
            decline_invitation(somebody, invitation=invitation)

    decline_invitation(invitation.person, invitation=invitation)

    with pytest.raises(AlreadyDecided):
        accept_invitation(invitation.person, invitation=invitation)
    assert not Membership.objects.filter(person=invitation.person).exists()


def test_who_invited_or_a_manager_withdraws_and_nobody_else() -> None:
    community = a_community()
    ravi = a_member(a_person(), community)
    invitation = an_invitation(community=community, by=ravi)
    for somebody in (invitation.person, a_member(a_person(), community), a_person()):
        with pytest.raises(NotAllowed):
            withdraw_invitation(somebody, invitation=invitation)

    withdraw_invitation(ravi, invitation=invitation)
    withdraw_invitation(community.created_by, invitation=invitation)

    assert Invitation.objects.get().decision == "withdrawn"
    with pytest.raises(AlreadyDecided):
        accept_invitation(invitation.person, invitation=invitation)


def test_an_old_invitation_lets_nobody_in_again() -> None:
    invitation = an_invitation()
    accept_invitation(invitation.person, invitation=invitation)
    leave_community(invitation.person, community=invitation.community)

    accept_invitation(invitation.person, invitation=invitation)

    assert not Membership.objects.filter(person=invitation.person).exists()


def test_an_invitation_to_the_archive_waits_for_nobody() -> None:
    invitation = an_invitation()
    archive_community(invitation.community.created_by, community=invitation.community)

    assert waiting_for(invitation.person) == 0
    with pytest.raises(CommunityIsArchived):
        accept_invitation(invitation.person, invitation=invitation)


def test_what_waits_is_counted_as_it_is_listed(django_assert_num_queries) -> None:
    noor = a_person()
    community = a_community(kind="closed", manager=noor)
    for _ in range(3):
        a_request(community=community)
    a_request()
    left = a_request(community=community).person
    User.objects.filter(pk=left.pk).update(is_active=False)
    an_invitation(noor)
    gone = an_invitation(noor).community
    archive_community(gone.created_by, community=gone)
    with django_assert_num_queries(3):
        assert waiting_for(noor) == 4
    assert len(invitations_for(noor)) + len(requests_for(noor)) == 4
