"""Wagtail's administration opens no second door to people."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from people.models import User
from tests.conftest import Visitor
from tests.factories import PASSWORD, a_guest, a_person, an_administrator

SHUT = [
    "users/",
    "users/add/",
    "users/edit/{person}/",
    "users/delete/{person}/",
    "users/history/{person}/",
    "users/results/",
    "groups/",
    "groups/new/",
    "groups/edit/1/",
    "bulk/people/user/delete/?id={person}",
    "bulk/people/user/assign_role/?id={person}",
    "bulk/people/user/set_active_state/?id={person}",
]
OURS = ["login/", "account/", "password_reset/", "password_reset/confirm/MQ/set-password/"]


def test_an_administrator_comes_in(visitor: Visitor) -> None:
    answer = visitor.visit(an_administrator()).get("/beheer/")

    assert answer.status_code == 200
    page = answer.content.decode()
    assert "/beheer/users/" not in page
    assert "/beheer/groups/" not in page


@pytest.mark.parametrize(
    "what", ["wagtailimages/image/add_tags", "wagtaildocs/document/delete", "wagtailcore/page/move"]
)
def test_a_link_for_several_things_leads_somewhere_before_any_is_chosen(
    visitor: Visitor, what: str
) -> None:
    answer = visitor.visit(an_administrator()).get(f"/beheer/bulk/{what}/?next=/beheer/images/")

    assert answer["Location"] == "/beheer/"


@pytest.mark.parametrize("make", [a_person, a_guest])
def test_anybody_else_hears_that_it_is_closed(visitor: Visitor, make: type) -> None:
    visitor.visit(make())

    for path in ("/beheer/", "/beheer/pages/", "/beheer/users/", "/beheer/reports/site-history/"):
        assert visitor.get(path).status_code == 403


def test_a_stranger_is_sent_to_our_door(door: Client) -> None:
    assert door.get("/beheer/")["Location"] == "/aanmelden/?next=/beheer/"


@pytest.mark.parametrize("path", SHUT)
def test_people_are_not_changed_here(visitor: Visitor, path: str) -> None:
    person, boss = a_person(), an_administrator()
    visitor.visit(boss)
    address = f"/beheer/{path.format(person=person.pk)}"
    forged = {"email": "nieuw@example.org", "name": "Nieuw", "is_superuser": "on", "password1": "x"}

    assert visitor.get(address).status_code == 404
    assert visitor.post(address, forged).status_code == 404
    assert User.objects.count() == 2
    assert User.objects.get(pk=person.pk).is_active
    assert not Group.objects.filter(name="Nieuw").exists()


@pytest.mark.parametrize("path", OURS)
def test_signing_in_and_passwords_are_ours(door: Client, path: str) -> None:
    known = an_administrator()

    assert door.get(f"/beheer/{path}")["Location"] == "/aanmelden/"
    tried = door.post(f"/beheer/{path}", {"username": known.email, "password": PASSWORD})
    assert tried.status_code == 302
    assert "_auth_user_id" not in door.session


def test_an_administrator_changes_their_account_where_everybody_does(visitor: Visitor) -> None:
    boss = an_administrator("Baas")

    answer = visitor.visit(boss).post("/beheer/account/", {"name_email-name": "Iemand anders"})

    assert answer["Location"] == "/account/"
    assert User.objects.get(pk=boss.pk).name == "Baas"
