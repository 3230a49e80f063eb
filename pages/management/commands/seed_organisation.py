import random
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from communities.models import Community
from kenniscafe.database import bring_up_to_date
from pages.seeding import organisation
from people.models import Organisation, User
from posts.importing import import_posts
from search.changes import mark_many
from search.indexing import drain_all


class Command(BaseCommand):
    help = "Fills an empty café with a made-up organisation of any size, always the same."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--people", type=int, default=500)
        parser.add_argument("--posts", type=int, default=5000)

    def handle(self, *, people: int, posts: int, **options: Any) -> None:
        bring_up_to_date()
        if Organisation.objects.exists():
            raise CommandError("This café is not empty: give it a data directory of its own.")
        if people < 10:
            raise CommandError("Fewer than ten people are no organisation.")
        drain_all()  # an index made now is empty; made afterwards it would read all this twice
        dice = random.Random(1)  # noqa: S311 - it must be the same every time
        everyone = organisation.people_of(dice, people)
        tags = organisation.tags_of(dice)
        places = organisation.places_of(dice, everyone)
        organisation.interests_of(dice, everyone, tags)
        began = time.monotonic()
        import_posts(organisation.posts_of(dice, posts, everyone, places, tags))
        self.tell(f"{posts} posts", posts, time.monotonic() - began)
        mark_many("person", User.objects.values_list("pk", flat=True))
        mark_many("community", Community.objects.values_list("pk", flat=True))
        began = time.monotonic()
        drain_all(patience=3600)
        self.tell("Indexed", posts + people, time.monotonic() - began)

    def tell(self, what: str, count: int, seconds: float) -> None:
        self.stdout.write(f"{what}: {seconds:.1f} s, {count / max(seconds, 0.001):.0f} a second")
