"""What writing takes, at 100,000 posts (SIZE=full: 300,000), and how fast an organisation is filled."""

import random
import urllib.parse
import uuid

from benchmarks import editor, files, merging
from benchmarks.groups.pages import conversation
from benchmarks.measuring import FLOOR, Result, Visitor, organisation, page, percentiles, served
from communities.models import Community
from pages.seeding.organisation import PLACES, posts_of
from pages.seeding.words import WORDS
from people.models import User
from posts.actions import edit_post, publish_post
from posts.importing import import_posts
from posts.models import Post
from search.indexing import drain_all
from tags.models import Tag

TEXT = (
    "Leg de klei in ruggen van hooguit een meter. Keer haar twee keer per week en meet voordat je "
    "rijdt. Wie na de regen te vroeg begint, rijdt de grond dicht en wacht daarna drie weken langer."
)
PARAGRAPH = f"<p>{TEXT}</p>"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def measure(*, full: bool) -> list[Result]:
    posts = 50_000 if full else 20_000
    rate = organisation(people=500, posts=posts)
    more_posts((300_000 if full else 100_000) - posts)
    member = User.objects.get(handle="collega-2")
    post = conversation(member, 20)
    with served() as server:
        visitor, address = Visitor(server, member), post.get_absolute_url()
        measured = [reply(visitor, post), autosave(visitor), exists_already(visitor)]
        measured += [earlier_texts(visitor, member), editor.measure(server, member)]
        measured += files.measure(server, member, address)
        measured += merging.measure(server, member, address)
    return [
        *measured,
        Result(
            name=f"seed_organisation, {posts} posts in {PLACES} communities",
            n=posts,
            value=rate,
            unit="posts/s, before they are indexed",
            aim="≥ 5,000 posts/s",
            met=rate >= 5000,
        ),
    ]


def more_posts(count: int) -> None:
    people, places, tags = User.objects.all(), Community.objects.all(), Tag.objects.all()
    dice = random.Random(2)
    import_posts(posts_of(dice, count, list(people), list(places), list(tags)))
    drain_all(patience=3600)


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
        before = visitor.server.cpu_seconds()
        spent, status, _ = visitor.ask("POST", path, body, FORM)
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


def autosave(visitor: Visitor, n: int = 150) -> Result:
    """A text of some four thousand characters that grows by a sentence each time."""
    visitor.client.get("/schrijven/", headers={"host": "localhost"})
    typed = {"client_key": str(uuid.uuid4()), "title": "Klei", "soort": "article"}
    html = PARAGRAPH * 15
    times: list[float] = []
    for number in range(n + 10):
        html += f"<p>En bij paal {number} ook.</p>"
        said = typed | {"html": html, "draft_number": str(number), "audience": "everyone"}
        token = visitor.client.cookies["csrftoken"].value
        body = urllib.parse.urlencode(said | {"csrfmiddlewaretoken": token}).encode()
        spent, status, _ = visitor.ask("POST", "/schrijven/concept/", body, FORM)
        if status != 200:
            raise RuntimeError(f"Keeping a draft answered {status}")
        times.append(spent)
    p50, p95 = percentiles(times[10:])
    return Result(
        name="a draft kept, until acknowledged",
        n=n,
        p50_ms=p50,
        p95_ms=p95,
        aim="p50 ≤ 10 ms",
        met=p50 <= 10,
    )


def exists_already(visitor: Visitor) -> Result:
    """Five words in an order nobody wrote them in: no post has them all, many have some."""
    dice = random.Random(3)
    titles = [" ".join(dice.choices(WORDS, k=5)) for _ in range(200)]
    return page(
        visitor,
        "Bestaat dit al?",
        lambda visit: f"/schrijven/bestaat?{urllib.parse.urlencode({'q': titles[visit % 200]})}",
        aim="p95 ≤ 60 ms",
        met=lambda _p50, p95, _bytes: p95 <= 60,
    )


def earlier_texts(visitor: Visitor, member: User, n: int = 60) -> Result:
    post = publish_post(member, kind="article", title="Dertig keer beter", html=PARAGRAPH * 20)
    for number in range(30):
        places = PARAGRAPH * (number % 20) + f"<p>Anders {number}: {TEXT}</p>"
        rest = PARAGRAPH.replace("ruggen", f"ruggen van {number} meter") * 2
        edit_post(member, post=post, title=post.title, html=places + rest + PARAGRAPH * 8)
    times = [visitor.get(f"/berichten/{post.pk}/eerder/")[0] for _ in range(n + 5)]
    p50, p95 = percentiles(times[5:])
    return Result(
        name="30 earlier texts with their differences",
        n=n,
        p50_ms=p50,
        p95_ms=p95,
        aim="p50 ≤ 60 ms",
        met=p50 <= 60,
    )
