"""A collection goes in while colleagues read on: documents a second, and what the pages notice of it."""

import gzip
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from benchmarks.measuring import FLOOR, Result, Visitor, organisation, percentiles, served
from pages.seeding.organisation import texts_of
from pages.seeding.words import WORDS
from people.models import User

PAGES = ["/", "/communities/plek-1/", "/mensen/", "/zoeken/?q=klei", "/archief/"]
BETWEEN = 0.02  # seconds: somebody who clicks quickly, not a flood


def measure(*, full: bool) -> list[Result]:
    organisation(people=200, posts=5_000)
    documents = 20_000 if full else 5_000
    with served() as server, tempfile.TemporaryDirectory() as folder:
        collection(Path(folder), documents)
        visitor = Visitor(server, User.objects.get(handle="collega-2"))
        read(visitor, lambda seen: seen < 50)
        before, floors = read(visitor, lambda seen: seen < 300)
        process, began = begin(folder), time.perf_counter()
        during, _ = read(visitor, lambda _: process.poll() is None)
        took = time.perf_counter() - began
        said = process.communicate()[0]
    (calm, calm_95), (busy, busy_95) = percentiles(before), percentiles(during)
    floor, floor_95 = percentiles(floors)
    found = re.search(r"\((\d+) a second\)", said)
    rate = float(found[1]) if found and process.returncode == 0 else 0.0
    return [
        Result(
            name="documents imported, found by searching when it ends",
            n=documents,
            value=rate,
            unit=f"documents/s ({documents / took:.0f} with starting and ending)",
            aim="≥ 300 a second",
            met=rate >= 300,
        ),
        Result(
            "pages before", len(before), calm, calm_95, floor_p50_ms=floor, floor_p95_ms=floor_95
        ),
        Result(
            "pages while it runs",
            len(during),
            busy,
            busy_95,
            aim=f"p95 ≤ 2 × {calm_95} ms",
            met=busy_95 <= 2 * calm_95,
        ),
    ]


def begin(folder: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "manage.py", "import_collection", folder],
        cwd=settings.ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def collection(folder: Path, count: int) -> None:
    dice = random.Random(2)
    texts = texts_of(dice)
    with gzip.open(folder / "documents.jsonl.gz", "wt", encoding="utf-8") as out:
        for number in range(count):
            row = {
                "id": f"stuk-{number}",
                "title": " ".join(dice.choices(WORDS, k=5)),
                "body": f"{dice.choice(texts)}<p>{' '.join(dice.choices(WORDS, k=80))}</p>",
                "format": "html",
                "people": [f"Schrijver {dice.randrange(200)}"],
                "tags": dice.sample(WORDS, 3),
            }
            out.write(json.dumps(row) + "\n")


def read(visitor: Visitor, goes_on: Callable[[int], bool]) -> tuple[list[float], list[float]]:
    """Milliseconds of each page, and of the floor between them."""
    times: list[float] = []
    floors: list[float] = []
    while goes_on(len(times)):
        path = PAGES[len(times) % len(PAGES)]
        spent, status, _ = visitor.get(path)
        if status != 200:
            raise RuntimeError(f"{path} answered {status}")
        times.append(spent)
        floors.append(visitor.get(FLOOR)[0])
        time.sleep(BETWEEN)
    return times, floors
