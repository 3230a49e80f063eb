"""What the screens of a community ask. Every answer is for one viewer."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count, OuterRef, Q, Subquery, Sum

from communities.models import Community, Invitation, JoinRequest, Membership
from communities.querysets import (
    InvitationQuerySet,
    JoinRequestQuerySet,
    MembershipQuerySet,
    runs,
)
from people.models import OrganisationUnit, User


def places_of(viewer: User) -> list[Membership]:
    """Where the viewer is a member, of communities in use, by name."""
    mine = Membership.objects.filter(person=viewer, community__archival=None)
    return list(mine.select_related("community").order_by("community__name"))


def waiting_for(viewer: User, places: Iterable[Membership]) -> int:
    """How many invitations and requests wait for this person's word; `places` are theirs.

    Every page asks, and who runs nothing is knocked at by nobody: that is not looked up.
    """
    runs = any(each.role == Membership.Role.MANAGER for each in places)
    return invitations_for(viewer).count() + (requests_for(viewer).count() if runs else 0)


def access_versions() -> int:
    """A number that rises whenever some community changes who may see it."""
    rows = Community.objects.aggregate(all=Sum("access_version"))
    return rows["all"] or 0


def invitations_for(viewer: User) -> InvitationQuerySet:
    waiting = Invitation.objects.waiting()
    mine = waiting.filter(person=viewer, community__archival__isnull=True)
    return mine.select_related("community", "invited_by").order_by("invited_at", "pk")


def requests_for(viewer: User) -> JoinRequestQuerySet:
    """Who knocks at a door that the viewer may open."""
    waiting = JoinRequest.objects.visible_to(viewer).waiting()
    mine = waiting.filter(
        Q(runs(viewer, "manager")),
        community__archival__isnull=True,
        person__in=User.objects.colleagues(),
    )
    return mine.select_related("community", "person__profile__unit").order_by("asked_at", "pk")


def members_of(viewer: User, community: Community) -> MembershipQuerySet:
    seen = Membership.objects.visible_to(viewer).filter(community=community)
    return seen.select_related("person__profile__unit").by_role()


def counts_of(viewer: User, community: Community) -> dict[str, int]:
    return {
        "requests": requests_for(viewer).filter(community=community).count(),
        "members": members_of(viewer, community).count(),
        "invitations": invitations_out(viewer, community).count(),
    }


def managers_of(viewer: User, community: Community) -> list[User]:
    """Whom to turn to: shown to whoever may know of the community."""
    managers = Membership.objects.filter(community=community, role=Membership.Role.MANAGER)
    ids = managers.values("person_id")
    return list(User.objects.visible_to(viewer).filter(pk__in=ids).order_by("name"))


def faces_of(
    viewer: User, communities: Iterable[Community], *, each: int = 3
) -> dict[int, list[User]]:
    """Who came first in each community that the viewer may read."""
    here = Membership.objects.visible_to(viewer).filter(community=OuterRef("pk")).order_by("pk")
    # One at a time: numbering all members of all communities to keep three takes far longer.
    nth = [Subquery(here.values("person_id")[n : n + 1]) for n in range(each)]
    found = Community.objects.filter(pk__in=[community.pk for community in communities])
    first = {pk: ids for pk, *ids in found.values_list("pk", *nth)}
    people = User.objects.visible_to(viewer).in_bulk({pk for ids in first.values() for pk in ids})
    return {pk: [people[each] for each in ids if each in people] for pk, ids in first.items()}


class Size(NamedTuple):
    members: int
    guests: int  # of those members


def sizes_of(communities: Iterable[Community]) -> dict[int, Size]:
    """How many people who are really here are in each."""
    here = Membership.objects.filter(
        community__in=list(communities), person__in=User.objects.colleagues()
    )
    guests = Count("pk", filter=~Q(person__kind=User.Kind.EMPLOYEE))
    rows = here.order_by().values_list("community_id").annotate(n=Count("pk"), guests=guests)
    return {pk: Size(members, guests) for pk, members, guests in rows}


@dataclass(frozen=True, slots=True)
class Mix:
    """From which departments the members come: the largest by name, the others together."""

    largest: list[tuple[str, int]]
    others: int
    in_others: int

    @property
    def departments(self) -> int:
        return len(self.largest) + self.others

    @property
    def most(self) -> int:
        return max([count for _, count in self.largest] + [self.in_others], default=0)


def mix_of(viewer: User, community: Community, *, named: int = 3) -> Mix:
    seen = Membership.objects.visible_to(viewer).filter(community=community)
    per_unit = seen.order_by().values_list("person__profile__unit").annotate(n=Count("pk"))
    of_unit = departments()
    counts: Counter[str] = Counter()
    for unit_id, count in per_unit:
        if unit_id is not None:
            counts[of_unit[unit_id]] += count
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    rest = ranked[named:]
    return Mix(ranked[:named], len(rest), sum(count for _, count in rest))


def departments() -> dict[int, str]:
    """Every unit's highest ancestor, by name."""
    units = {unit.pk: unit for unit in OrganisationUnit.objects.all()}

    def top(unit: OrganisationUnit) -> OrganisationUnit:
        return top(units[unit.parent_id]) if unit.parent_id else unit

    return {pk: top(unit).name for pk, unit in units.items()}


def level_of(viewer: User, community: Community) -> str:
    """How much a member hears of it; "" where they are none."""
    mine = Membership.objects.filter(community=community, person=viewer)
    return mine.values_list("level", flat=True).first() or ""


def my_request(viewer: User, community: Community) -> JoinRequest | None:
    waiting = JoinRequest.objects.visible_to(viewer).waiting()
    return waiting.filter(person=viewer, community=community).first()


def invitations_out(viewer: User, community: Community) -> InvitationQuerySet:
    """Invitations of this community that still wait, as far as the viewer may withdraw them."""
    waiting = Invitation.objects.visible_to(viewer).waiting().filter(community=community)
    return (
        waiting.exclude(person=viewer)
        .select_related("person", "invited_by")
        .order_by("-invited_at", "-pk")
    )


def people_called(viewer: User, words: str) -> list[User]:
    """Whom the viewer may mean by a handle or a name: one, when it is theirs exactly."""
    seen, handle = User.objects.visible_to(viewer), words.removeprefix("@").strip()
    if exact := seen.filter(handle__iexact=handle).first():
        return [exact]
    same = list(seen.filter(name__iexact=words.strip())[:6])
    return same or list(seen.filter(name__icontains=words.strip()).order_by("name")[:6])
