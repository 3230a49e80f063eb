"""What a guest may do in communities: take part where they are in, and nothing else."""

import pytest
from django.urls import reverse

from communities.actions import accept_invitation
from communities.models import Community, Membership
from communities.permissions import can_read, can_write_in
from tests.conftest import Visitor
from tests.factories import a_community, a_guest, a_member, a_person
from tests.factories.communities import an_invitation, the_form

pytestmark = pytest.mark.django_db

KINDS = ["guest", "partner", "alumnus", "applicant", "flexible"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("place", ["open", "closed", "hidden"])
def test_a_guest_who_is_in_reads_and_writes(kind: str, place: str) -> None:
    community = a_community(kind=place)
    guest = a_member(a_person(kind=kind), community)
    assert can_read(guest, community)
    assert can_write_in(guest, community)


@pytest.mark.parametrize("kind", KINDS)
def test_a_guest_comes_in_by_the_invitation_of_a_manager(kind: str) -> None:
    guest = a_person(kind=kind)
    invitation = an_invitation(guest)
    accept_invitation(guest, invitation=invitation)
    assert Membership.objects.filter(person=guest, community=invitation.community).exists()


REFUSED = [
    ("start_community", "get", 403),
    ("start_community", "post", 403),
    ("community_invite", "get", 403),
    ("community_invite", "post", 403),
    ("community_manage", "get", 403),
    ("community_settings", "get", 403),
    ("community_settings", "post", 403),
    ("community_archive", "get", 403),
    ("community_archive", "post", 403),
    ("reopen_community", "post", 403),
    ("join_community", "post", 403),
]


@pytest.mark.parametrize(("name", "method", "status"), REFUSED)
def test_a_guest_who_is_in_is_refused(
    visitor: Visitor, name: str, method: str, status: int
) -> None:
    community = a_community()
    visitor.visit(a_guest(of=community))
    args = [] if name == "start_community" else [community.slug]
    said = the_form(who=community.created_by.handle) if method == "post" else {}
    assert getattr(visitor, method)(reverse(name, args=args), said).status_code == status
    assert Community.objects.count() == 1


@pytest.mark.parametrize("place", ["open", "closed", "hidden"])
@pytest.mark.parametrize(
    "name", ["community", "community_members", "ask_to_join", "join_community"]
)
def test_other_communities_are_not_there_for_a_guest(
    visitor: Visitor, place: str, name: str
) -> None:
    elsewhere = a_community(kind=place)
    visitor.visit(a_guest(of=a_community()))
    method = "post" if name == "join_community" else "get"
    assert getattr(visitor, method)(reverse(name, args=[elsewhere.slug])).status_code == 404


def test_a_guest_browses_nothing(visitor: Visitor) -> None:
    mine, elsewhere = a_community("Werf Oosterhoek"), a_community("Dijkwerkers")
    visitor.visit(a_guest(of=mine))
    for shelf in ("", "mine", "all", "archive"):
        page = visitor.get(reverse("communities"), {"plank": shelf}).content.decode()
        assert elsewhere.name not in page
        assert reverse("start_community") not in page
        assert "plank=all" not in page


def test_a_guest_sees_who_is_in_with_them(visitor: Visitor) -> None:
    community = a_community()
    a_member(a_person("Ravi Ramdin"), community)
    a_person("Tess Vonk")
    page = visitor.visit(a_guest(of=community)).get(
        reverse("community_members", args=[community.slug])
    )
    assert "Ravi Ramdin" in page.content.decode()
    assert "Tess Vonk" not in page.content.decode()


def test_a_guest_whose_access_ended_is_nowhere(visitor: Visitor) -> None:
    community = a_community()
    gone = a_guest("Bas van Dorp", of=community)
    gone.is_active = False
    gone.save()
    page = visitor.visit(community.created_by).get(
        reverse("community_members", args=[community.slug])
    )
    assert "Bas van Dorp" not in page.content.decode()
