"""Reading in a list of people: first what it would do, then doing it, a handful of lines at a time.

Each handful is one transaction that also marks its lines as read: killed anywhere and begun again, nothing is done twice.
"""

import time
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from kenniscafe import audit, mail
from kenniscafe.events import publish
from kenniscafe.permissions import RuleBroken, require
from kenniscafe.richtext import clean_line
from people.actions import add_person, change_access
from people.events import ProfileChanged, RosterBegun
from people.models import OrganisationUnit, Profile, Roster, RosterLine, User
from people.permissions import can_add_people, can_view_roster
from people.queries import the_organisation
from people.rosters.columns import Cells, read
from people.rosters.encoding import without_nonsense
from people.rosters.planning import (
    ACCESS,
    BELOW,
    Known,
    Outcome,
    Path,
    Plan,
    Units,
    folded,
    kind_of_new,
    planned,
)
from people.rosters.wanting import Refused, Wanted, wanted
from people.units import add_unit

HANDFUL: Final = 100
RUN: Final = 5.0  # seconds: other work waits for this
UNSAID: Final = timedelta(days=2)  # a list that nobody read in is thrown away


def look_at(actor: User, *, client_key: UUID, name: str, text: str, encoding: str = "") -> Roster:
    """What reading it in would do, line by line; nothing of it happens. Raises ListIsUnreadable."""
    require(can_add_people(actor))
    there = Roster.objects.filter(by=actor, client_key=client_key).first()
    if there is not None:
        return there
    sheet = read(without_nonsense(text))
    roster = Roster(
        by=actor,
        client_key=client_key,
        name=clean_line(name, limit=120),
        encoding=encoding,
        not_read=list(sheet.not_read),
    )
    known, seen = Known.now(actor), dict[str, int]()
    try:
        with transaction.atomic():
            roster.save()
            lines = [_judged(roster, cells, known, seen) for cells in sheet.lines]
            RosterLine.objects.bulk_create(lines, batch_size=500)
            roster.new_units = [BELOW.join(path) for path in known.units.to_come]
            roster.save(update_fields=["new_units"])
    except IntegrityError:  # sent twice at once
        return Roster.objects.get(by=actor, client_key=client_key)
    return roster


def read_in(actor: User, *, roster: Roster, by_mail: bool) -> None:
    """Asked twice, it is done once."""
    require(can_add_people(actor) and can_view_roster(actor, roster))
    with transaction.atomic():
        begun = Roster.objects.filter(pk=roster.pk, begun_at=None).update(
            begun_at=timezone.now(), by_mail=by_mail, by=actor
        )
        if begun:
            publish(RosterBegun(roster_id=roster.pk))


def throw_away(actor: User, *, roster: Roster) -> None:
    """Before anything of it happened."""
    require(can_add_people(actor) and can_view_roster(actor, roster))
    Roster.objects.filter(pk=roster.pk, begun_at=None).delete()


def read_on(roster_id: int) -> bool:
    """True when there is more than fitted in this run."""
    ends = time.monotonic() + RUN
    while _read_handful(roster_id):
        if time.monotonic() > ends:
            return True
    return False


def forget_old_rosters() -> None:
    """By the clock."""
    now = timezone.now()
    Roster.objects.filter(made_at__lt=now - Roster.KEPT).delete()
    Roster.objects.filter(made_at__lt=now - UNSAID, begun_at=None).delete()


def _judged(roster: Roster, cells: Cells, known: Known, seen: dict[str, int]) -> RosterLine:
    line = RosterLine(roster=roster, number=cells.number, told=cells.told)
    try:
        asked = wanted(cells)
        if asked.email in seen:
            raise Refused("twice", str(seen[asked.email]))
        seen[asked.email] = cells.number
        _say(line, planned(asked, known))
    except Refused as refused:
        _refuse(line, refused)
    return line


def _say(line: RosterLine, plan: Plan) -> None:
    line.outcome, line.person = plan.outcome, plan.person
    line.changes = [list(change) for change in plan.changes]


def _refuse(line: RosterLine, refused: Refused) -> None:
    line.outcome, line.why, line.says = Outcome.REFUSED, refused.why, refused.says
    line.changes = []


