"""What the screens about people show, always for one viewer."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.cache import cache
from django.core.paginator import Page, Paginator
from django.db.models import Case, CharField, Count, F, Q, Value, When
from django.db.models.functions import Lower
from django.utils import timezone

from people.inviting import link_of
from people.models import (
    Absence,
    Export,
    Invite,
    Organisation,
    OrganisationUnit,
    PersonTag,
    User,
    Visibility,
)
from people.permissions import can_stand_in, can_view
from people.querysets import Viewer, people_sharing_a_community
from people.zones import today_of
from tags.models import Tag

PER_PAGE = 20
BROWSED = 10
SUGGESTED = 8
ICONS: dict[str, str] = {
    PersonTag.Stance.KNOWS: "graduation-cap",
    PersonTag.Stance.PRACTISES: "hammer",
    PersonTag.Stance.LEARNS: "sprout",
    PersonTag.Stance.SEEKS: "search",
    PersonTag.Stance.OFFERS: "hand-helping",
}
_ORGANISATION = "organisation"


def invites_out(viewer: User, *, place: int | None) -> list[tuple[Invite, str]]:
    """Those nobody used yet, with the link that opens each; the newest first, a hundred at most."""
    seen = Invite.objects.visible_to(viewer).open().filter(place=place)
    rows = seen.select_related("invited_by", "unit").order_by("-pk")[:100]
    return [(invite, link_of(invite)) for invite in rows]


def the_organisation() -> Organisation | None:
    """Remembered for a few minutes: every page names it."""
    found: Organisation | None = cache.get(_ORGANISATION)
    if found is None:
        found = Organisation.objects.first()
        if found is not None:
            cache.set(_ORGANISATION, found, 300)
    return found


def readable(viewer: User, field: str, profile: str = "profile") -> Q:
    """People whose `field` the viewer may read: the set of what can_read_field says of one.

    `profile` is the path from the row to the profile; the rows must already be visible themselves.
    """
    key = f"{profile}__visibility__{field}"
    everyone = Q(**{f"{key}__isnull": True}) | Q(**{key: Visibility.EVERYONE})
    near = Q(
        **{
            key: Visibility.COMMUNITIES,
            f"{profile}__person__in": people_sharing_a_community(viewer),
        }
    )
    return everyone | near | Q(**{f"{profile}__person": viewer.pk})


@dataclass(frozen=True, slots=True)
class Counted:
    """A topic, a department or a place, with how many people the viewer sees there."""

    name: str
    key: str
    count: int
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Totals:
    employees: int
    others: int


@dataclass(frozen=True, slots=True)
class Row:
    person: User
    place: str
    stance: PersonTag | None

    @property
    def icon(self) -> str:
        return ICONS[self.stance.stance] if self.stance else ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How somebody narrows the directory; keys of Counted, or nothing."""

    name: str = ""
    unit: str = ""
    place: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class AwayNote:
    """What colleagues read of somebody who is busy or away today. `stand_in`: who agreed, where the viewer sees them."""

    person: User
    is_busy: bool
    last_day: date
    stand_in: User | None = None


def away(person: User, day: date | None = None) -> Absence | None:
    """What keeps them away on that day (today, where they are): who is only busy is there."""
    day = day or today_of(person)
    theirs = Absence.objects.filter(person=person.pk, kind=Absence.Kind.AWAY)
    return theirs.around(day, day).select_related("stand_in").first()


def who_is_away(person_ids: Collection[int]) -> list[Absence]:
    """Of these, those who are away today where they are, each with their person."""
    now = timezone.now().date()
    rows = Absence.objects.filter(person__in=person_ids, kind=Absence.Kind.AWAY)
    near = rows.around(now - timedelta(days=1), now + timedelta(days=1)).select_related("person")
    return [row for row in near if row.first_day <= today_of(row.person) <= row.last_day]


def stand_in_of(person: User, day: date | None = None) -> User | None:
    """Who agreed, is still here, still knows them, and is not away that day."""
    absence = away(person, day)
    return _standing_in(absence, person, day) if absence else None


