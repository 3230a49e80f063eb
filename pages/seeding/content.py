"""Reads the demo's files, and turns "so many days before the demo was made, at that hour" into a moment."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

FOLDER = Path(__file__).parents[1] / "demo"
EARLY = time(10, 0)  # before this hour the demo's day is yesterday, so that nothing lies ahead
SPAN = re.compile(r"(\d+)([dhm])")
UNITS = {"d": "days", "h": "hours", "m": "minutes"}


@dataclass(frozen=True, slots=True)
class Calendar:
    day: date

    def at(self, ago: str) -> datetime:
        days, _, clock = ago.partition(" ")
        local = datetime.combine(
            self.day - timedelta(days=int(days)), time.fromisoformat(clock or "12:00")
        )
        return timezone.make_aware(local)

    def after(self, start: datetime, span: str) -> datetime:
        return start + timedelta(
            **{UNITS[unit]: int(number) for number, unit in SPAN.findall(span)}
        )


def calendar(day: date | None) -> Calendar:
    if day is not None:
        return Calendar(day)
    now = timezone.localtime()
    return Calendar(now.date() - timedelta(days=1) if now.time() < EARLY else now.date())


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def read_posts() -> list[dict[str, Any]]:
    files = sorted((FOLDER / "posts").glob("*.toml"))
    return [post for path in files for post in read(f"posts/{path.name}")["post"]]
