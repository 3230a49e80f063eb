"""The café as somebody sees it who may see nothing of the secrets: page by page, to be laid beside another time."""

from collections.abc import Iterator

from django.core.cache import cache
from django.urls import reverse

from tests.permissions.listings import listings
from tests.permissions.making import TWINS
from tests.permissions.walking import Answer, Walk
from tests.permissions.world import World

Address = tuple[str, str, dict[str, str]]
Pages = dict[tuple[str, str, str], Answer]  # (who, address, what was asked) → what was answered
MEASURING = {
    "administration"
}  # bytes, milliseconds and what waits: of the machine, other each time
SHOWN = {
    "post": "everyone_link everyone_article open_article open_question open_link",
    "community": "open closed archived",
    "community_members": "open",
    "profile": "manager_person administrator_person",
    "tag": "open_article_tag everyone_article_tag tag_near",
}


def pages(world: World, addresses: list[Address]) -> Iterator[tuple[tuple[str, str, str], Answer]]:
    """One by one; whatever was kept of an earlier time is forgotten first."""
    cache.clear()
    walk = Walk(world)
    for role, path, asked in addresses:
        yield (role, path, str(asked)), walk.fetch(role, "get", path, asked)


def addresses(world: World) -> list[Address]:
    """The questions ask for what is secret by its words, which are known before it is there."""
    found: list[Address] = []
    for role in TWINS:
        found += [(role, path, {}) for path in _things(world)]
        asked_for = [one for one in listings(world) if one[0] not in MEASURING]
        found += [(role, reverse(name), asked) for name, asked in asked_for]
    return found


def _things(world: World) -> Iterator[str]:
    for name, things in SHOWN.items():
        for each in things.split():
            ids = world.things[each].ids
            known = next(id_ for id_ in ("pk", "slug", "handle") if id_ in ids)
            yield reverse(name, args=[ids[known]])
