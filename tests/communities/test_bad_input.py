"""Every form of a community against one table of bad input: a sentence per field, nothing lost, nothing half done."""

from typing import Any

import pytest
from django.urls import reverse

from communities.models import Community, Invitation, JoinRequest, Membership
from people.models import User
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

MEGABYTE = "dijk " * 210_000
LINES = {
    "controls": ("Gras\x00\x08land", "Grasland"),
    "hidden letters": ("Gras\u200bland\u202e", "Grasland"),
    "emoji": ("Grasland 🌱👩🏽‍🌾", "Grasland 🌱👩🏽‍🌾"),
    "right to left": ("مجتمع العشب", "مجتمع العشب"),
    "html": ("<b>Gras</b><script>alert(1)</script>", "<b>Gras</b><script>alert(1)</script>"),
    "line ends": ("Gras\r\nland", "Gras land"),
}
WRONG = {
    "empty name": ({"name": ""}, "name"),
    "name of nothing visible": ({"name": "\u200b \u2800"}, "name"),
    "name too long": ({"name": "x" * 81}, "name"),
    "name of a megabyte": ({"name": MEGABYTE}, "name"),
    "empty purpose": ({"purpose": " "}, "purpose"),
    "purpose too long": ({"purpose": "woord " * 60}, "purpose"),
    "text of a megabyte": ({"about": MEGABYTE}, "about"),
    "unknown kind": ({"kind": "secret"}, "kind"),
    "no kind": ({"kind": ""}, "kind"),
    "unknown tile": ({"icon": "../../x"}, "icon"),
}


def sent(visitor: Visitor, name: str, community: Community | None, said: dict[str, Any]) -> Any:
    return visitor.post(reverse(name, args=[community.slug] if community else []), said)


@pytest.mark.parametrize("case", WRONG)
def test_starting_says_per_field_what_is_wrong_and_keeps_the_rest(
    visitor: Visitor, case: str
) -> None:
    wrong, field = WRONG[case]
    visitor.visit(a_person())

    answer = sent(visitor, "start_community", None, the_form(**wrong))

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {field}
    kept = answer.content.decode()
    assert "Begin bij **het maaibeleid**." in kept or field == "about"
    assert f"id_{field}_error" in kept
    assert not Community.objects.exists()


@pytest.mark.parametrize("case", [case for case in WRONG if WRONG[case][1] != "about"])
def test_describing_says_per_field_what_is_wrong(visitor: Visitor, case: str) -> None:
    wrong, field = WRONG[case]
    community = a_community()
    visitor.visit(community.created_by)

    answer = sent(visitor, "community_settings", community, settings_form() | wrong)

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {field}
    community.refresh_from_db()
    assert community.name != "Grasland"


@pytest.mark.parametrize("case", LINES)
def test_a_name_is_what_can_be_seen_of_it(visitor: Visitor, case: str) -> None:
    typed, stored = LINES[case]
    visitor.visit(a_person())

    answer = sent(visitor, "start_community", None, the_form(name=typed))

    community = Community.objects.get()
    assert community.name == stored
    page = visitor.get(answer["Location"]).content.decode()
    assert "<script>alert(1)" not in page


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,<b>x", "vbscript:x"])
def test_a_start_text_carries_no_dangerous_link(visitor: Visitor, link: str) -> None:
    visitor.visit(a_person())
    sent(
        visitor,
        "start_community",
        None,
        the_form(about=f'[klik]({link})\n\n<a href="{link}">x</a>'),
    )
    [words] = Community.objects.get().page.body
    assert "<a" not in words.value.source


def test_half_a_character_goes_in_as_a_sign_that_something_was_lost(visitor: Visitor) -> None:
    visitor.visit(a_person())
    body = "name=Gras%ED%A0%80land&purpose=Voor+wie+maait&about=%ED%B0%80&kind=open&icon=leaf"
    answer = visitor.generic(
        "POST", reverse("start_community"), body, "application/x-www-form-urlencoded"
    )
    assert answer.status_code == 302
    assert "land" in Community.objects.get().name


@pytest.mark.parametrize("key", ["", None, "niet-van-ons", "x" * 9_000])
def test_a_lost_or_forged_key_starts_nothing_twice_and_breaks_nothing(
    visitor: Visitor, key: str | None
) -> None:
    visitor.visit(a_person())
    said = the_form(client_key=key or "")
    if key is None:
        del said["client_key"]
    assert sent(visitor, "start_community", None, said).status_code in (302, 422)
    assert Community.objects.count() <= 1


