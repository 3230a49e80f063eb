"""Accounts as administrators look after them: changed, ended at once, opened again, and never all of them gone."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kenniscafe import events as machinery
from kenniscafe.audit import sentence_of
from kenniscafe.models import AuditEntry, Letter
from kenniscafe.permissions import NotAllowed
from people.accounts import ask_before_access_ends, end_access, let_administer, stop_administering
from people.events import AccessEndsSoon, AccountEnded
from people.inviting import come_in, invite_from_outside
from people.models import User
from people.permissions import LastAdministratorStays, OnlyColleaguesAdminister
from tests.conftest import Visitor
from tests.factories import a_guest, a_person, a_unit, an_administrator
from tests.factories.people import somebody_imported, somebody_inactive
from tests.people.doors import is_in, sign_in

pytestmark = pytest.mark.django_db

LIST = "/cafe-beheer/mensen/"


def at(person: User, act: str = "") -> str:
    return f"{LIST}{person.handle}/{act}"


def test_accounts_are_found_by_name_and_address_ended_ones_too(visitor: Visitor) -> None:
    visitor.visit(an_administrator())
    gone, marked = somebody_inactive("Wim Weg"), somebody_imported("Wim Wiki")
    a_person("Fenna")

    page = visitor.get(f"{LIST}?q=wim").content.decode()
    assert gone.name in page
    assert "beëindigd" in page
    assert marked.name not in page
    assert "Fenna" not in page
    assert "Fenna" in visitor.get(f"{LIST}?q=person").content.decode()


@pytest.mark.parametrize(
    "query", ["?q=%00", f"?q={'x' * 5000}", "?page=-1", "?page=x", "?q=%25", "?q=%ED%A0%80"]
)
def test_nonsense_in_the_address_breaks_nothing(visitor: Visitor, query: str) -> None:
    assert visitor.visit(an_administrator()).get(LIST + query).status_code == 200


def test_the_number_of_questions_does_not_grow(
    visitor: Visitor, django_assert_max_num_queries: Any
) -> None:
    visitor.visit(an_administrator())
    for _ in range(30):
        a_person()

    with django_assert_max_num_queries(14):
        visitor.get(LIST)


@pytest.mark.parametrize("who", [a_person, a_guest])
def test_nobody_but_an_administrator_comes_here(visitor: Visitor, who: Any) -> None:
    visitor.visit(who())
    other = a_person()

    assert visitor.get(LIST).status_code == visitor.get(at(other)).status_code == 403
    for act in ("beeindigen/", "openen/", "beheerder/", ""):
        assert visitor.post(at(other, act), {"reason": "x", "kind": "guest"}).status_code == 403
    assert visitor.get(f"{LIST}niemand/").status_code == 403
    now = User.objects.get(pk=other.pk)
    assert (now.is_active, now.kind, now.is_superuser) == (True, "employee", False)


def test_an_ended_account_is_out_at_the_next_request(visitor: Visitor) -> None:
    boss, person, door = an_administrator(), a_person(), Client()
    sign_in(door, person.email)
    waits = Letter.objects.create(kind="new password", to=person)
    left = Letter.objects.create(kind="new password", to=person, sent_at=timezone.now())

    answer = visitor.visit(boss).post(at(person, "beeindigen/"), {"reason": "Uit dienst."})

    assert answer["Location"] == at(person)
    assert door.get("/account/")["Location"].startswith("/aanmelden/")
    fragment = door.get("/mensen/", headers={"HX-Request": "true"})
    assert fragment["HX-Redirect"].startswith("/aanmelden/")
    assert sign_in(door, person.email).status_code == 422
    assert not Letter.objects.filter(pk=waits.pk).exists()
    assert Letter.objects.filter(pk=left.pk).exists()
    entry = AuditEntry.objects.get()
    assert (entry.actor_id, entry.about_id, entry.reason) == (boss.pk, person.pk, "Uit dienst.")
    assert sentence_of(entry)


def test_opening_it_again_brings_back_no_old_session(visitor: Visitor) -> None:
    person, door = a_person(), Client()
    sign_in(door, person.email)
    visitor.visit(an_administrator())
    visitor.post(at(person, "beeindigen/"), {"reason": "Vergissing."})

    visitor.post(at(person, "openen/"))

    assert not is_in(door, person)
    assert sign_in(door, person.email).status_code == 302


def test_an_end_is_published(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[machinery.Event] = []
    monkeypatch.setattr("people.accounts.publish", told.append)
    boss, person = an_administrator(), a_person()

    end_access(boss, person=person, reason="Weg.")

    assert AccountEnded(person.pk, by_id=boss.pk) in told


@pytest.mark.parametrize("reason", ["", " ", "\u200b", "x" * 301, "a\x00b"])
def test_an_account_ends_with_a_reason(visitor: Visitor, reason: str) -> None:
    person = a_person()

    visitor.visit(an_administrator()).post(at(person, "beeindigen/"), {"reason": reason})

    assert User.objects.get(pk=person.pk).is_active
    assert not AuditEntry.objects.exists()


def test_kind_department_and_end_are_changed(visitor: Visitor) -> None:
    person, unit = a_person(), a_unit("Beleid")
    until = timezone.localdate() + timedelta(days=30)

    visitor.visit(an_administrator()).post(
        at(person), {"kind": "partner", "unit": unit.pk, "until": until.isoformat()}
    )

    now = User.objects.get(pk=person.pk)
    assert (now.kind, now.profile.unit) == ("partner", unit)
    assert now.access_until is not None
    assert timezone.localtime(now.access_until).date() == until


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"kind": "baas"}, "kind"),
        ({"unit": "999999"}, "unit"),
        ({"until": "2020-01-01"}, "__all__"),
        ({"until": "morgen"}, "until"),
    ],
)
def test_the_form_says_what_is_wrong(visitor: Visitor, typed: dict[str, str], field: str) -> None:
    person = a_person()

    answer = visitor.visit(an_administrator()).post(at(person), {"kind": "employee"} | typed)

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {field}


def test_an_administrator_is_made_and_unmade_and_both_are_recorded(visitor: Visitor) -> None:
    person = a_person()
    visitor.visit(an_administrator())

    visitor.post(at(person, "beheerder/"))
    assert User.objects.get(pk=person.pk).is_superuser
    visitor.post(at(person, "beheerder/"), {"stop": "1"})
    assert not User.objects.get(pk=person.pk).is_superuser

    what = list(AuditEntry.objects.order_by("pk").values_list("what", flat=True))
    assert what == ["administrator made", "administrator no more"]


def test_a_guest_never_administers(db: None) -> None:
    boss, guest = an_administrator(), a_guest()

    with pytest.raises(OnlyColleaguesAdminister):
        let_administer(boss, person=guest)


def test_the_last_administrator_stays_one(visitor: Visitor) -> None:
    boss = an_administrator()
    visitor.visit(boss)
    gone = an_administrator("Weg")
    User.objects.filter(pk=gone.pk).update(is_active=False)

    answer = visitor.post(at(boss, "beheerder/"), {"stop": "1"}, follow=True)
    assert "Maak eerst iemand anders beheerder" in answer.content.decode()
    with pytest.raises(LastAdministratorStays):
        stop_administering(boss, person=boss)
    with pytest.raises(NotAllowed):
        end_access(boss, person=boss, reason="Klaar.")
    assert User.objects.get(pk=boss.pk).is_superuser


def test_who_stepped_down_does_no_more(db: None) -> None:
    boss, other = an_administrator(), an_administrator()
    stop_administering(boss, person=boss)

    with pytest.raises(NotAllowed):
        end_access(boss, person=other, reason="Nog net.")


def test_before_access_ends_who_invited_is_asked_once(
    organisation: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[machinery.Event] = []
    monkeypatch.setattr("people.accounts.publish", told.append)
    boss, soon = an_administrator(), timezone.now() + timedelta(days=10)
    invite = invite_from_outside(boss, email="oda@example.org", kind="guest", access_until=soon)
    guest = come_in(invite=invite, name="Oda", password="vier gewone woorden", language="nl")
    nobodys = a_person(kind="partner", access_until=soon)
    a_person(kind="guest", access_until=timezone.now() + timedelta(days=60))
    a_person(kind="guest", access_until=timezone.now() - timedelta(days=1))

    ask_before_access_ends()
    ask_before_access_ends()

    assert told == [AccessEndsSoon(guest.pk, asked_id=boss.pk), AccessEndsSoon(nobodys.pk, None)]

    told.clear()
    User.objects.filter(pk=guest.pk).update(access_until=soon + timedelta(days=2))
    ask_before_access_ends()
    assert told == [AccessEndsSoon(guest.pk, asked_id=boss.pk)], "a new end is asked about anew"
