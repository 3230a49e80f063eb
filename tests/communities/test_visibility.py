"""The set and the one agree about every viewer, every kind and every state."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from communities.actions import accept_invitation, decline_request
from communities.models import (
    Community,
    CommunityPage,
    Invitation,
    JoinRequest,
    Membership,
)
from communities.permissions import (
    can_read,
    can_view,
    can_view_invitation,
    can_view_membership,
    can_view_page,
    can_view_request,
    can_write_in,
)
from people.models import User
from people.querysets import Viewer
from tests.factories import a_community, a_guest, a_member, a_person, an_administrator
from tests.factories.communities import (
    a_request,
    a_start_text,
    an_archived_community,
    an_invitation,
)

pytestmark = pytest.mark.django_db


def places() -> list[Community]:
    made = [a_community(kind=kind) for kind in ("open", "closed", "hidden")]
    return made + [an_archived_community(kind=kind) for kind in ("open", "hidden")]


def everybody(communities: list[Community]) -> list[Viewer]:
    yesterday = timezone.now() - timedelta(days=1)
    people: list[Viewer] = [
        AnonymousUser(),
        a_person("medewerker"),
        an_administrator(),
        a_guest("gast van niets"),
        a_person("niet actief", is_active=False),
        a_person("afgelopen", kind="guest", access_until=yesterday),
        a_person("ingevoerd", collection="robotics", source_id="1"),
    ]
    for community in communities:
        people += [
            community.created_by,
            a_member(a_person("lid"), community),
            a_member(a_person("moderator"), community, role="moderator"),
            a_guest("gast", of=community),
            a_member(a_person("vertrokken", is_active=False), community),
        ]
    return people


def test_what_one_may_know_of_and_read_is_what_the_set_holds() -> None:
    communities = places()
    for viewer in everybody(communities):
        known = set(Community.objects.visible_to(viewer))
        assert known == {place for place in communities if can_view(viewer, place)}, viewer
        readable = set(Community.objects.readable_by(viewer))
        assert readable == {place for place in communities if can_read(viewer, place)}, viewer
        assert readable <= known
        writable = {place for place in communities if can_write_in(viewer, place)}
        assert writable == {place for place in readable if not place.is_archived}, viewer


def test_memberships_agree() -> None:
    viewers = everybody(places())
    rows = list(Membership.objects.select_related("community", "person"))
    for viewer in viewers:
        seen = {row for row in rows if can_view_membership(viewer, row)}
        assert set(Membership.objects.visible_to(viewer)) == seen, viewer


def test_requests_and_invitations_agree() -> None:
    closed, hidden = a_community(kind="closed"), a_community(kind="hidden")
    member = a_member(a_person("nodigt uit"), closed)
    waiting, declined = a_request(community=closed), a_request(community=closed)
    decline_request(closed.created_by, request=declined)
    by_member = an_invitation(community=closed, by=member)
    by_manager = an_invitation(community=hidden)
    accept_invitation(by_manager.person, invitation=by_manager)
    viewers = [
        *everybody([closed, hidden]),
        *(waiting.person, declined.person, by_member.person, by_manager.person, member),
    ]
    for viewer in viewers:
        asked = {row for row in (waiting, declined) if can_view_request(viewer, row)}
        assert set(JoinRequest.objects.visible_to(viewer)) == asked, viewer
        sent = {row for row in (by_member, by_manager) if can_view_invitation(viewer, row)}
        assert set(Invitation.objects.visible_to(viewer)) == sent, viewer


def test_the_two_ways_to_ask_for_where_to_begin_agree() -> None:
    communities = places()
    shown = [a_start_text(community) for community in communities]
    hidden_away = a_start_text(a_community(), html="")
    for viewer in everybody(communities):
        seen = {page for page in [*shown, hidden_away] if can_view_page(viewer, page)}
        assert set(CommunityPage.objects.visible_to(viewer)) == seen, viewer


def test_who_left_no_longer_sees_the_invitations_they_sent() -> None:
    closed = a_community(kind="closed")
    member = a_member(a_person(), closed)
    invitation = an_invitation(community=closed, by=member)
    Membership.objects.filter(person=member).delete()

    assert not can_view_invitation(member, invitation)
    assert not Invitation.objects.visible_to(member).exists()


def kinds_seen_by(viewer: User) -> set[str]:
    return set(Community.objects.visible_to(viewer).values_list("kind", flat=True))


def test_a_guest_knows_their_own_communities_alone() -> None:
    communities = places()
    guest = a_guest(of=communities[2])
    assert kinds_seen_by(guest) == {"hidden"}
    assert kinds_seen_by(a_guest()) == set()
    assert kinds_seen_by(a_person()) == {"open", "closed"}
