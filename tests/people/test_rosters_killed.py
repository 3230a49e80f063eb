"""kill -9 while a list of people is read in: whoever goes on with it does nothing twice and leaves nobody out."""

import email
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection

from kenniscafe.models import AuditEntry, Letter
from people.models import OrganisationUnit, Roster, User
from people.rosters.actions import HANDFUL, read_in
from tests.factories import a_person, an_administrator
from tests.people.lists import looked_at, outcomes
from tests.servers import ROOT, environment

LINES = 2 * HANDFUL
NEW = LINES // 10  # the others are here already, under another name
# Four workers after each other, three of them killed: in the first handful, in the second, and as it ends.
WORKERS = """
import os, signal, django
django.setup()
from kenniscafe.worker import BackgroundWorker
from people.models import RosterLine
from people.rosters import actions

for name, told in [("add_person", "p50@"), ("add_person", "p150@"), ("_finish", "")]:
    if os.fork() == 0:
        signal.alarm(30)  # whatever happens, nothing runs on
        real = getattr(actions, name)
        def step(*args, **more):
            made = real(*args, **more)
            if told in str(more):
                os.kill(os.getpid(), signal.SIGKILL)
            return made
        setattr(actions, name, step)
        BackgroundWorker().run()
    _, how = os.wait()
    print(os.WTERMSIG(how), RosterLine.objects.exclude(read_at=None).count(), flush=True)
    django.db.connections.close_all()
worker = BackgroundWorker()
while worker.round():
    pass
"""


@pytest.mark.django_db(transaction=True)
def test_a_list_that_killed_workers_had_in_hand_is_read_in_once(tmp_path: Path) -> None:
    for number in range(LINES):
        if number % 10:
            a_person("Oud", email=f"p{number}@w.example")
    roster = looked_at(an_administrator(), *map(line, range(LINES)), "geen;Wie")
    expected = Counter({"new": NEW, "changed": LINES - NEW, "refused": 1})
    assert how_often(roster) == expected
    read_in(roster.by, roster=roster, by_mail=True)

    assert work(tmp_path) == ["9 0", f"9 {HANDFUL}", f"9 {LINES + 1}"], "a handful is whole or not"

    assert Roster.objects.get().done_at
    assert how_often(roster) == expected
    people = User.objects.filter(email__endswith="@w.example")
    assert people.filter(name__startswith="Persoon").count() == people.count() == LINES
    new = people.filter(pk__in=roster.lines.filter(outcome="new").values("person"))
    assert mailed(tmp_path) == Counter(new.values_list("email", flat=True))
    assert not Letter.objects.filter(sent_at=None).exists()
    assert OrganisationUnit.objects.filter(name__startswith="Afdeling").count() == 7
    assert AuditEntry.objects.filter(what="account made").count() == NEW
    assert AuditEntry.objects.filter(what="list read in").count() == 1


def line(number: int) -> str:
    return f"p{number}@w.example;Persoon {number};;Afdeling {number % 7};;"


def how_often(roster: Roster) -> Counter[str]:
    return Counter(outcome for _, outcome, _ in outcomes(roster))


def work(place: Path) -> list[str]:
    """What killed each, and how many lines were read by then."""
    world = environment(place, DATABASE_URL=this_database())
    worked = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", WORKERS],
        cwd=ROOT,
        env=world,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert worked.returncode == 0, worked.stderr
    return worked.stdout.splitlines()


def this_database() -> str:
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"


def mailed(place: Path) -> Counter[str]:
    """How many letters each got."""
    letters = [email.message_from_bytes(file.read_bytes()) for file in place.glob("mail/*.eml")]
    return Counter(str(letter["To"]) for letter in letters)