def test_the_same_form_sent_twice_starts_one_community(visitor: Visitor) -> None:
    visitor.visit(a_person())
    said = the_form()
    first, second = (sent(visitor, "start_community", None, said) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Community.objects.count() == 1


def test_describing_what_was_put_away_meanwhile_loses_no_text(visitor: Visitor) -> None:
    community = an_archived_community()
    visitor.visit(community.created_by)

    answer = sent(visitor, "community_settings", community, settings_form())

    assert answer.status_code == 422
    assert "zaait, maait of leest" in answer.content.decode()
    assert answer.context["form"].non_field_errors()


WORDS = {"too long": "woord " * 80, "a megabyte": MEGABYTE}


@pytest.mark.parametrize("case", WORDS)
def test_asking_with_too_many_words_is_said_and_kept(visitor: Visitor, case: str) -> None:
    community = a_community(kind="closed")
    visitor.visit(a_person())

    answer = sent(visitor, "ask_to_join", community, {"words": WORDS[case]})

    assert answer.status_code == 422
    assert WORDS[case][:200] in answer.content.decode()
    assert not JoinRequest.objects.exists()


@pytest.mark.parametrize("words", ["", "🙋", "<script>x</script>", "\x00\u202eomgekeerd", "مرحبا"])
def test_asking_with_any_words_works_once(visitor: Visitor, words: str) -> None:
    community = a_community(kind="closed")
    visitor.visit(a_person())
    for _ in range(2):
        assert sent(visitor, "ask_to_join", community, {"words": words}).status_code == 302
    assert JoinRequest.objects.count() == 1
    page = visitor.visit(community.created_by).get(
        reverse("community_manage", args=[community.slug])
    )
    assert "<script>x" not in page.content.decode()


WHO = ["", " ", "niemand van ons", "@bestaat-niet", "x" * 200, MEGABYTE, "\x00", "<b>x</b>", "🙂"]


@pytest.mark.parametrize("who", WHO)
def test_inviting_nobody_we_know_is_said_and_kept(visitor: Visitor, who: str) -> None:
    community = a_community()
    visitor.visit(community.created_by)

    answer = sent(visitor, "community_invite", community, {"who": who})

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"who"}
    assert not Invitation.objects.exists()


def test_a_name_that_two_people_have_is_asked_again(visitor: Visitor) -> None:
    community = a_community()
    people = [a_person("Fenna Postma"), a_person("Fenna Postma")]
    visitor.visit(community.created_by)

    answer = sent(visitor, "community_invite", community, {"who": "Fenna Postma"})

    assert answer.status_code == 422
    assert all(f"@{person.handle}" in answer.content.decode() for person in people)


def test_who_is_a_member_already_is_said_at_the_form(visitor: Visitor) -> None:
    community = a_community()
    member = a_member(a_person(), community)
    visitor.visit(community.created_by)

    answer = sent(visitor, "community_invite", community, {"who": f"@{member.handle}"})

    assert answer.status_code == 422
    assert member.handle in answer.content.decode()


@pytest.mark.parametrize("role", ["", "owner", "x" * 5_000, "\x00", "manager "])
def test_an_unknown_role_changes_nothing(visitor: Visitor, role: str) -> None:
    community = a_community()
    member = a_member(a_person(), community)
    visitor.visit(community.created_by)
    path = reverse("change_role", args=[community.slug, member.handle])
    assert visitor.post(path, {"role": role}).status_code == 302
    assert Membership.objects.get(person=member).role == "member"


def somebody_elsewhere(community: Community) -> User:
    return a_member(a_person(), a_community(manager=community.created_by))


@pytest.mark.parametrize("name", ["change_role", "remove_member"])
def test_a_member_of_elsewhere_or_of_nowhere_is_not_there(visitor: Visitor, name: str) -> None:
    community = a_community()
    visitor.visit(community.created_by)
    for handle in (somebody_elsewhere(community).handle, "niemand", "x" * 300):
        path = reverse(name, args=[community.slug, handle])
        assert visitor.post(path, {"role": "member"}).status_code == 404


ONE_COMMUNITY = ["join_community", "leave_community", "reopen_community"]
READ_ONLY = ["communities", "community", "community_members", "community_manage"]


@pytest.mark.parametrize("name", ONE_COMMUNITY)
@pytest.mark.parametrize("method", ["get", "put", "delete", "head"])
def test_what_changes_something_is_posted(visitor: Visitor, name: str, method: str) -> None:
    community = a_community()
    visitor.visit(community.created_by)
    path = reverse(name, args=[community.slug])
    assert getattr(visitor, method)(path).status_code == 405


@pytest.mark.parametrize("name", READ_ONLY)
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_what_is_read_is_not_posted(visitor: Visitor, name: str, method: str) -> None:
    community = a_community()
    visitor.visit(community.created_by)
    path = reverse(name, args=[] if name == "communities" else [community.slug])
    assert getattr(visitor, method)(path).status_code == 405


@pytest.mark.parametrize(
    "name", ["let_in", "decline_request", "withdraw_request", "accept_invitation"]
)
def test_an_answer_is_posted_and_twice_is_once(visitor: Visitor, name: str) -> None:
    row: Any = an_invitation() if name == "accept_invitation" else a_request()
    by_manager = name in ("let_in", "decline_request")
    visitor.visit(row.community.created_by if by_manager else row.person)
    path = reverse(name, args=[row.pk])
    assert visitor.get(path).status_code == 405
    for _ in range(2):
        assert visitor.post(path).status_code == 302
    row.refresh_from_db()
    assert row.decision != "waiting"


@pytest.mark.parametrize("query", ["page=0", "page=x", "page=99999999999", "page=-1", "plank=%00"])
def test_a_strange_address_still_shows_a_page(visitor: Visitor, query: str) -> None:
    community = a_community()
    visitor.visit(community.created_by)
    for name, args in (("communities", []), ("community", [community.slug])):
        assert visitor.get(f"{reverse(name, args=args)}?{query}").status_code == 200
    strange = f"{reverse('communities')}?plank=all&naam=%00%ED%A0%80&toegang='--"
    assert visitor.get(strange).status_code == 200
