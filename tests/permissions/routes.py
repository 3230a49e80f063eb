"""Every address there is, from the resolver: ours by name, those of the administration as something one can ask for."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, get_resolver

ADMINISTRATION = "beheer/"
CONVERTED = re.compile(r"<(?:(\w+):)?\w+>")
SAMPLES = {"int": "1", "uuid": "11111111-1111-4111-8111-111111111111"}
NAMED_GROUP = re.compile(r"\(\?P<\w+>([^()]*)\)")


@dataclass(frozen=True, slots=True)
class Route:
    name: str
    pattern: str

    @property
    def is_administration(self) -> bool:
        return self.pattern.lstrip("^").startswith(ADMINISTRATION)

    @property
    def sample(self) -> str:
        """An address of this form; its ids are 1, its words x."""
        path = NAMED_GROUP.sub(_matching, self.pattern)
        path = CONVERTED.sub(lambda found: SAMPLES.get(found[1], "1x"), path)
        return "/" + re.sub(r"[\\^$]", "", path.replace("^.*/$", "iets/"))


def _matching(group: re.Match[str]) -> str:
    first = group[1].partition("|")[0]
    return first if first.isalpha() else "1"


def routes() -> list[Route]:
    return list(_gather(get_resolver().url_patterns, "", ""))


def ours() -> list[Route]:
    return [route for route in routes() if not route.is_administration]


def administration() -> list[Route]:
    """Wagtail's; what stands in front of them to close them has no name."""
    return [route for route in routes() if route.is_administration]


def _gather(patterns: Iterable[Any], before: str, namespace: str) -> Iterator[Route]:
    for pattern in patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield Route(f"{namespace}{pattern.name or ''}", path)
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _gather(pattern.url_patterns, path, inner)
