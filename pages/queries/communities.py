"""The page Communities: what waits for the viewer, and the places there are."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q

from communities.models import Community
from communities.queries import Size, faces_of, invitations_for, requests_for, sizes_of
from communities.querysets import (
    CommunityQuerySet,
    InvitationQuerySet,
    JoinRequestQuerySet,
    communities_of,
)
from pages.queries.pulse import Pulse, last_activity, pulses
from people.models import User

PER_PAGE = 20
SHELVES = ("mine", "all", "archive")


@dataclass(frozen=True, slots=True)
class Row:
    community: Community  # with my_role
    size: Size
    pulse: Pulse | None  # None where the viewer does not read
    faces: list[User]


@dataclass(frozen=True, slots=True)
class Communities:
    invitations: InvitationQuerySet
    requests: JoinRequestQuerySet
    counts: dict[str, int]  # per shelf
    shelf: str
    page: Page[Community]
    rows: list[Row]


def communities_page(
    viewer: User, *, shelf: str, words: str = "", kind: str = "", number: str | None = None
) -> Communities:
    if shelf not in SHELVES or (shelf == "all" and not viewer.is_employee):
        shelf = "mine"
    found = _on(shelf, viewer).with_my_role(viewer).select_related("archival")
    if words:
        found = found.filter(Q(name__icontains=words) | Q(purpose__icontains=words))
    if kind in Community.Kind.values:
        found = found.filter(kind=kind)
    page = Paginator(found, PER_PAGE).get_page(number)
    shown = list(page)
    pulse, faces, sizes = pulses(viewer, shown), faces_of(viewer, shown), sizes_of(shown)
    return Communities(
        invitations=invitations_for(viewer),
        requests=requests_for(viewer),
        counts=_counts(viewer),
        shelf=shelf,
        page=page,
        rows=[
            Row(place, sizes.get(place.pk, Size(0, 0)), pulse.get(place.pk), faces[place.pk])
            for place in shown
        ],
    )


def _on(shelf: str, viewer: User) -> CommunityQuerySet:
    seen = Community.objects.visible_to(viewer)
    if shelf == "archive":
        return seen.archived().order_by("-archival__at", "-pk")
    if shelf == "all":
        return seen.in_use().order_by("name", "pk")
    mine = seen.in_use().joined_by(viewer).annotate(last=last_activity(viewer))
    return mine.order_by(F("last").desc(nulls_last=True), "name", "pk")


def _counts(viewer: User) -> dict[str, int]:
    in_use = Q(archival__isnull=True)
    return Community.objects.visible_to(viewer).aggregate(
        mine=Count("pk", filter=in_use & Q(pk__in=communities_of(viewer))),
        all=Count("pk", filter=in_use),
        archive=Count("pk", filter=~in_use),
    )
