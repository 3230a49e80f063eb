"""Imports a collection of documents into a community; docs/operate.md tells the format."""

import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from zlib import crc32

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.text import slugify

from communities.actions import start_community
from communities.models import Community
from communities.permissions import can_start
from kenniscafe import richtext
from kenniscafe.database import bring_up_to_date
from people.models import User
from posts.collections import DOCUMENTS, Importer, Outcome, lines_of, marked_people
from search.changes import mark
from search.indexing import drain_all

BAR = 30
SHOWN = 20  # broken lines told one by one


class Command(BaseCommand):
    help = "Imports documents.jsonl.gz of a folder as articles in a community."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--community", help="its name; an open one is made when there is none")
        parser.add_argument("--as", dest="email", help="who imports, by e-mail address")
        parser.add_argument("--dry-run", action="store_true", help="read everything, write nothing")

    def handle(
        self,
        *,
        folder: Path,
        community: str | None,
        email: str | None,
        dry_run: bool,
        **options: Any,
    ) -> None:
        path = folder / DOCUMENTS
        if not path.is_file():
            raise CommandError(f"There is no {DOCUMENTS} in {folder}.")
        bring_up_to_date()
        name = folder.resolve().name[:80]
        author = None if dry_run else importing_person(name, email)
        place = None if author is None else place_named(community or name, author)
        importer = Importer(name, place, author, dry_run)
        if not dry_run:
            drain_all()  # an index made now is empty; made afterwards it would read all this twice
        began = time.monotonic()
        total = sum(1 for _ in lines_of(path))
        for done in importer.run(path):
            self.show(done, total, began)
        if not dry_run:
            drain_all(patience=600)
        self.report(importer.outcome, time.monotonic() - began, dry_run)

    def show(self, done: int, total: int, began: float) -> None:
        if sys.stderr.isatty():
            filled = BAR * done // max(total, 1)
            speed = done / max(time.monotonic() - began, 0.001)
            bar = "█" * filled + "·" * (BAR - filled)
            sys.stderr.write(f"\r  {bar} {done} of {total}, {speed:.0f} a second ")

    def report(self, outcome: Outcome, seconds: float, dry_run: bool) -> None:
        verb = "would go in" if dry_run else "went in"
        speed = f" ({outcome.made / max(seconds, 0.001):.0f} a second)" if not dry_run else ""
        self.stdout.write(
            f"{outcome.made} documents {verb} in {seconds:.1f} s{speed}, {outcome.known} were there."
        )
        if outcome.broken:
            told = [f"  line {n}: {why}" for n, why in list(outcome.broken.items())[:SHOWN]]
            more = len(outcome.broken) - len(told)
            raise CommandError(
                f"{len(outcome.broken)} lines were skipped:\n"
                + "\n".join(told)
                + (f"\n  and {more} more" if more > 0 else "")
            )


def importing_person(collection: str, email: str | None) -> User:
    """Who was named, else the first administrator, else a marked person."""
    if email is not None:
        person: User | None = User.objects.colleagues().filter(email__iexact=email).first()
        if person is None:
            raise CommandError(f"Nobody here has the address {email}.")
        return person
    administrator: User | None = (
        User.objects.colleagues().filter(is_superuser=True).order_by("pk").first()
    )
    return administrator or marked_people(collection, ["Import"])["Import"]


def place_named(name: str, author: User) -> Community:
    """The community of that name; else an open one, managed by who imports when they can sign in."""
    title = richtext.clean_line(name, limit=80)
    found = Community.objects.filter(name=title).order_by("pk").first()
    purpose = f"Documenten uit {title}."
    if found is not None:
        return found
    if can_start(author):
        return start_community(author, name=title, purpose=purpose)
    # Nobody is here yet who could start one: an empty installation, filled before its first start.
    slug = f"{slugify(title)[:60] or 'import'}-{crc32(title.encode()):08x}"
    with transaction.atomic():
        made = Community.objects.create(name=title, slug=slug, purpose=purpose, created_by=author)
        mark("community", made.pk)
    return made
