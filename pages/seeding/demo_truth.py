"""How the demo's posts were kept right: their edits, who answers for them, and what no longer holds."""

from typing import Any

from django.utils import timezone

from pages.seeding.content import read
from pages.seeding.demo_posts import World
from posts.actions.truth import months_later
from posts.models import Obsolescence, Post, Revision, Verification


def seed_edits(world: World) -> None:
    told: dict[str, list[dict[str, Any]]] = {}
    for one in read("writing.toml")["edit"]:
        told.setdefault(one["post"], []).append(one)
    for name, edits in told.items():
        _seed_edits(world.posts[name], edits, world)


def _seed_edits(post: Post, edits: list[dict[str, Any]], world: World) -> None:
    """Each is undone in turn, the last one first, to know how the text read before it."""
    html, tags = post.html, sorted(tag.name for tag in post.tags.all())
    for number, one in reversed(list(enumerate(edits, 1))):
        for after, before in one["replaced"]:
            if after not in html:
                raise ValueError(f"{one['post']} does not say: {after}")
            html = html.replace(after, before)
        Revision.objects.create(
            post=post,
            number=number,
            title=post.title,
            html=html,
            tags=tags,
            changed=one["changed"],
            by=post.author,
            at=world.calendar.at(one["ago"]),
        )


def seed_upkeep(world: World) -> None:
    for one in read("writing.toml")["kept_right"]:
        post, since = world.posts[one["post"]], world.posts[one["post"]].published_at
        for found in one.get("verified", []):
            since = world.calendar.at(found["ago"])
            Verification.objects.create(post=post, by=world.people[found["by"]], at=since)
        post.owner = world.people[one["owner"]] if "owner" in one else None
        post.check_every = one["every"]
        post.check_on = months_later(timezone.localtime(since).date(), one["every"])
        post.save(update_fields=["owner", "check_every", "check_on"])


def seed_obsolete(world: World) -> None:
    Obsolescence.objects.bulk_create(
        Obsolescence(
            post=world.posts[one["post"]],
            by=world.people[one["by"]],
            at=world.calendar.at(one["ago"]),
            reason=one["reason"],
            replaced_by=world.posts[one["replaced_by"]],
        )
        for one in read("writing.toml")["obsolete"]
    )
