"""From outside: asked in once, by who may, for exactly what was said; everything else finds the door shut."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from communities.actions import archive_community, change_role
from communities.models import Community, Membership
from kenniscafe.models import AuditEntry, Letter
from people.inviting import invite_from_outside, link_of
from people.models import Invite, OrganisationUnit, User
from tests.conftest import Visitor
from tests.factories import (
    a_community,
    a_guest,
    a_member,
    a_person,
    a_unit,
    an_administrator,
)
from tests.people.doors import is_in

pytestmark = pytest.mark.django_db

PAGE = "/cafe-beheer/uitnodigen/"
PASSWORD = "vier gewone woorden samen"
LATER = timezone.now() + timedelta(days=90)


def asked(**more: Any) -> dict[str, Any]:
    return {
        "email": "oda@example.org",
        "kind": "guest",
        "until": LATER.date().isoformat(),
        "reason": "Ze voert vak 12 uit.",
        "by_mail": "on",
    } | more


def an_invite(by: User, **more: Any) -> Invite:
    told = {"email": "oda@example.org", "kind": "guest", "access_until": LATER} | more
    return invite_from_outside(by, **told)


def path_of(invite: Invite) -> str:
    return "/" + link_of(invite).split("/", 3)[3]


def letters_sent() -> list[mail.EmailMessage]:
    for waiting in DBTaskResult.objects.ready():
        waiting.task.func(*waiting.args_kwargs["args"], **waiting.args_kwargs["kwargs"])
        waiting.delete()
    return mail.outbox


def come(door: Client, invite: Invite, **more: str) -> Any:
    return door.post(path_of(invite), {"name": "Oda Vlier", "password": PASSWORD} | more)


def test_an_administrator_invites_and_somebody_comes_in(visitor: Visitor) -> None:
    boss, unit = an_administrator(), a_unit("Beleid")

    answer = visitor.visit(boss).post(PAGE, asked(kind="employee", until="", unit=unit.pk))
    assert answer["Location"] == PAGE
    [letter] = letters_sent()
    assert letter.to == ["oda@example.org"]
    assert boss.name in letter.subject
    assert "Ze voert vak 12 uit." in letter.body
    link = re.search(r"/welkom/\S+/", str(letter.body))
    assert link is not None

    door = Client()
    assert "oda@example.org" in door.get(link[0]).content.decode()
    answer = door.post(link[0], {"name": "Oda Vlier", "password": PASSWORD})

    person = User.objects.get(email="oda@example.org")
    assert (answer["Location"], is_in(door, person)) == ("/eerste-dag/", True)
    assert (person.name, person.kind, person.profile.unit) == ("Oda Vlier", "employee", unit)
    assert person.access_until is None
    assert Invite.objects.get().accepted_by == person
    assert set(AuditEntry.objects.values_list("what", flat=True)) == {"invited"}


def test_a_manager_brings_a_guest_into_exactly_that_community(visitor: Visitor) -> None:
    place, other = a_community(kind="hidden"), a_community()
    address = f"/communities/{place.slug}/uitnodigen/"

    answer = visitor.visit(place.created_by).post(f"{address}gast/", asked(by_mail=""))

    assert answer["Location"] == address
    assert letters_sent() == []
    invite = Invite.objects.get()
    assert link_of(invite) in visitor.get(address).content.decode()
    come(Client(), invite)
    guest = User.objects.get(email="oda@example.org")
    assert guest.kind == "guest"
    assert guest.access_until is not None
    assert guest.access_until.date() >= LATER.date()
    assert set(Community.objects.visible_to(guest)) == {place}
    assert other not in Community.objects.visible_to(guest)


@pytest.mark.parametrize("who", ["member", "moderator", "guest", "outsider", "administrator"])
def test_nobody_but_its_manager_brings_guests_into_a_community(visitor: Visitor, who: str) -> None:
    place = a_community()
    people = {
        "member": lambda: a_member(a_person(), place),
        "moderator": lambda: a_member(a_person(), place, role="moderator"),
        "guest": lambda: a_guest(of=place),
        "outsider": a_person,
        "administrator": an_administrator,
    }

    answer = visitor.visit(people[who]()).post(
        f"/communities/{place.slug}/uitnodigen/gast/", asked()
    )

    assert answer.status_code == 403
    assert not Invite.objects.exists()


def test_a_manager_never_makes_a_colleague(visitor: Visitor) -> None:
    place = a_community()

    answer = visitor.visit(place.created_by).post(
        f"/communities/{place.slug}/uitnodigen/gast/", asked(kind="employee")
    )

    assert answer.status_code == 422
    assert not Invite.objects.exists()


@pytest.mark.parametrize("kind", ["employee", "guest"])
def test_only_an_administrator_invites_into_the_cafe(visitor: Visitor, kind: str) -> None:
    assert visitor.visit(a_community().created_by).get(PAGE).status_code == 403
    assert visitor.post(PAGE, asked(kind=kind)).status_code == 403
    assert not Invite.objects.exists()


def over(invite: Invite, door: Client | None = None) -> bool:
    door = door or Client()
    shown, sent = door.get(path_of(invite)), come(door, invite)
    assert "werkt niet meer" in shown.content.decode()
    return (shown.status_code, sent.status_code) == (410, 410)


def test_a_link_works_once(organisation: object) -> None:
    invite = an_invite(an_administrator())
    come(Client(), invite)

    assert over(invite)
    assert User.objects.filter(email="oda@example.org").count() == 1


def test_a_link_works_for_fourteen_days(organisation: object) -> None:
    invite = an_invite(an_administrator())
    Invite.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert over(invite)


def test_a_withdrawn_link_works_no_more(visitor: Visitor) -> None:
    boss = an_administrator()
    invite = an_invite(boss)

    answer = visitor.visit(boss).post(f"/uitgenodigd/{invite.pk}/intrekken/", {"next": PAGE})

    assert answer["Location"] == PAGE
    assert over(invite)
    assert letters_sent() == [], "what had not left stays here"
    assert not Letter.objects.filter(sent_at__isnull=False).exists()


def lose_administration(invite: Invite) -> None:
    User.objects.filter(pk=invite.invited_by_id).update(is_superuser=False)


def leave(invite: Invite) -> None:
    User.objects.filter(pk=invite.invited_by_id).update(is_active=False)


@pytest.mark.parametrize("lose", [lose_administration, leave])
def test_a_link_is_worth_what_its_sender_may(organisation: object, lose: Any) -> None:
    invite = an_invite(an_administrator())
    lose(invite)

    assert over(invite)
    assert letters_sent() == []
    assert not User.objects.filter(email="oda@example.org").exists()


def test_nor_of_a_manager_who_manages_no_more(organisation: object) -> None:
    place = a_community()
    a_member(second := a_person(), place, role="manager")
    invite = an_invite(place.created_by, place=place.pk)
    change_role(
        second,
        membership=Membership.objects.get(community=place, person=place.created_by),
        role="member",
    )

    assert over(invite)


def test_nor_into_a_community_in_the_archive(organisation: object) -> None:
    place = a_community()
    invite = an_invite(place.created_by, place=place.pk)
    archive_community(place.created_by, community=place)

    assert over(invite)


def test_somebody_who_is_signed_in_does_not_come_in_as_another(visitor: Visitor) -> None:
    invite = an_invite(an_administrator())
    visitor.visit(a_person("Fenna"))

    for answer in (visitor.get(path_of(invite)), come(visitor, invite)):
        assert answer.status_code == 403
        assert "Fenna" in answer.content.decode()
    assert Invite.objects.get().accepted_at is None


def test_an_address_that_is_here_already_is_not_invited(visitor: Visitor) -> None:
    known = a_person()

    answer = visitor.visit(an_administrator()).post(PAGE, asked(email=known.email.upper()))

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"__all__"}
    assert not Invite.objects.exists()


def test_two_invitations_make_one_account(organisation: object) -> None:
    boss = an_administrator()
    first, second = an_invite(boss), an_invite(boss)
    come(Client(), first)

    assert come(Client(), second).status_code == 410
    assert User.objects.filter(email="oda@example.org").count() == 1


@pytest.mark.parametrize(
    "token",
    ["x", "1-", "1-" + "0" * 64, "-", "999999999999999999-a", "9" * 300 + "-a", "1", "²-a"],
)
def test_a_guessed_link_leads_nowhere(organisation: object, token: str) -> None:
    an_invite(an_administrator())

    assert Client().get(f"/welkom/{token}/").status_code == 404


def test_the_link_of_one_is_not_that_of_another(organisation: object) -> None:
    boss = an_administrator()
    first, second = an_invite(boss), an_invite(boss, email="wim@example.org")
    key = path_of(first).split("-", 1)[1]

    assert Client().get(f"/welkom/{second.pk}-{key}").status_code == 404


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "no address": ({"email": ""}, "email"),
    "no such address": ({"email": "oda apestaartje"}, "email"),
    "two lines": ({"email": "oda@example.org\nBcc: all@example.org"}, "email"),
    "address of a megabyte": ({"email": "x" * 1_000_000 + "@example.org"}, "email"),
    "unknown kind": ({"kind": "baas"}, "kind"),
    "guest for ever": ({"until": ""}, "__all__"),
    "guest until yesterday": ({"until": "2020-01-01"}, "__all__"),
    "no day": ({"until": "morgen"}, "until"),
    "far away": ({"until": "999999-01-01"}, "until"),
    "reason too long": ({"reason": "x" * 301}, "reason"),
    "null in a reason": ({"reason": "a\x00b"}, "reason"),
    "foreign department": ({"unit": "999999"}, "unit"),
    "forged department": ({"unit": "1 OR 1=1"}, "unit"),
}


@pytest.mark.parametrize("case", WRONG)
def test_the_form_says_per_field_what_is_wrong(visitor: Visitor, case: str) -> None:
    wrong, field = WRONG[case]

    answer = visitor.visit(an_administrator()).post(PAGE, asked(**wrong))

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {field}
    assert not Invite.objects.exists()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "\u200b"}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"password": "kort"}, "password"),
        ({"password": "odavlier"}, "password"),
        ({"password": "x" * 1_000_000}, "password"),
    ],
)
def test_whoever_comes_in_hears_what_is_wrong(
    organisation: object, typed: dict[str, str], field: str
) -> None:
    answer = come(Client(), an_invite(an_administrator()), **typed)

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {field}
    assert not User.objects.filter(email="oda@example.org").exists()


def test_no_name_or_reason_becomes_a_header(visitor: Visitor) -> None:
    boss = an_administrator("Daan\r\nBcc: all@example.org")

    visitor.visit(boss).post(PAGE, asked(reason="Kom\r\nBcc: all@example.org <script>x</script>"))

    [letter] = letters_sent()
    assert letter.recipients() == ["oda@example.org"]
    assert "\n" not in letter.subject + letter.from_email
    assert "bcc" not in {name.lower() for name in letter.extra_headers}
    assert "<script>x" not in str(letter.alternatives)


def test_a_forged_form_gives_nothing_more(organisation: object) -> None:
    invite = an_invite(an_administrator())

    come(Client(), invite, email="baas@example.org", kind="employee", is_superuser="on")

    person = User.objects.get(email="oda@example.org")
    assert (person.kind, person.is_superuser) == ("guest", False)
    assert not OrganisationUnit.objects.filter(profiles__person=person).exists()
