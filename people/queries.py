"""What the screens about people show, always for one viewer."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.cache import cache
from django.core.paginator import Page, Paginator
from django.db.models import Case, CharField, Count, F, Q, Value, When
from django.db.models.functions import Lower

from people.inviting import link_of
from people.models import Invite, Organisation, OrganisationUnit, PersonTag, User, Visibility
from people.querysets import Viewer, people_sharing_a_community
from tags.models import Tag

PER_PAGE = 20
BROWSED = 10
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
