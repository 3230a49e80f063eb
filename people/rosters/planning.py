"""What a line would do to what is there now: the same judgement before and while it is read in."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.db.models.functions import Lower
from django.utils import timezone

from people.models import OrganisationUnit, RosterLine, User
from people.rosters.wanting import Refused, Wanted

Outcome = RosterLine.Outcome
Path = tuple[str, ...]
Change = tuple[str, str, str]  # field, before, after
BELOW: Final = " > "
ACCESS: Final = {"kind", "until"}


@dataclass(frozen=True, slots=True)
class Plan:
    outcome: str
    person: User | None = None
    changes: tuple[Change, ...] = ()

    @property
    def touches(self) -> set[str]:
        return {name for name, _before, _after in self.changes}


@dataclass
class Units:
    """Departments by the way to them from the top, whatever their capitals; those to come have no row yet."""

    rows: dict[Path, OrganisationUnit | None] = field(default_factory=dict)
    called: dict[str, list[Path]] = field(default_factory=lambda: defaultdict(list))
    to_come: list[Path] = field(default_factory=list)  # as they are spelled first

    @classmethod
    def now(cls) -> "Units":
        units = cls()
        every = {unit.pk: unit for unit in OrganisationUnit.objects.all()}
        for unit in every.values():
            path, above = [unit.name], unit.parent_id
            while above is not None:
                path.insert(0, every[above].name)
                above = every[above].parent_id
            units.know(tuple(path), unit)
        return units

    def know(self, path: Path, unit: OrganisationUnit | None) -> None:
        key = folded(path)
        if key not in self.rows:
            self.called[key[-1]].append(key)
        self.rows[key] = unit

    def at(self, path: Path) -> Path:
        """A single name is the department called so, wherever it stands; else it is at the top."""
        key = folded(path)
        found = self.called.get(key[0], []) if len(key) == 1 else []
        if len(found) > 1:
            raise Refused("unit", path[0])
        return found[0] if found else key

    def expect(self, path: Path) -> None:
        """With everything above it."""
        if self.at(path) in self.rows:
            return
        for depth in range(1, len(path) + 1):
            if folded(path[:depth]) not in self.rows:
                self.know(path[:depth], None)
                self.to_come.append(path[:depth])


@dataclass
class Known:
    """What is there: people by their address in small letters, departments, and whoever acts."""

    actor: User
    people: dict[str, User]
    units: Units

    @classmethod
    def now(
        cls, actor: User, emails: Iterable[str] | None = None, *, hold: bool = False
    ) -> "Known":
        rows = User.objects.with_profile()
        if emails is not None:
            rows = rows.annotate(small=Lower("email")).filter(small__in=emails)
        if hold:
            rows = rows.select_for_update(of=("self",))
        return cls(actor, {person.email.lower(): person for person in rows}, Units.now())


def planned(asked: Wanted, known: Known) -> Plan:
    """Raises Refused."""
    person = known.people.get(asked.email)
    where = known.units.at(asked.unit) if asked.unit else None
    plan = _new(asked) if person is None else _about(person, asked, where, known)
    if asked.unit and (person is None or "unit" in plan.touches):
        known.units.expect(asked.unit)
    return plan


def kind_of_new(said: str, *, has_end: bool) -> str:
    """Of whom nothing is said but a last day, is a guest: that is the least."""
    return said or (User.Kind.GUEST.value if has_end else User.Kind.EMPLOYEE.value)


def folded(path: Path) -> Path:
    return tuple(part.casefold() for part in path)


def _new(asked: Wanted) -> Plan:
    if not asked.name:
        raise Refused("no name")
    if asked.kind not in ("", User.Kind.EMPLOYEE) and asked.until is None:
        raise Refused("no end")
    return Plan(Outcome.NEW)


def _about(person: User, asked: Wanted, where: Path | None, known: Known) -> Plan:
    if person.is_imported:
        raise Refused("marked")
    if not person.is_active:
        raise Refused("ended")
    if not person.may_enter and asked.until is None:
        raise Refused("expired")
    changes = tuple(_changes(person, asked, where, known.units))
    plan = Plan(Outcome.CHANGED if changes else Outcome.SAME, person, changes)
    if plan.touches & ACCESS:
        _may_change(person, asked, known.actor)
    return plan


def _may_change(person: User, asked: Wanted, actor: User) -> None:
    if person.pk == actor.pk:
        raise Refused("yourself")
    if person.is_superuser:
        raise Refused("administrator")
    is_guest = (asked.kind or person.kind) != User.Kind.EMPLOYEE
    if is_guest and asked.until is None and person.access_until is None:
        raise Refused("no end")


def _changes(person: User, asked: Wanted, where: Path | None, units: Units) -> Iterable[Change]:
    if asked.name and asked.name != person.name:
        yield "name", person.name, asked.name
    if asked.job and asked.job != person.profile.job:
        yield "job", person.profile.job, asked.job
    unit = person.profile.unit
    if where is not None and (unit is None or units.rows.get(where) != unit):
        yield "unit", unit.name if unit else "", BELOW.join(asked.unit)
    if asked.kind and asked.kind != person.kind:
        yield "kind", person.kind, asked.kind
    if asked.until and _day(asked.until) != _day(person.access_until):
        yield "until", _day(person.access_until), _day(asked.until)


def _day(moment: datetime | None) -> str:
    return timezone.localtime(moment).date().isoformat() if moment else ""