def away_notes(viewer: User, people: Iterable[User | int]) -> dict[int, AwayNote]:
    """Of people whom the viewer sees, those who are busy or away today, by id."""
    ids = [person if isinstance(person, int) else person.pk for person in people]
    now = timezone.now().date()
    rows = Absence.objects.filter(person__in=ids).around(
        now - timedelta(days=1), now + timedelta(days=1)
    )
    notes: dict[int, AwayNote] = {}
    for row in rows.select_related("person", "stand_in").order_by("kind"):  # away, then busy
        if row.person_id not in notes and row.first_day <= today_of(row.person) <= row.last_day:
            notes[row.person_id] = _note(viewer, row)
    return notes


def with_notes(viewer: User, people: Iterable[User]) -> list[tuple[User, AwayNote | None]]:
    """Each with what keeps them today."""
    listed = list(people)
    notes = away_notes(viewer, listed)
    return [(person, notes.get(person.pk)) for person in listed]


@dataclass(frozen=True, slots=True)
class ExportState:
    row: Export
    is_ready: bool
    is_being_made: bool
    failed: bool
    until: datetime | None


def export_of(viewer: User) -> ExportState | None:
    """None: never asked for, or cleared away."""
    row = Export.objects.visible_to(viewer).first()
    if row is None:
        return None
    ready = Export.objects.visible_to(viewer).ready().exists()
    until = row.ready_at + Export.KEPT if row.ready_at else None
    making = row.is_being_made
    failed = row.ready_at is None and not making
    return ExportState(row, ready, making, failed, until) if ready or making or failed else None


@dataclass(frozen=True, slots=True)
class AwayPage:
    """Somebody's own plans, and for whom they stand in or are asked to; what is past is left out."""

    today: date
    mine: list[Absence]
    asked: list[Absence]
    standing_in: list[Absence]


def away_page(viewer: User) -> AwayPage:
    today = today_of(viewer)
    rows = Absence.objects.visible_to(viewer).filter(last_day__gte=today)
    seen = list(rows.select_related("person", "stand_in").order_by("first_day", "pk"))
    others = [row for row in seen if row.person_id != viewer.pk and row.person.may_enter]
    return AwayPage(
        today=today,
        mine=[row for row in seen if row.person_id == viewer.pk],
        asked=[row for row in others if row.agreed_at is None and row.declined_at is None],
        standing_in=[row for row in others if row.agreed_at is not None],
    )


def might_stand_in(person: User) -> list[tuple[User, int]]:
    """Colleagues with how many topics they share with somebody, most first; else who works beside them."""
    told = PersonTag.objects.visible_to(person).shown()
    mine = told.filter(person=person).values("tag")
    alike = told.filter(tag__in=mine, person__kind=User.Kind.EMPLOYEE).exclude(person=person)
    shared = alike.values("person").annotate(topics=Count("tag", distinct=True))
    counts = {
        row["person"]: row["topics"] for row in shared.order_by("-topics", "person")[:SUGGESTED]
    }
    unit = person.profile.unit_id
    if unit is not None and len(counts) < SUGGESTED:
        beside = User.objects.visible_to(person).filter(profile__unit=unit).exclude(pk=person.pk)
        for pk in beside.order_by("name").values_list("pk", flat=True)[:SUGGESTED]:
            counts.setdefault(pk, 0)
    people = User.objects.visible_to(person).in_bulk(list(counts)[:SUGGESTED])
    return [(people[pk], topics) for pk, topics in counts.items() if pk in people]


def _note(viewer: User, row: Absence) -> AwayNote:
    stand_in = _standing_in(row, row.person, None)
    seen = stand_in is not None and can_view(viewer, stand_in)
    is_busy = row.kind == Absence.Kind.BUSY
    return AwayNote(row.person, is_busy, row.last_day, stand_in if seen else None)


def _standing_in(absence: Absence, person: User, day: date | None) -> User | None:
    other = absence.stand_in
    if other is None or absence.agreed_at is None or not can_stand_in(person, other):
        return None
    return None if away(other, day) else other


def totals(viewer: Viewer) -> Totals:
    seen = User.objects.visible_to(viewer).order_by()
    kinds = Counter(dict(seen.values_list("kind").annotate(people=Count("pk", distinct=True))))
    employees = kinds.pop(User.Kind.EMPLOYEE, 0)
    return Totals(employees=employees, others=kinds.total())


