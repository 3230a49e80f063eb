"""The departments as a tree, for who looks after it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count

from people.models import OrganisationUnit, Profile


@dataclass(frozen=True, slots=True)
class Branch:
    """`people` are all who were ever put in it, whoever they are now: it goes only when that is nobody."""

    unit: OrganisationUnit
    depth: int
    people: int
    below: int

    @property
    def is_empty(self) -> bool:
        return not self.people and not self.below

    @property
    def label(self) -> str:
        return "– " * self.depth + self.unit.name


def branches() -> list[Branch]:
    """In the order in which they are read: each with what stands under it."""
    under: dict[int | None, list[OrganisationUnit]] = defaultdict(list)
    for unit in OrganisationUnit.objects.select_related("parent"):
        under[unit.parent_id].append(unit)
    counted = Profile.objects.exclude(unit=None).order_by().values_list("unit")
    return list(_walk(under, dict(counted.annotate(n=Count("pk"))), None, 0))


def places_for(unit: OrganisationUnit | None) -> list[tuple[int, str]]:
    """Where it can stand: neither under itself nor under its own."""
    found, inside = [], -1
    for branch in branches():
        if branch.unit == unit:
            inside = branch.depth
        elif inside < 0 or branch.depth <= inside:
            inside = -1
            found.append((branch.unit.pk, branch.label))
    return found


def _walk(
    under: dict[int | None, list[OrganisationUnit]],
    people: dict[int, int],
    above: int | None,
    depth: int,
) -> Iterator[Branch]:
    for unit in under.get(above, []):
        yield Branch(unit, depth, people.get(unit.pk, 0), len(under.get(unit.pk, [])))
        yield from _walk(under, people, unit.pk, depth + 1)
