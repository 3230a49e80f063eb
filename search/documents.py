"""What an engine may know of an object: plain text, with the tokens of those who may read it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import blake2b
from typing import NamedTuple

EMPLOYEES = "employees"


def community_token(community_id: int) -> str:
    """Held by whoever reads the community: its members and, where it is open, every employee."""
    return f"community:{community_id}"


def members_token(community_id: int) -> str:
    """Held by the members alone: for what somebody shows to "my communities"."""
    return f"members:{community_id}"


def person_token(person_id: int) -> str:
    return f"person:{person_id}"


class Tagged(NamedTuple):
    id: int
    name: str


class Involved(NamedTuple):
    person_id: int
    part: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Text that stands deeper in the object, such as a reply; `label` and `address` are shown."""

    text: str
    label: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A second text of the same object, for a smaller circle than the first."""

    audience: tuple[str, ...]
    body: str
    tags: tuple[Tagged, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """`audience` says who may read all of it but `near`. Texts are plain, never HTML."""

    kind: str  # of the source that made it
    id: int
    tab: str  # posts, people, communities or bookmarks
    audience: tuple[str, ...]
    title: str
    body: str = ""
    passages: tuple[Passage, ...] = ()
    language: str = ""
    tags: tuple[Tagged, ...] = ()
    people: tuple[Involved, ...] = ()
    community: int | None = None
    unit: int | None = None
    published_at: datetime | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    near: Near | None = None


def fingerprint(document: Document) -> int:
    """63 bits that differ when anything in the document does but its counts, which change often."""
    tags, people = tuple(sorted(document.tags)), tuple(sorted(document.people))
    said = repr(replace(document, counts={}, tags=tags, people=people))
    digest = blake2b(said.encode(errors="replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def whole_text(document: Document) -> str:
    """Everything but the title, for those who may read the document."""
    return "\n".join((document.body, *(passage.text for passage in document.passages)))
