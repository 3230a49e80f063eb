"""Reads a collection of documents that came from elsewhere, and puts them in a community as articles.

Its people become marked persons: named as text, without sign-in or profile. Repeating is safe: what is there, by
collection and source id, is left as it is; a run that was killed goes on where it was.
"""

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zlib import crc32

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.text import slugify

from communities.models import Community
from kenniscafe import richtext
from kenniscafe.language import language_of
from people.models import User
from posts.importing import BATCH, PostRecord, import_posts
from posts.models import Post
from tags.actions import LONGEST, MOST, tags_named
from tags.models import Tag

DOCUMENTS = "documents.jsonl.gz"
LONGEST_LINE = 4_000_000  # bytes


class LineIsBroken(ValueError):
    """Says what is wrong with one line; the others go in."""


@dataclass(frozen=True, slots=True)
class Line:
    source_id: str
    title: str
    html: str
    language: str
    published_at: datetime
    people: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(slots=True)
class Outcome:
    made: int = 0
    known: int = 0
    broken: dict[int, str] = field(default_factory=dict)  # line number → what is wrong


@dataclass(slots=True)
class Importer:
    """One run over one collection; `default_author` writes what names nobody."""

    collection: str
    community: Community | None  # None in a dry run
    default_author: User | None
    dry_run: bool = False
    outcome: Outcome = field(default_factory=Outcome)
    _people: dict[str, User] = field(default_factory=dict)
    _tags: dict[str, Tag] = field(default_factory=dict)

    def run(self, path: Path) -> Iterator[int]:
        """Yields how many lines are done, batch by batch."""
        batch: list[Line] = []
        seen: set[str] = set()
        number = 0
        for number, line in enumerate(lines_of(path), 1):
            try:
                read = read_line(line)
                if read.source_id in seen:
                    raise LineIsBroken(f"the id {read.source_id!r} was used before")
            except LineIsBroken as broken:
                self.outcome.broken[number] = str(broken)
                continue
            seen.add(read.source_id)
            batch.append(read)
            if len(batch) == BATCH:
                self._write(batch)
                batch = []
                yield number
        if batch:
            self._write(batch)
        yield number

    def _write(self, batch: Sequence[Line]) -> None:
        known = set(
            Post.objects.filter(
                collection=self.collection, source_id__in=[line.source_id for line in batch]
            ).values_list("source_id", flat=True)
        )
        fresh = [line for line in batch if line.source_id not in known]
        self.outcome.known += len(known)
        self.outcome.made += len(fresh)
        if self.dry_run or not fresh:
            return
        with transaction.atomic():
            self._meet([person for line in fresh for person in line.people])
            self._learn([tag for line in fresh for tag in line.tags])
            import_posts(self._record(line) for line in fresh)

    def _record(self, line: Line) -> PostRecord:
        people = [self._people[name] for name in line.people]
        if not people and self.default_author is not None:
            people = [self.default_author]
        return PostRecord(
            kind=Post.Kind.ARTICLE,
            title=line.title,
            html=line.html,
            author=people[0],
            wrote_too=people[1:],
            published_at=line.published_at,
            language=line.language,
            community=self.community,
            tags=[self._tags[name] for name in line.tags],
            collection=self.collection,
            source_id=line.source_id,
        )

    def _meet(self, names: Sequence[str]) -> None:
        unknown = dict.fromkeys(name for name in names if name not in self._people)
        self._people |= marked_people(self.collection, list(unknown))

    def _learn(self, names: Sequence[str]) -> None:
        unknown = list(dict.fromkeys(name for name in names if name not in self._tags))
        for start in range(0, len(unknown), MOST):
            words = unknown[start : start + MOST]
            self._tags |= dict(zip(words, tags_of(words), strict=True))


def tags_of(words: Sequence[str]) -> list[Tag]:
    """One per word; two words can be the same tag."""
    found = tags_named(None, names=words)
    if len(found) == len(words):
        return found
    return [tags_named(None, names=[word])[0] for word in words]