def _read_handful(roster_id: int) -> bool:
    """Whether there was anything to do. Whoever began it must be an administrator still."""
    with transaction.atomic():
        roster = Roster.objects.select_for_update().filter(pk=roster_id, done_at=None).first()
        if roster is None or roster.begun_at is None:
            return False
        lines = list(roster.lines.filter(read_at=None).order_by("number")[:HANDFUL])
        if not lines:
            _finish(roster)
            return False
        _read_lines(roster, lines)
        for line in lines:
            line.read_at = timezone.now()
            line.save(update_fields=["outcome", "why", "says", "changes", "person", "read_at"])
    return True


def _read_lines(roster: Roster, lines: Iterable[RosterLine]) -> None:
    todo = [line for line in lines if line.outcome != Outcome.REFUSED]
    actor = User.objects.filter(pk=roster.by_id).first()
    if actor is None or not can_add_people(actor):
        for line in todo:
            _refuse(line, Refused("no more"))
        return
    known = Known.now(actor, {line.told["email"].lower() for line in todo}, hold=True)
    for line in todo:
        _read_or_refuse(line, known)
    new = [line.person_id for line in todo if line.outcome == Outcome.NEW]
    if roster.by_mail and new:
        mail.queue_many("welcome", [(pk, {"person": pk, "by": actor.pk}) for pk in new])


def _read_or_refuse(line: RosterLine, known: Known) -> None:
    try:
        with transaction.atomic():
            _read_line(line, known)
    except Refused as refused:
        _refuse(line, refused)
    except (RuleBroken, IntegrityError):
        _refuse(line, Refused("meanwhile"))
        known.units = Units.now()  # what was made for this line is undone


def _read_line(line: RosterLine, known: Known) -> None:
    asked = wanted(Cells(line.number, line.told, is_too_wide=False))
    plan = planned(asked, known)
    unit = _unit(asked, known) if asked.unit and plan.outcome != Outcome.SAME else None
    _say(line, plan)
    if plan.outcome == Outcome.NEW:
        line.person = _added(asked, unit, known)
    elif plan.person is not None and plan.changes:
        _change(plan.person, asked, unit, plan, known.actor)


def _added(asked: Wanted, unit: OrganisationUnit | None, known: Known) -> User:
    organisation = the_organisation()
    person = add_person(
        known.actor,
        email=asked.email,
        name=asked.name,
        kind=kind_of_new(asked.kind, has_end=asked.until is not None),
        access_until=asked.until,
        language=organisation.language if organisation else "nl",
    )
    if asked.job or unit:
        Profile.objects.filter(person=person).update(job=asked.job, unit=unit)
    return person


def _change(
    person: User, asked: Wanted, unit: OrganisationUnit | None, plan: Plan, actor: User
) -> None:
    touches = plan.touches
    if touches & ACCESS:
        change_access(
            actor,
            person=person,
            kind=asked.kind or person.kind,
            access_until=asked.until or person.access_until,
            is_active=person.is_active,
        )
    if not touches - ACCESS:
        return
    if "name" in touches:
        User.objects.filter(pk=person.pk).update(name=asked.name)
    told = {"job": asked.job, "unit": unit}
    if changed := {name: told[name] for name in told if name in touches}:
        Profile.objects.filter(person=person).update(**changed)
    publish(ProfileChanged(person_id=person.pk))


def _unit(asked: Wanted, known: Known) -> OrganisationUnit:
    return known.units.rows.get(known.units.at(asked.unit)) or _made(asked.unit, known)


def _made(path: Path, known: Known) -> OrganisationUnit:
    """Where it is not there yet, with what stands above it."""
    there = known.units.rows.get(folded(path))
    if there is not None:
        return there
    above = _made(path[:-1], known) if len(path) > 1 else None
    unit = add_unit(known.actor, name=path[-1], parent=above)
    known.units.know(path, unit)
    return unit


def _finish(roster: Roster) -> None:
    counts = Counter(roster.lines.values_list("outcome", flat=True))
    audit.record(
        User.objects.filter(pk=roster.by_id).first(),
        "list read in",
        about=roster,
        words=f"{roster.name}: +{counts[Outcome.NEW]} ±{counts[Outcome.CHANGED]}",
    )
    roster.done_at = timezone.now()
    roster.save(update_fields=["done_at"])
