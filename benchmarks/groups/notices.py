"""Being told: a post in a community of 5,000, the list at 100,000 notices, the bell, mail for 10,000 people. And what
keeps a place: a backup while it is used, people read in from a list."""

import time
import urllib.parse
import uuid
from datetime import timedelta

from django.utils import timezone

from benchmarks import backup, digest, roster
from benchmarks.measuring import (
    FLOOR,
    Result,
    Server,
    Visitor,
    organisation,
    page,
    percentiles,
    served,
)
from communities.models import Community, Membership
from notifications.actions import choose_preferences, tell
from notifications.models import Notice, Telling
from notifications.queries import new_count
from people.models import User
from threads.actions import choose_level, post_message
from threads.models import Thread

PEOPLE, TOLD = 10_000, 5_000
POSTS = 21  # of each of them all hear: 100,000 notices after the first, which warms up
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
LIST = "/meldingen/"


def measure(*, full: bool) -> list[Result]:
    organisation(people=PEOPLE, posts=50_000 if full else 10_000)
    author, reader = (User.objects.get(handle=f"collega-{number}") for number in (2, 3))
    place = a_community_of(TOLD, author, reader)
    choose_preferences(reader, channels={"community_post": ["cafe"]})
    with served() as server:
        measured = posting(server, author, place)
        talk_under(list(Thread.objects.filter(community=place)), reader)
        visitor = Visitor(server, reader)
        measured += [listed(visitor), bell(reader)]
    measured += digest.measure()
    with served() as server:
        measured += backup.measure(server, reader, LIST)
    return [*measured, roster.measure()]


def a_community_of(size: int, *first: User) -> Community:
    """The members of a made-up organisation's first community do not matter: this one is new."""
    place = Community.objects.create(
        slug="allen", name="Allen", purpose="Wat iedereen raakt", kind="open", created_by=first[0]
    )
    others = User.objects.exclude(pk__in=[person.pk for person in first])
    people = [*first, *others.order_by("pk")[: size + 1 - len(first)]]
    Membership.objects.bulk_create(
        Membership(community=place, person=person, joined_at=timezone.now() - timedelta(days=9))
        for person in people
    )
    return place


def posting(server: Server, author: User, place: Community) -> list[Result]:
    """What the author waits; how long the worker of the same process is at it; what the process holds more after it."""
    visitor = Visitor(server, author)
    visitor.client.get("/schrijven/", headers={"host": "localhost"})
    waits, floors, works, held = [], [], [], 0.0
    for number in range(POSTS):
        waited, worked = post_and_wait(visitor, place, number)
        if number == POSTS // 2:  # what SQLite keeps of what it read has grown to its limit by then
            held = server.anonymous_megabytes()
        if not number:
            continue
        waits.append(waited)
        works.append(worked)
        floors.append(visitor.get(FLOOR)[0])
    (p50, p95), (floor_p50, floor_p95) = percentiles(waits), percentiles(floors)
    work_p50, work_p95 = percentiles(works)
    more = server.anonymous_megabytes() - held
    return [
        Result(
            name=f"a post in a community of {TOLD}, until acknowledged",
            n=len(waits),
            p50_ms=p50,
            p95_ms=p95,
            floor_p50_ms=floor_p50,
            floor_p95_ms=floor_p95,
            aim="p50 ≤ 12 ms",
            met=p50 <= 12,
        ),
        Result(
            name=f"{TOLD} people told of it, in the worker",
            n=len(works),
            p50_ms=work_p50,
            p95_ms=work_p95,
            aim="≤ 2 s",
            met=work_p95 <= 2000,
        ),
        Result(
            name=f"held more after {TOLD * POSTS} notices than after {TOLD * (POSTS // 2 + 1)}",
            value=round(more, 1),
            unit="MB",
            aim="≤ 10 MB",
            met=more <= 10,
        ),
    ]


def post_and_wait(visitor: Visitor, place: Community, number: int) -> tuple[float, float]:
    """Milliseconds until the answer; and from when somebody was told first until everybody was."""
    typed = {
        "client_key": str(uuid.uuid4()),
        "csrfmiddlewaretoken": visitor.client.cookies["csrftoken"].value,
        "soort": "note",
        "text": f"Vandaag gaat sluis {number} dicht.",
        "audience": str(place.pk),
    }
    waited, status, _ = visitor.ask(
        "POST", "/schrijven/", urllib.parse.urlencode(typed).encode(), FORM
    )
    if status not in (302, 303):
        raise RuntimeError(f"Posting answered {status}")
    telling = Telling.objects.latest("pk")
    while Telling.objects.filter(pk=telling.pk, done=0).exists():
        time.sleep(0.005)
    began = time.perf_counter()
    while Telling.objects.filter(pk=telling.pk).exists():
        time.sleep(0.01)
    return waited, (time.perf_counter() - began) * 1000


def talk_under(threads: list[Thread], reader: User) -> None:
    """Half of what the list shows are conversations the reader follows, with replies that are new."""
    others = list(User.objects.order_by("pk")[10:13])
    for thread in threads[::2]:
        choose_level(reader, thread=thread, level="all")
        for person in others:
            post_message(person, thread=thread, html="<p>Ik zag het ook.</p>")
    for telling in Telling.objects.order_by("pk"):
        tell(telling.pk)


def listed(visitor: Visitor) -> Result:
    count = Notice.objects.count()
    return page(
        visitor,
        f"the list of notices, {count} in the café",
        LIST,
        aim="p95 ≤ 20 ms at 100,000",
        met=lambda _p50, p95, _bytes: p95 <= 20 and count >= 100_000,
    )


def bell(reader: User, n: int = 200) -> Result:
    """In this process; that it looks at an index is shown by a test."""
    times = []
    for _ in range(n):
        began = time.perf_counter()
        new_count(reader)
        times.append((time.perf_counter() - began) * 1000)
    p50, p95 = percentiles(times)
    return Result(
        name=f"the number at the bell, {new_count(reader)} new", n=n, p50_ms=p50, p95_ms=p95
    )
