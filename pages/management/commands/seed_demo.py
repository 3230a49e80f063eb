"""The demo organisation: a water board that does not exist, with a café that already lives."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from communities.models import Community
from pages import documents
from pages.seeding.content import calendar
from pages.seeding.demo_notices import seed_notices
from pages.seeding.demo_pages import seed_introductions, seed_pages
from pages.seeding.demo_people import PASSWORD, seed_organisation_chart, seed_people
from pages.seeding.demo_places import seed_communities
from pages.seeding.demo_posts import World, seed_bookmarks, seed_posts
from pages.seeding.demo_truth import seed_edits, seed_obsolete, seed_upkeep
from pages.seeding.demo_writing import seed_drafts, seed_polls, seed_templates
from people.models import Organisation, User
from search.changes import mark_many
from search.indexing import drain_all
from tags.models import Tag

WHO = {
    "noor-terwiel": "a community manager",
    "fenna-postma": "a colleague who writes and answers",
    "daan-oosterbaan": "an administrator",
    "bas-van-dorp": "a guest",
    "callum-reid": "a colleague who reads English",
}


class Command(BaseCommand):
    help = "Fills an empty café with the demo organisation; does nothing where there is one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--date", type=date.fromisoformat, help="the day it is made on, as 2026-11-18"
        )

    def handle(self, *, date: date | None, **options: Any) -> None:
        if not Organisation.objects.exists():
            drain_all()  # an index made now is empty; made afterwards it would read all this twice
            with transaction.atomic():
                self.seed(date)
            drain_all()
        self.tell_who_can_sign_in()

    def seed(self, day: date | None) -> None:
        when = calendar(day)
        seed_organisation_chart(when)
        people = seed_people(when)
        world = World(
            people=people,
            communities=seed_communities(people, when),
            tags={tag.name: tag for tag in Tag.objects.all()},
            posts={},
            replies={},
            calendar=when,
        )
        seed_posts(world)
        seed_introductions(world)
        seed_pages(world)
        seed_bookmarks(world)
        for seed in (seed_polls, seed_edits, seed_upkeep, seed_obsolete):
            seed(world)
        seed_templates(world)
        seed_drafts(world)
        seed_notices(world)
        mark_many("person", User.objects.values_list("pk", flat=True))
        mark_many("community", Community.objects.values_list("pk", flat=True))
        mark_many("page", documents.rows().order_by().values_list("pk", flat=True))

    def tell_who_can_sign_in(self) -> None:
        known = User.objects.in_bulk(list(WHO), field_name="handle")
        if "noor-terwiel" not in known:
            return
        self.stdout.write(f"\n  Sign in with the password: {PASSWORD}")
        for handle, words in WHO.items():
            if handle in known:
                self.stdout.write(f"    {known[handle].email:48} {words}")
