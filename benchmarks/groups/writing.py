"""Posting a reply until it is acknowledged, and filling an organisation."""

import urllib.parse
import uuid

from benchmarks.groups.pages import conversation
from benchmarks.measuring import FLOOR, Result, Visitor, organisation, percentiles, served
from pages.seeding.organisation import PLACES
from people.models import User
from posts.models import Post


def measure(*, full: bool) -> list[Result]:
    posts = 50_000 if full else 20_000
    rate = organisation(people=500, posts=posts)
    member = User.objects.get(handle="collega-2")
    post = conversation(member, 20)
    with served() as server:
        posting = reply(Visitor(server, member), post)
    return [
        posting,
        Result(
            name=f"seed_organisation, {posts} posts in {PLACES} communities",
            n=posts,
            value=rate,
            unit="posts/s, before they are indexed",
            aim="≥ 5,000 posts/s",
            met=rate >= 5000,
        ),
    ]


def reply(visitor: Visitor, post: Post, n: int = 150) -> Result:
    visitor.client.get(post.get_absolute_url(), headers={"host": "localhost"})
    path = f"/gesprekken/{post.thread_id}/reacties"
    times, floors, used = [], [], 0.0
    for number in range(n + 10):
        body = urllib.parse.urlencode(
            {
                "csrfmiddlewaretoken": visitor.client.cookies["csrftoken"].value,
                "client_key": str(uuid.uuid4()),
                "text": f"Ik zag het ook, bij paal {number}.",
            }
        ).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        before = visitor.server.cpu_seconds()
        spent, status, _ = visitor.ask("POST", path, body, headers)
        if status not in (302, 303):
            raise RuntimeError(f"Posting answered {status}")
        if number >= 10:
            used += visitor.server.cpu_seconds() - before
            times.append(spent)
            floors.append(visitor.get(FLOOR)[0])
    (p50, p95), (floor_p50, floor_p95) = percentiles(times), percentiles(floors)
    return Result(
        name="a reply posted, until acknowledged",
        n=n,
        p50_ms=p50,
        p95_ms=p95,
        cpu_ms=round(used / n * 1000, 2),
        floor_p50_ms=floor_p50,
        floor_p95_ms=floor_p95,
        aim="p50 ≤ 12 ms",
        met=p50 <= 12,
    )
