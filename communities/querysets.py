"""Which communities exist for whom.

open    employees read and may join          guests: only as members
closed  employees see that it exists         members read
hidden  members only; an invited person sees the invitation and nothing else
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

if TYPE_CHECKING:
    from communities.models import (
        Community,
        CommunityPage,
        Invitation,
        JoinRequest,
        Membership,
    )
    from people.models import User
    from people.querysets import Viewer

RUNS_IT = ("moderator", "manager")


class CommunityQuerySet(models.QuerySet["Community"]):
    def joined_by(self, person: User) -> CommunityQuerySet:
        return self.filter(pk__in=communities_of(person))

    def visible_to(self, viewer: Viewer) -> CommunityQuerySet:
        """Communities whose existence the viewer may know of."""
        if not viewer.is_authenticated or not viewer.may_enter:
            return self.none()
        mine = Q(pk__in=communities_of(viewer))
        return self.filter(mine | ~Q(kind="hidden")) if viewer.is_employee else self.filter(mine)

    def readable_by(self, viewer: Viewer) -> CommunityQuerySet:
        """Communities whose posts the viewer may read."""
        if not viewer.is_authenticated or not viewer.may_enter:
            return self.none()
        mine = Q(pk__in=communities_of(viewer))
        return self.filter(mine | Q(kind="open")) if viewer.is_employee else self.filter(mine)

    def in_use(self) -> CommunityQuerySet:
        return self.filter(archival__isnull=True)

    def archived(self) -> CommunityQuerySet:
        return self.filter(archival__isnull=False)

    def managed_by(self, person: User) -> CommunityQuerySet:
        from communities.models import Membership

        runs = Membership.objects.filter(person=person, role="manager").values("community_id")
        return self.filter(pk__in=runs)

    def with_counts(self) -> CommunityQuerySet:
        """Adds `members` and, among them, `guests`: people who are really here."""
        from communities.models import Membership
        from people.models import User as Person

        here = Membership.objects.filter(
            community=OuterRef("pk"), person__in=Person.objects.colleagues()
        )
        guests = here.exclude(person__kind=Person.Kind.EMPLOYEE)
        return self.annotate(members=_counted(here), guests=_counted(guests))

    def with_my_role(self, viewer: User) -> CommunityQuerySet:
        """Adds `my_role`: the viewer's role, or None."""
        from communities.models import Membership

        mine = Membership.objects.filter(community=OuterRef("pk"), person=viewer)
        return self.annotate(my_role=Subquery(mine.values("role")[:1]))


class CommunityPageQuerySet(models.QuerySet["CommunityPage"]):
    def visible_to(self, viewer: Viewer) -> CommunityPageQuerySet:
        """What is published, for who reads the community."""
        from communities.models import Community

        return self.filter(live=True, community__in=Community.objects.readable_by(viewer))

    def written_by(self, person: User) -> CommunityPageQuerySet:
        """Of communities in use whose managers they are, published or not."""
        from communities.models import Community

        if not person.may_enter:
            return self.none()
        return self.filter(community__in=Community.objects.managed_by(person).in_use())


def _counted(rows: QuerySet[Any, Any]) -> Coalesce:
    grouped = rows.order_by().values("community_id").annotate(n=Count("pk"))
    return Coalesce(Subquery(grouped.values("n")), 0)


def communities_of(person: User) -> QuerySet[Any, Any]:
    """Ids of the communities somebody is in, as a subquery."""
    from communities.models import Membership

    return Membership.objects.filter(person=person).values("community_id")


def people_near(viewer: User) -> QuerySet[Any, Any]:
    """Ids of the people in the viewer's communities, as a subquery."""
    from communities.models import Membership

    return Membership.objects.filter(community_id__in=communities_of(viewer)).values("person_id")


class MembershipQuerySet(models.QuerySet["Membership"]):
    def visible_to(self, viewer: Viewer) -> MembershipQuerySet:
        """Members of open communities for employees, of their own communities for everybody."""
        from communities.models import Community
        from people.models import User as Person

        if not viewer.is_authenticated:
            return self.none()
        return self.filter(
            community__in=Community.objects.readable_by(viewer),
            person__in=Person.objects.visible_to(viewer),
        )

    def running(self) -> MembershipQuerySet:
        return self.filter(role__in=RUNS_IT)

    def by_role(self) -> MembershipQuerySet:
        """Managers, moderators, members; who came first stands first."""
        rank = Case(When(role="manager", then=0), When(role="moderator", then=1), default=2)
        return self.order_by(rank, "joined_at", "pk")


class JoinRequestQuerySet(models.QuerySet["JoinRequest"]):
    def waiting(self) -> JoinRequestQuerySet:
        return self.filter(decision="waiting")

    def visible_to(self, viewer: Viewer) -> JoinRequestQuerySet:
        """Who asked, and the managers who answer."""
        if not viewer.is_authenticated or not viewer.may_enter:
            return self.none()
        return self.filter(Q(person=viewer) | Q(runs(viewer, "manager")))


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def waiting(self) -> InvitationQuerySet:
        return self.filter(decision="waiting")

    def visible_to(self, viewer: Viewer) -> InvitationQuerySet:
        """Who was invited, who invited, and the managers."""
        if not viewer.is_authenticated or not viewer.may_enter:
            return self.none()
        by_me = Q(invited_by=viewer, community_id__in=communities_of(viewer))
        return self.filter(Q(person=viewer) | by_me | Q(runs(viewer, "manager")))


def runs(viewer: User, *roles: str) -> Exists:
    from communities.models import Membership

    return Exists(
        Membership.objects.filter(
            community=OuterRef("community"), person=viewer, role__in=roles or RUNS_IT
        )
    )
