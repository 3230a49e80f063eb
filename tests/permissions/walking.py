"""Goes through every cell of the matrix as somebody with a browser would, and tells which are not as they should be."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse

from tests.permissions.doors import DOORS, Door
from tests.permissions.listings import Question, listings
from tests.permissions.rules import ABSENT, OPENS
from tests.permissions.seen import OUTSIDE, ROLES, level
from tests.permissions.world import Thing, World

SIGN_IN = "sign-in"
NOBODYS = {
    "pk": 999_999_999,
    "thread_pk": 999_999_999,
    "message_pk": 999_999_999,
    "key": "99999999-9999-4999-8999-999999999999",
}
WORD = re.compile(r"x[a-wyz0-9]+x")
CHANGES = [
    re.compile(r"csrfmiddlewaretoken\"? value=\"\w+"),
    re.compile(r"name=\"until\" value=\"[^\"]+"),  # now
    re.compile(r"X-CSRFToken\": \"\w+"),
    re.compile(r"nonce=\"[^\"]+"),
    re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"),  # the key of a form
]


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    location: str
    body: str

    @property
    def said(self) -> str:
        if self.location.startswith("/aanmelden/"):
            return SIGN_IN
        return OPENS if self.status < 400 else str(self.status)


@dataclass
class Walk:
    world: World
    roles: Sequence[str] = (*ROLES, *OUTSIDE)
    read: dict[str, set[str]] = field(default_factory=dict)  # role → the words it has come across
    _nowhere: dict[tuple[str, Door], Answer] = field(default_factory=dict)

    def __call__(self, *, first: str = "") -> Iterator[str]:
        """What is wrong, as it is found; it begins at the doors named `first`."""
        for door in sorted(DOORS, key=lambda door: door.name != first):
            yield from self.through(door)
        for role in self.roles:
            if role not in OUTSIDE:
                yield from self.along(role, listings(self.world))

    def through(self, door: Door) -> Iterator[str]:
        things = [thing for thing in self.world.things.values() if stands_at(thing, door)]
        assert things, f"{door.name} leads nowhere"
        for role in self.roles:
            for thing in things[-1:] if role in OUTSIDE else things:
                yield from self.try_door(role, door, thing)

    def try_door(self, role: str, door: Door, thing: Thing) -> Iterator[str]:
        expected = expected_at(role, door, thing)
        answer = self.ask(role, door, thing.ids)
        where = f"{role} at {door.method} {door.name} of {thing.name}"
        if answer.said != expected:
            yield f"{where}: {expected} expected, {answer.said} given"
        elif expected in (ABSENT, SIGN_IN) and answer != self.nowhere(role, door, thing):
            yield f"{where}: not the answer of an address that leads nowhere"
        yield from self.leaks(role, where, answer)

    def nowhere(self, role: str, door: Door, thing: Thing) -> Answer:
        """What they hear at an address of the same form that nothing has; outside that is one answer for all."""
        role = "anonymous" if role in OUTSIDE else role
        if (role, door) not in self._nowhere:
            self._nowhere[role, door] = self.ask(role, door, thing.ids | _unknown(thing))
        return self._nowhere[role, door]

    def ask(self, role: str, door: Door, ids: dict[str, Any]) -> Answer:
        path = reverse(door.name, kwargs={name: ids.get(name, 1) for name in door.ids.split()})
        if door.query:
            name, _, each = door.query.partition("=")
            path += f"?{urlencode({name: ids.get(each, 1)})}"
        return self.fetch(role, door.method, path, dict(door.data))

    def fetch(self, role: str, method: str, path: str, data: dict[str, str]) -> Answer:
        """Whatever it changes is undone again."""
        with transaction.atomic():
            response = getattr(self.world.visitors[role], method)(path, data or None)
            transaction.set_rollback(True)
        return answered(response, path)

    def along(self, role: str, questions: Iterable[Question]) -> Iterator[str]:
        for name, asked in questions:
            answer = self.fetch(role, "get", reverse(name), asked)
            echoed = {made for text in asked.values() for made in WORD.findall(text)}
            where = f"{role} at {name} {asked}"
            if answer.said not in (OPENS, "403"):
                yield f"{where}: {answer.said}"
            yield from self.leaks(role, where, answer, echoed=echoed)

    def leaks(
        self, role: str, where: str, answer: Answer, echoed: Iterable[str] = ()
    ) -> Iterator[str]:
        said = f"{answer.location} {answer.body}"
        found = set(WORD.findall(said)) & self.world.words.keys()
        self.read.setdefault(role, set()).update(found - set(echoed))
        for made in sorted(found - self.world.open_to(role) - set(echoed)):
            yield f"{where}: {made} is not for them"


def expected_at(role: str, door: Door, thing: Thing) -> str:
    seen = level(role, thing.row)
    if seen == SIGN_IN:
        return seen
    if seen == "." or (seen == "E" and not door.knows):
        return ABSENT
    return door.says(role, thing)


def answered(response: HttpResponse, path: str) -> Answer:
    """Without what differs between any two answers: tokens, and the address that was asked for."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    body = content.decode(errors="replace")
    for change in CHANGES:
        body = change.sub("", body)
    location = response.headers.get("Location", "")
    plain = path.partition("?")[0]
    return Answer(
        response.status_code,
        location.partition("?")[0] if "/aanmelden/" in location else location,
        body.replace(path, "PATH").replace(plain, "PATH") if plain != "/" else body,
    )


def _unknown(thing: Thing) -> dict[str, Any]:
    """Ids that nothing has; a place among replies stays what it was."""
    words = {
        name: "niemand-en-nergens"
        for name in ("slug", "handle", "path", "name")
        if name in thing.ids
    }
    return NOBODYS | words


def stands_at(thing: Thing, door: Door) -> bool:
    return any(fnmatch(thing.name, name) for name in door.things.split())