def marked_people(collection: str, names: Sequence[str]) -> dict[str, User]:
    """One person per collection and id, made when first met. Nobody can sign in as them."""
    known = {
        person.source_id: person
        for person in User.objects.filter(collection=collection, source_id__in=names)
    }
    made = User.objects.bulk_create(
        _marked_person(collection, name) for name in names if name not in known
    )
    return known | {person.source_id: person for person in made}


def _marked_person(collection: str, name: str) -> User:
    mark = f"{crc32(collection.encode()):08x}-{crc32(name.encode()):08x}"
    return User(
        name=richtext.clean_line(name, limit=120),
        email=f"{mark}-{slugify(name)[:40]}@import.invalid",
        handle=f"{slugify(name)[:40] or 'iemand'}-{mark}",
        password="!",  # noqa: S106 - what Django writes for "none"
        is_active=False,
        collection=collection,
        source_id=name,
    )


def lines_of(path: Path) -> Iterator[bytes]:
    with gzip.open(path) as lines:
        while line := lines.readline(LONGEST_LINE + 1):
            yield line
            while len(line) > LONGEST_LINE and not line.endswith(b"\n"):
                line = lines.readline(LONGEST_LINE + 1)


def read_line(line: bytes) -> Line:
    """Sound, or LineIsBroken."""
    if len(line) > LONGEST_LINE:
        raise LineIsBroken("it is longer than 4 MB")
    try:
        told = json.loads(line)
    except ValueError:
        raise LineIsBroken("it is not JSON") from None
    if not isinstance(told, Mapping):
        raise LineIsBroken("it is not an object")
    html = _html(told)
    title = richtext.clean_line(_text(told, "title"), limit=200)
    if not title and not richtext.plain_text(html).strip():
        raise LineIsBroken("it has neither title nor text")
    return Line(
        source_id=_source_id(told),
        title=title,
        html=html,
        language=_language(told, title, html),
        published_at=_date(told),
        people=tuple(dict.fromkeys(name[:200] for name in _names(told, "people"))),
        tags=tuple(dict.fromkeys(_tags(told))),
    )


def _html(told: Mapping[str, Any]) -> str:
    body = _text(told, "body")
    try:
        html: str = (
            richtext.sanitise(body) if told.get("format") == "html" else richtext.from_plain(body)
        )
    except richtext.TextIsTooLong:
        raise LineIsBroken("its text is too long") from None
    return html


def _source_id(told: Mapping[str, Any]) -> str:
    source_id = told.get("id")
    if isinstance(source_id, int) and not isinstance(source_id, bool):
        source_id = str(source_id)
    if not isinstance(source_id, str) or not 0 < len(source_id) <= 200:
        raise LineIsBroken("it has no usable id")
    return richtext.clean_line(source_id, limit=200)


def _text(told: Mapping[str, Any], name: str) -> str:
    text = told.get(name) or ""
    if not isinstance(text, str):
        raise LineIsBroken(f"its {name} is not text")
    return text


def _names(told: Mapping[str, Any], name: str) -> list[str]:
    names = told.get(name) or []
    if not isinstance(names, list) or not all(isinstance(one, str | int) for one in names):
        raise LineIsBroken(f"its {name} are not a list of names")
    cleaned = [richtext.clean_line(str(one), limit=200) for one in names]
    return [one for one in cleaned if one]


def _tags(told: Mapping[str, Any]) -> list[str]:
    return [name.lstrip("# ").lower()[:LONGEST].strip() or "-" for name in _names(told, "tags")]


def _language(told: Mapping[str, Any], title: str, html: str) -> str:
    language = told.get("language")
    if language in ("nl", "en"):
        return str(language)
    return language_of(f"{title} {richtext.plain_text(html, limit=2000)}", "nl")


def _date(told: Mapping[str, Any]) -> datetime:
    """Without a date: today. A day is taken at noon, so that it is that day everywhere near."""
    text = told.get("date")
    if not text:
        return timezone.now()
    try:
        moment = parse_datetime(str(text)) if "T" in str(text) else None
        day = None if moment else parse_date(str(text)[:10])
    except ValueError:
        moment = day = None
    if moment is not None:
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    if day is None:
        raise LineIsBroken(f"its date {str(text)[:40]!r} is no date")
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
