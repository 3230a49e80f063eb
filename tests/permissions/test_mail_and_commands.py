"""What leaves the café by other ways than a page says nothing of what is in it.

A mail goes to who may come in, about nothing but what they asked; what a command prints may stand in a log that
others read.
"""

from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from kenniscafe.letters import send_due
from people.actions import ask_new_password
from tests.permissions.seen import OUTSIDE, ROLES
from tests.permissions.walking import WORD, Answer, answered
from tests.permissions.words import word
from tests.permissions.world import World

pytestmark = pytest.mark.django_db
ADDRESS = "/wachtwoord-vergeten/"
SHUT_OUT = [role for role in OUTSIDE if role != "anonymous"]


def asked(email: str) -> Answer:
    cache.clear()  # one browser may not ask this often
    return answered(Client().post(ADDRESS, {"email": email}), ADDRESS)


def test_the_page_says_the_same_of_everybody_and_of_nobody(world: World) -> None:
    nobody = asked("niemand@example.org")
    assert nobody.location == f"{ADDRESS}verstuurd/"
    for role in (*ROLES, *SHUT_OUT):
        assert asked(world.people[role].email) == nobody, role


@pytest.mark.parametrize("role", ROLES)
def test_the_mail_goes_to_who_asked_and_names_nobody_else(role: str, world: World) -> None:
    person = world.people[role]
    ask_new_password(email=person.email)
    send_due()
    [sent] = mail.outbox
    assert sent.to == [person.email]
    text = sent.subject + str(sent.body) + str(sent.alternatives)
    assert set(WORD.findall(text)) == {word(role, "name")}


@pytest.mark.parametrize("role", SHUT_OUT)
def test_no_mail_goes_to_who_may_not_come_in(role: str, world: World) -> None:
    ask_new_password(email=world.people[role].email)
    ask_new_password(email="niemand@example.org")
    send_due()
    assert mail.outbox == []


COMMANDS: dict[str, tuple[list[str], dict[str, Any]]] = {
    "rebuild_search_index": ([], {}),
    "drain_search": ([], {}),
    "compare_search_index": ([], {}),
    "tell_installation_code": ([], {}),
    "add_person": (["nieuw@example.org"], {"name": "Nieuw"}),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_repeats_nobodys_words(name: str, world: World) -> None:
    said = StringIO()
    words, options = COMMANDS[name]
    call_command(name, *words, stdout=said, stderr=said, **options)
    assert world.words
    assert WORD.findall(said.getvalue()) == []
