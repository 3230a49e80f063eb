"""The pages people open all day, as a member of twelve communities, at 100,000 posts (SIZE=full: 300,000)."""

from django.utils import timezone

from benchmarks.measuring import Result, Visitor, organisation, page, served
from people.models import User
from posts.importing import PostRecord, ReplyRecord, import_posts
from posts.models import Post
from search.indexing import drain_all

HTML_LIMIT = 40 * 1024


def measure(*, full: bool) -> list[Result]:
    organisation(people=1000, posts=300_000 if full else 100_000)
    member = User.objects.get(handle="collega-2")
    short, long = conversation(member, 100), conversation(member, 10_000)
    drain_all(patience=600)
    with served() as server:
        visitor = Visitor(server, member)
        thread = page(
            visitor,
            "thread page, 100 replies",
            short.get_absolute_url(),
            aim="p50 ≤ 12 ms, p95 ≤ 25 ms",
            met=lambda p50, p95, _: p50 <= 12 and p95 <= 25,
        )
        address, limit = long.get_absolute_url(), 1.3 * (thread.p50_ms or 0)
        # Each of its hundred pages once by their first reader, then again as the page of 100 replies is read.
        cold = page(
            visitor,
            "thread page of 10,000 replies, first reader",
            lambda visit: f"{address}?pagina={visit % 100 + 1}",
            n=90,
            warm=0,
        )
        for number in range(1, 101):
            visitor.get(f"{address}?pagina={number}")
        pages = page(
            visitor,
            "thread page of 10,000 replies, any page",
            lambda visit: f"{address}?pagina={visit * 37 % 100 + 1}",
            n=200,
            aim="p50 ≤ 1.3 × the page of 100 replies",
            met=lambda p50, _p95, _: p50 <= limit,
        )
        today = page(
            visitor,
            "Vandaag",
            "/",
            aim="p95 ≤ 25 ms, ≤ 40 KB compressed",
            met=lambda _p50, p95, size: p95 <= 25 and size <= HTML_LIMIT,
        )
        others = {
            "whole café": "/?toon=alles",
            "community": "/communities/plek-1/",
            "communities": "/communities/",
            "people": "/mensen/",
            "profile": "/mensen/collega-7/",
            "tag": "/tags/klei/",
            "search": "/zoeken/?q=klei",
            "archive": "/archief/",
        }
        return [thread, cold, pages, today, *(page(visitor, *one, n=60) for one in others.items())]


def conversation(author: User, replies: int) -> Post:
    """Everybody's post with so many short replies."""
    now, people = timezone.now(), list(User.objects.order_by("pk")[:50])
    record = PostRecord(
        kind="article",
        title=f"Een gesprek van {replies}",
        html="<p>Wat zag jij vannacht?</p>",
        author=author,
        published_at=now,
        replies=[
            ReplyRecord(
                author=people[number % len(people)],
                html=f"<p>Ik zag bij paal {number} dat het water stond.</p>",
                created_at=now,
                reactions={"thanks": people[: number % 5]},
            )
            for number in range(replies)
        ],
    )
    [made] = import_posts([record])
    return Post.objects.get(pk=made)