def topics(viewer: User) -> list[Counted]:
    """What most people have something with, in any stance."""
    counted = (
        PersonTag.objects.visible_to(viewer)
        .shown()
        .values("tag")
        .annotate(people=Count("person", distinct=True))
        .order_by("-people", "tag__name")[:BROWSED]
    )
    counts = {row["tag"]: row["people"] for row in counted}
    tags = Tag.objects.in_bulk(counts)
    return [Counted(tags[pk].label(), tags[pk].slug, count) for pk, count in counts.items()]


def units(viewer: User) -> list[Counted]:
    """Departments and their teams in the order of the tree; one where the viewer sees nobody is left out."""
    seen = User.objects.visible_to(viewer).filter(profile__unit__isnull=False)
    own = dict(
        seen.order_by().values_list("profile__unit").annotate(people=Count("pk", distinct=True))
    )
    return _branch(list(OrganisationUnit.objects.all()), own, parent=None, depth=0)


def places(viewer: User) -> list[Counted]:
    """Only what people let this viewer read."""
    seen = User.objects.visible_to(viewer).filter(readable(viewer, "place"))
    counted = (
        seen.exclude(profile__place="")
        .order_by()
        .values_list("profile__place")
        .annotate(people=Count("pk", distinct=True))
    )
    return [
        Counted(place, place, count)
        for place, count in sorted(counted, key=lambda row: (-row[1], row[0]))
    ]


def directory(viewer: User, wanted: Wanted, number: str) -> Page[User]:
    people = User.objects.visible_to(viewer).with_profile().filter(_matching(viewer, wanted))
    shown = Case(
        When(readable(viewer, "place"), then=F("profile__place")),
        default=Value(""),
        output_field=CharField(),
    )
    ordered = people.annotate(shown_place=shown).order_by(Lower("name"), "pk")
    return Paginator(ordered, PER_PAGE).get_page(number)


def rows(viewer: User, people: Iterable[User], wanted: Wanted) -> list[Row]:
    """Each with one thing they say of themselves: what was asked for, else one that differs from row to row."""
    listed = list(people)
    said: dict[int, list[PersonTag]] = {person.pk: [] for person in listed}
    stances = PersonTag.objects.visible_to(viewer).shown().filter(person__in=listed)
    for stance in stances.select_related("tag").order_by("pk"):
        said[stance.person_id].append(stance)
    return [
        Row(person, getattr(person, "shown_place", ""), _one_of(said[person.pk], wanted, person))
        for person in listed
    ]


def _one_of(said: list[PersonTag], wanted: Wanted, person: User) -> PersonTag | None:
    asked = [stance for stance in said if stance.tag.slug == wanted.tag]
    some = asked or said
    return some[person.pk % len(some)] if some else None


def _branch(
    every: list[OrganisationUnit], own: dict[int, int], parent: int | None, depth: int
) -> list[Counted]:
    found: list[Counted] = []
    for unit in every:
        if unit.parent_id == parent:
            below = _branch(every, own, unit.pk, depth + 1)
            count = own.get(unit.pk, 0) + sum(row.count for row in below if row.depth == depth + 1)
            if count:
                found += [Counted(unit.name, unit.slug, count, depth), *below]
    return found


def _matching(viewer: User, wanted: Wanted) -> Q:
    matching = Q()
    if wanted.name:
        matching &= Q(name__icontains=wanted.name)
    if wanted.unit:
        matching &= Q(profile__unit__in=_with_teams(wanted.unit))
    if wanted.place:
        matching &= Q(profile__place=wanted.place) & readable(viewer, "place")
    if wanted.tag:
        stances = PersonTag.objects.visible_to(viewer).shown().filter(tag__slug=wanted.tag)
        matching &= Q(pk__in=stances.values("person"))
    return matching


def _with_teams(slug: str) -> list[int]:
    every = list(OrganisationUnit.objects.all())
    found = [unit.pk for unit in every if unit.slug == slug]
    for pk in found:  # grows while it is read, until the lowest team
        found += [unit.pk for unit in every if unit.parent_id == pk]
    return found
