"""What the demo's people ask each other to choose, what they begin with, and what one of them has in hand."""

from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from kenniscafe import richtext
from pages.seeding.content import read
from pages.seeding.demo_files import the_same_key
from pages.seeding.demo_posts import World
from posts.models import Draft, Poll, PollOption, PollVote, Template

BETWEEN = timedelta(minutes=4)  # two votes


def seed_polls(world: World) -> None:
    for one in read("writing.toml")["poll"]:
        _seed_poll(one, world)


def _seed_poll(one: dict[str, Any], world: World) -> None:
    post = world.posts[one["post"]]
    poll = Poll.objects.create(
        post=post,
        several=one.get("several", False),
        named=one.get("named", False),
        closes_at=world.calendar.at(one["closed"]) if "closed" in one else None,
    )
    turns = count(1)
    for position, choice in enumerate(one["choices"]):
        option = PollOption.objects.create(poll=poll, position=position, text=choice["text"])
        PollVote.objects.bulk_create(
            PollVote(
                option=option,
                person=world.people[handle],
                at=post.published_at + next(turns) * BETWEEN,
            )
            for handle in choice["by"]
        )


def seed_templates(world: World) -> None:
    made = world.calendar.at("120 10:00")
    Template.objects.bulk_create(
        Template(
            community=world.communities[one["community"]],
            name=one["name"],
            kind=one["kind"],
            title=one["title"],
            html=richtext.from_markdown(one["body"], people={}),
            by=world.people[one["by"]],
            at=made,
        )
        for one in read("writing.toml")["template"]
    )


def seed_drafts(world: World) -> None:
    Draft.objects.bulk_create(
        Draft(
            author=world.people[one["author"]],
            key=the_same_key(one["name"]),
            said=_said(one, world),
            saved_at=world.calendar.at(one["saved"]),
            publish_at=world.calendar.at(one["publish"]) if "publish" in one else None,
        )
        for one in read("writing.toml")["draft"]
    )


def _said(one: dict[str, Any], world: World) -> dict[str, Any]:
    """As the form says it."""
    said = {
        "soort": one["kind"],
        "audience": str(world.communities[one["community"]].pk),
        "title": one["title"],
        "tags": ", ".join(one["tags"]),
        "html": world.html(one["body"]),
    }
    if "publish" in one:
        at = timezone.localtime(world.calendar.at(one["publish"]))
        said["publish_at"] = at.strftime("%Y-%m-%dT%H:%M")
    return said
