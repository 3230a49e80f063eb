"""A list of people: what it would do is said first, done once, and never more than an administrator may."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from kenniscafe.models import AuditEntry, Letter
from kenniscafe.permissions import NotAllowed
from people.actions import change_access
from people.models import OrganisationUnit, Profile, Roster, RosterLine, User
from people.rosters import actions
from people.rosters.actions import forget_old_rosters, look_at, read_in, read_on, throw_away
from tests.factories import a_guest, a_person, a_unit, an_administrator
from tests.factories.people import an_ended_guest, somebody_imported, somebody_inactive
from tests.people.lists import a_list, have_read, looked_at, outcomes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("organisation")]
SOON = (timezone.localdate() + timedelta(days=30)).strftime("%d-%m-%Y")


@pytest.fixture
def boss() -> User:
    return an_administrator("Baas")


def person(email: str) -> User:
    found: User = User.objects.with_profile().get(email=email)
    return found


def test_looking_changes_nothing(boss: User) -> None:
    known = a_person("Oud")

    roster = looked_at(boss, "sanne@w.example;Sanne;;Nieuw;;", f"{known.email};Anders;;;;")

    assert outcomes(roster) == [(2, "new", ""), (3, "changed", "")]
    assert roster.new_units == ["Nieuw"]
    assert User.objects.count() == 2
    assert User.objects.get(pk=known.pk).name == "Oud"
    assert not OrganisationUnit.objects.filter(name="Nieuw").exists()
    assert not AuditEntry.objects.exists()


def test_somebody_new_comes_in_whole(boss: User) -> None:
    roster = looked_at(boss, "Sanne.Vos@W.example;Sanne Vos;dijkbeheerder;Water > Dijken;;")

    have_read(boss, roster)

    sanne = person("sanne.vos@w.example")
    assert (sanne.name, sanne.kind, sanne.access_until) == ("Sanne Vos", "employee", None)
    assert sanne.profile.job == "dijkbeheerder"
    assert sanne.profile.unit is not None
    assert sanne.profile.unit.name == "Dijken"
    assert sanne.profile.unit.parent == OrganisationUnit.objects.get(name="Water")
    assert not sanne.has_usable_password()
    assert RosterLine.objects.get(person=sanne).read_at


def test_whom_only_a_last_day_is_said_of_is_a_guest(boss: User) -> None:
    lines = (
        f"a@w.example;An;;;;{SOON}",
        f"b@w.example;Bo;;;medewerker;{SOON}",
        f"c@w.example;Cas;;;Partner;{SOON}",
        "d@w.example;Dirk;;;gast;",
    )
    roster = have_read(boss, looked_at(boss, *lines))

    kinds = [person(f"{one}@w.example").kind for one in "abc"]
    assert kinds == ["guest", "employee", "partner"]
    assert outcomes(roster)[-1] == (5, "refused", "no end")
    until = person("a@w.example").access_until
    assert until is not None
    assert timezone.localtime(until).strftime("%d-%m-%Y %H:%M") == f"{SOON} 23:59"


def test_who_is_here_is_known_by_their_address_in_any_case(boss: User) -> None:
    known = a_person("Noor", email="Noor@Example.org")

    roster = have_read(boss, looked_at(boss, "NOOR@example.ORG;Noor Terwiel;adviseur;;;"))

    assert outcomes(roster) == [(2, "changed", "")]
    assert User.objects.filter(name="Noor Terwiel").get() == known
    assert Profile.objects.get(person=known).job == "adviseur"


def test_an_empty_cell_changes_nothing(boss: User) -> None:
    known = a_person("Noor")
    before = person(known.email)

    roster = have_read(boss, looked_at(boss, f"{known.email};;;;;"))

    assert outcomes(roster) == [(2, "same", "")]
    now = person(known.email)
    assert (now.name, now.profile.unit, now.kind) == (before.name, before.profile.unit, "employee")
    assert now.access_version == before.access_version


def test_of_two_lines_with_one_address_the_first_counts(boss: User) -> None:
    roster = have_read(boss, looked_at(boss, "a@w.example;Een;;;;", "A@W.example;Twee;;;;"))

    assert outcomes(roster) == [(2, "new", ""), (3, "refused", "twice")]
    assert person("a@w.example").name == "Een"


REFUSED = {
    "no email": ";Wie;;;;",
    "email": "geen adres;Wie;;;;",
    "no name": "a@w.example;;;;;",
    "long": f"a@w.example;{'x' * 121};;;;",
    "cells": "a@w.example;Wie;;;;;meer",
    "kind": "a@w.example;Wie;;;baas;",
    "date": "a@w.example;Wie;;;gast;morgen",
    "past": "a@w.example;Wie;;;gast;31-12-2020",
    "no end": "a@w.example;Wie;;;gast;",
    "deep": f"a@w.example;Wie;;{'>'.join('abcdefghi')};;",
}


@pytest.mark.parametrize("why", REFUSED)
def test_a_line_that_cannot_be_read_in_says_why_and_the_others_go_in(boss: User, why: str) -> None:
    roster = have_read(boss, looked_at(boss, REFUSED[why], "b@w.example;Bo;;;;"))

    assert outcomes(roster) == [(2, "refused", why), (3, "new", "")]
    assert User.objects.count() == 2


@pytest.mark.parametrize("date", ["12/31/2099", "31-12-9999", "0-0-0", "٣١-١٢-2099 ", "31-02-2099"])
def test_a_day_that_is_none_is_refused(boss: User, date: str) -> None:
    assert outcomes(looked_at(boss, f"a@w.example;Wie;;;gast;{date}"))[0][2] == "date"


def test_who_is_gone_does_not_come_back_by_a_list(boss: User) -> None:
    gone, over, marked = somebody_inactive("Weg"), an_ended_guest("Om"), somebody_imported("Wiki")
    lines = [f"{each.email};Anders;;;;" for each in (gone, over, marked)]

    roster = have_read(boss, looked_at(boss, *lines, f"{gone.email.upper()};;;;;"))

    assert [why for _n, _o, why in outcomes(roster)] == ["ended", "expired", "marked", "twice"]
    assert not User.objects.get(pk=gone.pk).is_active
    assert not User.objects.filter(name="Anders").exists()


def test_a_guest_whose_day_has_passed_is_let_in_by_a_new_one(boss: User) -> None:
    over = an_ended_guest("Om")

    have_read(boss, looked_at(boss, f"{over.email};;;;;{SOON}"))

    assert User.objects.get(pk=over.pk).may_enter


def test_what_an_administrator_or_you_are_no_list_changes(boss: User) -> None:
    other = an_administrator("Ander")
    lines = [f"{each.email};Nieuwe Naam;;;gast;{SOON}" for each in (boss, other)]

    roster = have_read(boss, looked_at(boss, *lines))

    assert [why for _n, _o, why in outcomes(roster)] == ["yourself", "administrator"]
    assert User.objects.filter(is_superuser=True, kind="employee", access_until=None).count() == 2
    assert not User.objects.filter(name="Nieuwe Naam").exists()


def test_what_an_administrator_is_called_it_does(boss: User) -> None:
    have_read(boss, looked_at(boss, f"{boss.email};Baas Boven Baas;;;;"))

    assert User.objects.get(pk=boss.pk).name == "Baas Boven Baas"


def test_a_name_has_one_line_and_a_formula_is_a_name(boss: User) -> None:
    have_read(
        boss,
        looked_at(boss, '"a@w.example";"Sanne\nBcc: x@evil.example";;;;', "b@w.example;=1+1;;;;"),
    )

    assert person("a@w.example").name == "Sanne Bcc: x@evil.example"
    assert person("b@w.example").name == "=1+1"


def test_departments_are_found_whatever_their_capitals(boss: User) -> None:
    unit = a_unit("Waterveiligheid")
    team = OrganisationUnit.objects.create(name="Dijken", slug="dijken", parent=unit)

    roster = looked_at(boss, "a@w.example;An;;DIJKEN;;", "b@w.example;Bo;;waterveiligheid>dijken;;")

    assert roster.new_units == []
    have_read(boss, roster)
    assert set(Profile.objects.filter(unit=team).values_list("person__name", flat=True)) == {
        "An",
        "Bo",
    }


def test_one_of_two_departments_of_one_name_is_asked_for(boss: User) -> None:
    for place in ("Noord", "Zuid"):
        above = OrganisationUnit.objects.create(name=place, slug=place.lower())
        OrganisationUnit.objects.create(name="Beheer", slug=f"b-{place}", parent=above)

    roster = have_read(
        boss, looked_at(boss, "a@w.example;An;;beheer;;", "b@w.example;Bo;;Zuid > Beheer;;")
    )

    assert outcomes(roster) == [(2, "refused", "unit"), (3, "new", "")]
    unit = person("b@w.example").profile.unit
    assert unit is not None
    assert unit.slug == "b-Zuid"


def test_nobody_gets_mail_unless_that_is_asked(boss: User) -> None:
    have_read(boss, looked_at(boss, "a@w.example;An;;;;"))
    assert not Letter.objects.exists()

    old = person("a@w.example")
    have_read(boss, looked_at(boss, f"{old.email};Ander;;;;", "b@w.example;Bo;;;;"), by_mail=True)

    assert [(one.kind, one.to) for one in Letter.objects.all()] == [
        ("welcome", person("b@w.example"))
    ]


def test_every_run_and_every_change_of_access_is_recorded(boss: User) -> None:
    guest, plain = a_guest("Gast"), a_person("Gewoon")
    User.objects.filter(pk=guest.pk).update(access_until=timezone.now() + timedelta(days=3))

    have_read(
        boss,
        looked_at(
            boss, f"{guest.email};;;;;{SOON}", f"{plain.email};Anders;;;;", "a@w.example;An;;X;;"
        ),
    )

    written = list(AuditEntry.objects.order_by("pk").values_list("what", "words"))
    assert written == [
        ("account changed", "Gast"),
        ("unit made", "X"),
        ("account made", "An"),
        ("list read in", "lijst.csv: +1 ±2"),
    ]
    assert set(AuditEntry.objects.values_list("actor", flat=True)) == {boss.pk}


def test_a_task_killed_anywhere_does_nothing_twice(
    boss: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "HANDFUL", 2)
    roster = looked_at(boss, *(f"p{n}@w.example;Persoon {n};;Afdeling {n};;" for n in range(7)))
    read_in(boss, roster=roster, by_mail=True)
    added = actions.add_person

    def killed(*args: Any, **told: Any) -> User:
        if told["email"] == "p3@w.example":
            raise KeyboardInterrupt
        return added(*args, **told)

    monkeypatch.setattr(actions, "add_person", killed)
    with pytest.raises(KeyboardInterrupt):
        read_on(roster.pk)
    assert User.objects.filter(email__endswith="@w.example").count() == 2
    monkeypatch.setattr(actions, "add_person", added)

    assert not read_on(roster.pk)
    assert not read_on(roster.pk)

    assert User.objects.filter(email__endswith="@w.example").count() == 7
    assert OrganisationUnit.objects.filter(name__startswith="Afdeling").count() == 7
    assert Letter.objects.count() == 7
    assert AuditEntry.objects.filter(what="account made").count() == 7
    assert AuditEntry.objects.filter(what="list read in").count() == 1


def test_a_list_is_read_in_once_however_often_that_is_asked(boss: User) -> None:
    roster = looked_at(boss, "a@w.example;An;;;;")
    have_read(boss, roster)
    first = Roster.objects.get(pk=roster.pk)

    have_read(an_administrator(), roster, by_mail=True)

    again = Roster.objects.get(pk=roster.pk)
    assert (again.by, again.begun_at, again.by_mail) == (boss, first.begun_at, False)
    assert AuditEntry.objects.filter(what="list read in").count() == 1


def test_sent_twice_it_is_one_list(boss: User) -> None:
    key, text = uuid4(), a_list("a@w.example;An;;;;")

    twice = [look_at(boss, client_key=key, name="x", text=text) for _ in range(2)]

    assert twice[0] == twice[1]
    assert Roster.objects.count() == 1


def test_what_changed_meanwhile_counts(boss: User) -> None:
    noor = a_person("Noor")
    roster = looked_at(boss, "a@w.example;An;;;;", f"{noor.email};Nora;;;;")
    a_person("Net Gekomen", email="a@w.example")
    change_access(boss, person=noor, kind="employee", access_until=None, is_active=False)

    roster = have_read(boss, roster)

    assert outcomes(roster) == [(2, "changed", ""), (3, "refused", "ended")]
    assert person("a@w.example").name == "An"


def test_who_administers_no_more_reads_nothing_in(boss: User) -> None:
    roster = looked_at(boss, "a@w.example;An;;;;")
    read_in(boss, roster=roster, by_mail=False)
    User.objects.filter(pk=boss.pk).update(is_superuser=False)

    read_on(roster.pk)

    assert outcomes(roster) == [(2, "refused", "no more")]
    assert not User.objects.filter(email="a@w.example").exists()


@pytest.mark.parametrize("make", [a_person, a_guest])
def test_nobody_else_reads_anything_in(boss: User, make: Any) -> None:
    roster, other = looked_at(boss, "a@w.example;An;;;;"), make()

    for act in (
        lambda: looked_at(other, "b@w.example;Bo;;;;"),
        lambda: read_in(other, roster=roster, by_mail=False),
        lambda: throw_away(other, roster=roster),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert Roster.objects.get().begun_at is None


def test_lists_are_thrown_away_in_time(boss: User) -> None:
    done, _idle = (looked_at(boss, "a@w.example;An;;;;") for _ in range(2))
    have_read(boss, done)
    throw_away(boss, roster=done)
    assert Roster.objects.filter(pk=done.pk).exists(), "what was done stays to be read"

    Roster.objects.update(made_at=timezone.now() - timedelta(days=3))
    forget_old_rosters()
    assert list(Roster.objects.all()) == [done]

    Roster.objects.update(made_at=timezone.now() - timedelta(days=31))
    forget_old_rosters()
    assert not RosterLine.objects.exists()
