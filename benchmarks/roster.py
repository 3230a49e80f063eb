"""A list of 5,000 people: looked at, then read in, as the worker does it."""

import random
import time
import uuid

from benchmarks.measuring import Result
from pages.seeding.words import NAMES, WORDS
from people.models import User
from people.rosters.actions import look_at, read_in, read_on

LINES, UNITS = 5_000, 40


def measure() -> Result:
    began = time.perf_counter()
    boss = User.objects.get(handle="collega-1")
    roster = look_at(boss, client_key=uuid.uuid4(), name="personeel.csv", text=a_list())
    looked = time.perf_counter() - began
    before = User.objects.count()
    read_in(boss, roster=roster, by_mail=False)
    while read_on(roster.pk):
        pass
    took = time.perf_counter() - began
    if User.objects.count() != before + LINES:
        raise RuntimeError("Not everybody on the list came in.")
    return Result(
        name=f"{LINES} people read in from a list, of which {looked:.1f} s to look at it first",
        n=LINES,
        value=round(took, 1),
        unit="s",
        aim="≤ 20 s",
        met=took <= 20,
    )


def a_list() -> str:
    dice = random.Random(5)
    lines = (
        f"{dice.choice(NAMES)} {dice.choice(WORDS).title()};nieuw{number}@maatwerk.example;"
        f"adviseur {dice.choice(WORDS)};Nieuwe afdeling {number % UNITS}"
        for number in range(LINES)
    )
    return "\n".join(["naam;e-mail;functie;afdeling", *lines])
