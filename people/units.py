"""Departments and what stands under them. Two of one name never stand in one place, and none stands under itself."""

from collections.abc import Iterator
from typing import Final

from django.db import transaction
from django.utils.text import slugify

from kenniscafe import audit
from kenniscafe.events import publish
from kenniscafe.naming import first_free
from kenniscafe.permissions import require
from kenniscafe.richtext import clean_line
from people.actions import LONGEST
from people.events import UnitChanged
from people.models import Organisation, OrganisationUnit, Profile, User
from people.permissions import (
    NameIsMissing,
    UnitIsInUse,
    UnitIsThere,
    UnitIsTooDeep,
    UnitIsUnderItself,
    can_add_people,
)

MOST_DEEP: Final = 8
LONGEST_SLUG: Final = 100


def add_unit(actor: User, *, name: str, parent: OrganisationUnit | None = None) -> OrganisationUnit:
    require(can_add_people(actor))
    with transaction.atomic():
        _hold()
        name = _sound(name, parent)
        unit = OrganisationUnit.objects.create(name=name, slug=_free_slug(name), parent=parent)
        audit.record(actor, "unit made", about=unit, words=name)
        publish(UnitChanged(unit_id=unit.pk))
    return unit


def change_unit(
    actor: User, *, unit: OrganisationUnit, name: str, parent: OrganisationUnit | None
) -> None:
    """Another name, another place, or both; its address stays what it was."""
    require(can_add_people(actor))
    with transaction.atomic():
        _hold()
        before = unit.name
        unit.refresh_from_db()
        if parent is not None and unit.pk in [each.pk for each in upwards(parent)]:
            raise UnitIsUnderItself
        name = _sound(name, parent, but=unit)
        if (name, parent) == (unit.name, unit.parent):
            return
        unit.name, unit.parent = name, parent
        unit.save(update_fields=["name", "parent"])
        audit.record(actor, "unit changed", about=unit, words=name, reason=before)
        publish(UnitChanged(unit_id=unit.pk))


def remove_unit(actor: User, *, unit: OrganisationUnit) -> None:
    """Only where nobody is: what people wrote in it once stays, without it."""
    require(can_add_people(actor))
    with transaction.atomic():
        _hold()
        if unit.children.exists() or Profile.objects.filter(unit=unit).exists():
            raise UnitIsInUse
        audit.record(actor, "unit removed", about=unit, words=unit.name)
        unit.delete()


def upwards(unit: OrganisationUnit | None) -> Iterator[OrganisationUnit]:
    """From a department to the top."""
    while unit is not None:
        yield unit
        unit = unit.parent


def _hold() -> None:
    """One change of the tree at a time."""
    list(Organisation.objects.select_for_update())


def _sound(
    name: str, parent: OrganisationUnit | None, *, but: OrganisationUnit | None = None
) -> str:
    name = clean_line(name, limit=LONGEST["unit"])
    if not name:
        raise NameIsMissing
    beside = OrganisationUnit.objects.filter(parent=parent)
    if any(each.name.casefold() == name.casefold() for each in beside if each != but):
        raise UnitIsThere
    if len(list(upwards(parent))) + (_height(but) if but else 1) > MOST_DEEP:
        raise UnitIsTooDeep
    return name


def _height(unit: OrganisationUnit) -> int:
    return 1 + max((_height(each) for each in unit.children.all()), default=0)


def _free_slug(name: str) -> str:
    base = slugify(name)[:LONGEST_SLUG].strip("-_") or "afdeling"
    begun = OrganisationUnit.objects.filter(slug__startswith=base)
    return first_free(base, set(begun.values_list("slug", flat=True)))
