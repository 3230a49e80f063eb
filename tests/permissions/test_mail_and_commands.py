"""What leaves the café by other ways than a page says nothing of what is in it.

A mail goes to who may come in, about nothing but what they asked; what a command prints may stand in a log that
others read.
"""

import re
from datetime import time
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.db.models import Q
from django.test import Client
from django.utils import timezone

from communities.models import Community
from kenniscafe.letters import send_due
from notifications import letters
from notifications.models import DEFAULTS, Channel, Cup, Notice, Preference
from people.actions import ask_new_password
from people.models import User
from posts.models import Case
from tests.permissions.seen import OUTSIDE, ROLES
from tests.permissions.walking import WORD, Answer, answered
from tests.permissions.words import word
from tests.permissions.world import World
from threads.models import Message, Thread

pytestmark = pytest.mark.django_db
ADDRESS = "/wachtwoord-vergeten/"
LINK = re.compile(r"/afmelden/[^/]+/")  # signed: it reads like anything
EVERYTHING = {kind: list(Channel.values) for kind in DEFAULTS}
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


@pytest.mark.parametrize("role", ROLES)
def test_a_mail_of_what_somebody_was_told_says_what_they_may_read_now(
    role: str, world: World
) -> None:
    """Also where they were told of all there is: what they may not read was taken away since."""
    person = world.people[role]
    tell_everything(person)
    Preference.objects.create(
        person=person, quiet_from=time(0), quiet_until=time(0), quiet_days=[], channels=EVERYTHING
    )
    told = Notice.objects.filter(person=person)
    cups = [
        Cup.objects.create(person=person, kind=kind, day=timezone.localdate()) for kind in Cup.Kind
    ]
    sent = [letters.nudge({"notice": notice.pk, "number": 1}) for notice in told]
    told.update(cup=cups[1], mailed_at=None)
    sent += [letters.bundle({"cup": cups[1].pk})]
    told.delete()
    sent += [letters.coffee({"cup": cups[0].pk})]
    mails = [letter for letter in sent if letter is not None]
    words = {
        found
        for letter in mails
        for found in WORD.findall(
            LINK.sub("", letter.subject + str(letter.body) + str(letter.alternatives))
        )
    }
    seen = Message.objects.visible_to(person).values("author")
    near = User.objects.filter(Q(pk__in=User.objects.visible_to(person)) | Q(pk__in=seen))
    names = set(WORD.findall(" ".join(near.values_list("name", flat=True))))
    assert words - world.open_to(role) - names == set()
    assert {address for letter in mails for address in letter.to} <= {person.email}
    assert mails or role.endswith("guest")


def tell_everything(person: User) -> None:
    """As if they had been allowed to read it."""
    Notice.objects.bulk_create(
        [
            *(Notice(person=person, thread=one, kind="mention") for one in Thread.objects.all()),
            *(
                Notice(person=person, community=one, kind=kind)
                for one in Community.objects.all()
                for kind in ("invited", "waits", "decided")
            ),
            *(
                Notice(person=person, case=one, kind=kind)
                for one in Case.objects.all()
                for kind in ("reported", "judged")
            ),
        ],
        ignore_conflicts=True,
    )


@pytest.mark.parametrize("role", SHUT_OUT)
def test_nothing_is_mailed_to_who_may_not_come_in_any_more(role: str, world: World) -> None:
    person = world.people[role]
    post = world.posts["open_article"]
    notice = Notice.objects.create(person=person, kind="mention", thread=post.thread)
    cups = [
        Cup.objects.create(person=person, kind=kind, day=timezone.localdate()) for kind in Cup.Kind
    ]
    assert letters.nudge({"notice": notice.pk, "number": 1}) is None
    assert letters.coffee({"cup": cups[0].pk}) is None
    assert letters.bundle({"cup": cups[1].pk}) is None


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
