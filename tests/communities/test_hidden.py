"""For who is not in it a hidden community is not there: the same answer as for a name nobody ever used."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from communities.models import Community
from tests.conftest import Visitor
from tests.factories import a_community, a_guest, a_member, a_person, an_administrator
from tests.factories.communities import a_request, an_invitation, the_form

pytestmark = pytest.mark.django_db

READ = [
    "community",
    "ask_to_join",
    "community_members",
    "community_invite",
    "community_manage",
    "community_settings",
    "community_archive",
    "join_community",
    "leave_community",
    "reopen_community",
]
OF_A_MEMBER = ["change_role", "remove_member"]
OF_A_REQUEST = ["let_in", "decline_request", "withdraw_request"]
OF_AN_INVITATION = ["accept_invitation", "decline_invitation", "withdraw_invitation"]


def answer(visitor: Visitor, method: str, path: str) -> tuple[int, str]:
    """Without what differs between any two requests: the address itself, token and nonce."""
    response = getattr(visitor, method)(path, data=the_form() if method == "post" else {})
    body = response.content.decode().replace(path, "/here/")
    return response.status_code, re.sub(r'[A-Za-z0-9]{64}|nonce="[^"]+"', "once", body)


def outsiders(hidden: Community) -> list[tuple[str, object]]:
    invited = a_person()
    an_invitation(invited, community=hidden)
    return [
        ("employee", a_person()),
        ("administrator", an_administrator()),
        ("guest", a_guest(of=a_community())),
        ("invited", invited),
    ]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", READ + OF_A_MEMBER)
def test_every_page_of_it_answers_as_if_it_were_not_there(
    visitor: Visitor, name: str, method: str
) -> None:
    hidden = a_community(kind="hidden")
    member = a_member(a_person(), hidden)
    more = [member.handle] if name in OF_A_MEMBER else []
    for who, outsider in outsiders(hidden):
        visitor.visit(outsider)
        there = answer(visitor, method, reverse(name, args=[hidden.slug, *more]))
        nowhere = answer(visitor, method, reverse(name, args=["nergens", *more]))
        assert there == nowhere, who
        assert there[0] in (404, 405), who


@pytest.mark.parametrize("name", OF_A_REQUEST + OF_AN_INVITATION)
def test_what_waits_for_others_is_not_there(visitor: Visitor, name: str) -> None:
    asked = a_request()
    invitation = an_invitation(community=a_community(kind="hidden"))
    row = asked if name in OF_A_REQUEST else invitation
    visitor.visit(a_person())
    there = answer(visitor, "post", reverse(name, args=[row.pk]))
    assert there == answer(visitor, "post", reverse(name, args=[987_654]))
    assert there == answer(visitor, "post", reverse(name, args=[10**30]))
    assert there[0] == 404


def test_an_invitation_is_all_that_shows(visitor: Visitor) -> None:
    hidden = a_community("Ontwerpatelier", kind="hidden")
    invited = a_person()
    an_invitation(invited, community=hidden)

    page = visitor.visit(invited).get(reverse("communities")).content.decode()

    assert "Ontwerpatelier" in page
    assert hidden.slug not in page


def test_it_is_in_no_list_and_no_count(visitor: Visitor) -> None:
    a_community("Ontwerpatelier", kind="hidden")
    a_community("Dijkwerkers")

    page = visitor.visit(a_person()).get(reverse("communities"), {"plank": "all"})

    assert "Ontwerpatelier" not in page.content.decode()
    assert page.context["found"].counts == {"mine": 0, "all": 1, "archive": 0}


def test_one_who_starts_another_of_that_name_learns_nothing(visitor: Visitor) -> None:
    visitor.visit(a_person()).post(
        reverse("start_community"), the_form(name="Ontwerpatelier", kind="hidden")
    )
    answered = visitor.visit(a_person()).post(
        reverse("start_community"), the_form(name="Ontwerpatelier", client_key=str(uuid4()))
    )
    assert answered["Location"] == reverse("community", args=["ontwerpatelier"])
