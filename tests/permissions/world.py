"""What the test café is made of: the people who look, the things they look at, and the words of each."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from communities.models import Community
from people.models import User
from posts.models import Post
from tests.conftest import Visitor
from tests.permissions.seen import OUTSIDE, ROLES, SEEN
from tests.permissions.words import word


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that has an address. `row` says who sees it (seen.py); `ids` are what addresses are made of."""

    name: str
    row: str
    ids: dict[str, Any]
    kind: str = ""
    author: str = ""
    replier: str = ""


@dataclass
class World:
    people: dict[str, User] = field(default_factory=dict)
    places: dict[str, Community] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    things: dict[str, Thing] = field(default_factory=dict)
    words: dict[str, set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))
    visitors: dict[str, Visitor] = field(default_factory=dict)

    def says(self, row: str, *parts: str, exists: bool = False) -> str:
        """A new word, seen by whoever sees that row; `exists`: also by who knows of it only."""
        made = word(*parts)
        self.words[made].add((row, "E" if exists else "F"))
        return made

    def open_to(self, role: str) -> set[str]:
        """The words this role may read."""
        if role in OUTSIDE:
            return set()
        return {
            made
            for made, rows in self.words.items()
            if any(SEEN[row][role] in ("F", least) for row, least in rows)
        }

    def sign_everybody_in(self) -> None:
        for role in (*ROLES, *OUTSIDE):
            visitor = self.visitors[role] = Visitor(raise_request_exception=False)
            if role in self.people:
                visitor.visit(self.people[role])

    def add(self, name: str, row: str, ids: dict[str, Any], **more: str) -> Thing:
        self.things[name] = Thing(name, row, ids, **more)
        return self.things[name]
