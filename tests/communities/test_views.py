"""What people do with buttons, and where it brings them."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.messages import get_messages
from django.urls import reverse

from communities.models import Community, Invitation, JoinRequest, Membership
from tests.conftest import Visitor
from tests.factories import a_community, a_member, a_person
from tests.factories.communities import (
    a_request,
    an_archived_community,
    an_invitation,
    settings_form,
    the_form,
)

pytestmark = pytest.mark.django_db


def press(visitor: Visitor, button: str, /, *args: Any, **said: Any) -> tuple[str, str]:
    """Where the button led, and whether it was told as a success or an error."""
    answer = visitor.post(reverse(button, args=args), said)
    assert answer.status_code == 302, answer.content
    told = list(get_messages(answer.wsgi_request))
    return answer["Location"], told[-1].level_tag


def test_starting_leads_to_the_new_community(visitor: Visitor) -> None:
    visitor.visit(a_person())
    where, how = press(visitor, "start_community", **the_form())
    community = Community.objects.get()
    assert (where, how) == (community.url, "success")
    [words] = community.page.body
    assert words.value.source == "<p>Begin bij <strong>het maaibeleid</strong>.</p>"


def test_describing_shows_what_was_typed(visitor: Visitor) -> None:
    community = a_community()
    visitor.visit(community.created_by)
    path = reverse("community_settings", args=[community.slug])
    assert press(visitor, "community_settings", community.slug, **settings_form())[0] == path
    assert "Voor wie gras zaait, maait of leest." in visitor.get(path).content.decode()


def test_joining_and_leaving(visitor: Visitor) -> None:
    community, tess = a_community(), a_person()
    visitor.visit(tess)
    assert press(visitor, "join_community", community.slug) == (community.url, "success")
    assert press(visitor, "leave_community", community.slug) == (community.url, "success")
    assert not Membership.objects.filter(person=tess).exists()


def test_who_leaves_a_hidden_community_lands_where_they_may_be(visitor: Visitor) -> None:
    community = a_community(kind="hidden")
    visitor.visit(a_member(a_person(), community))
    assert press(visitor, "leave_community", community.slug)[0] == reverse("communities")
    assert visitor.get(community.url).status_code == 404


def test_the_last_manager_hears_what_to_do(visitor: Visitor) -> None:
    community = a_community()
    visitor.visit(community.created_by)
    where, how = press(visitor, "leave_community", community.slug)
    assert (where, how) == (community.url, "error")
    assert Membership.objects.filter(person=community.created_by).exists()


def test_asking_and_being_let_in(visitor: Visitor) -> None:
    community, dilan = a_community(kind="closed"), a_person()
    visitor.visit(dilan)
    assert press(visitor, "ask_to_join", community.slug, words="Graag")[0] == community.url
    visitor.visit(community.created_by)
    manage = reverse("community_manage", args=[community.slug])
    assert dilan.name in visitor.get(manage).content.decode()
    request = JoinRequest.objects.get()
    assert press(visitor, "let_in", request.pk, back="manage") == (manage, "success")
    visitor.visit(dilan)
    assert visitor.get(reverse("ask_to_join", args=[community.slug]))["Location"] == community.url


def test_inviting_by_name_or_handle_and_accepting(visitor: Visitor) -> None:
    community = a_community(kind="hidden")
    ravi, stef = a_person("Ravi Ramdin"), a_person("Stef Pinas")
    visitor.visit(community.created_by)
    press(visitor, "community_invite", community.slug, who="ravi ramdin")
    press(visitor, "community_invite", community.slug, who=f"@{stef.handle}")
    assert set(Invitation.objects.values_list("person", flat=True)) == {ravi.pk, stef.pk}
    visitor.visit(stef)
    invitation = Invitation.objects.get(person=stef)
    assert press(visitor, "accept_invitation", invitation.pk)[0] == community.url
    visitor.visit(ravi)
    declined = Invitation.objects.get(person=ravi)
    assert press(visitor, "decline_invitation", declined.pk)[0] == reverse("communities")


def test_an_answer_to_what_was_withdrawn_is_told(visitor: Visitor) -> None:
    invitation = an_invitation()
    visitor.visit(invitation.community.created_by)
    press(visitor, "withdraw_invitation", invitation.pk, back="invite")
    visitor.visit(invitation.person)
    assert press(visitor, "accept_invitation", invitation.pk)[1] == "error"
    assert not Membership.objects.filter(person=invitation.person).exists()


def test_a_manager_changes_a_role_and_takes_somebody_out(visitor: Visitor) -> None:
    community = a_community()
    tess = a_member(a_person(), community)
    visitor.visit(community.created_by)
    members = reverse("community_members", args=[community.slug])
    args = (community.slug, tess.handle)
    assert press(visitor, "change_role", *args, role="moderator") == (members, "success")
    assert Membership.objects.get(person=tess).role == "moderator"
    assert press(visitor, "remove_member", *args) == (members, "success")
    assert not Membership.objects.filter(person=tess).exists()


@pytest.mark.parametrize("name", ["change_role", "remove_member"])
def test_a_member_changes_nobody(visitor: Visitor, name: str) -> None:
    community = a_community()
    tess = a_member(a_person(), community)
    visitor.visit(a_member(a_person(), community))
    path = reverse(name, args=[community.slug, tess.handle])
    assert visitor.post(path, {"role": "manager"}).status_code == 403


def test_putting_away_and_opening_again(visitor: Visitor) -> None:
    community = a_community()
    visitor.visit(community.created_by)
    path = reverse("community_archive", args=[community.slug])
    assert press(visitor, "community_archive", community.slug) == (path, "success")
    assert reverse("reopen_community", args=[community.slug]) in visitor.get(path).content.decode()
    assert press(visitor, "reopen_community", community.slug) == (path, "success")
    assert Community.objects.in_use().filter(pk=community.pk).exists()


def test_joining_what_is_in_the_archive_is_told(visitor: Visitor) -> None:
    community = an_archived_community()
    visitor.visit(a_person())
    assert press(visitor, "join_community", community.slug) == (community.url, "error")


def test_the_back_of_a_button_leads_nowhere_else(visitor: Visitor) -> None:
    asked = a_request()
    visitor.visit(asked.community.created_by)
    where = press(visitor, "let_in", asked.pk, back="https://elders.example/")[0]
    assert where == reverse("communities")


def test_who_is_not_signed_in_is_asked_to(client: Any) -> None:
    community = a_community(kind="hidden")
    for path in (reverse("communities"), community.url, reverse("start_community")):
        answer = client.get(path)
        assert answer.status_code == 302
        assert "next=" in answer["Location"]
    unknown = client.get(reverse("community", args=["nergens"]))
    assert unknown.status_code == 302


def test_a_member_chooses_how_much_they_hear_of_a_community(visitor: Visitor) -> None:
    place, me = a_community(), a_person()
    visitor.visit(me)
    address = reverse("choose_community_level", args=[place.slug])
    assert visitor.post(address, {"level": "nothing"}).status_code == 403, "not a member"

    a_member(me, place)
    assert visitor.post(address, {"level": "loud"}).status_code == 422
    assert visitor.post(address, {"level": "mentions"})["Location"] == place.get_absolute_url()

    page = BeautifulSoup(visitor.get(place.get_absolute_url()).text, "html.parser")
    form = page.select(f"form[action='{address}']")[0]
    chosen = [one.text.strip() for one in form.select("button[aria-pressed=true]")]
    assert chosen == ["Als iemand mij noemt"]
