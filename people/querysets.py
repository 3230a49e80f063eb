"""Who may see whom. An employee sees every colleague; a guest sees the people of their communities."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from django.contrib.auth.base_user import BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.places import run_by

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from people.models import Absence, Device, Export, Follow, Invite, PersonTag, Roster, User

Viewer: TypeAlias = "User | AnonymousUser"
# `communities` fills this in (it stands above `people`): the ids of those who share a community with the viewer.
SharesCommunity = Callable[["User"], "models.QuerySet[Any, dict[str, Any]]"]
_shares_community: list[SharesCommunity] = []


def know_who_shares_a_community(register: SharesCommunity) -> None:
    _shares_community[:] = [register]


def people_sharing_a_community(viewer: User) -> models.QuerySet[Any, dict[str, Any]]:
    """Ids of people in one of the viewer's communities, the viewer included, as a subquery."""
    return _shares_community[0](viewer)


class UserQuerySet(models.QuerySet["User"]):
    def colleagues(self) -> UserQuerySet:
        """Everybody who is really here: not imported, active, access not ended."""
        not_ended = Q(access_until__isnull=True) | Q(access_until__gt=timezone.now())
        return self.filter(not_ended, collection="", is_active=True)

    def visible_to(self, viewer: Viewer) -> UserQuerySet:
        """Profiles the viewer may open."""
        if not viewer.is_authenticated or not viewer.may_enter:
            return self.none()
        if viewer.is_employee:
            return self.colleagues()
        return self.colleagues().filter(
            Q(pk__in=people_sharing_a_community(viewer)) | Q(pk=viewer.pk)
        )

    def administered_by(self, viewer: Viewer) -> UserQuerySet:
        """Accounts, ended ones too: who has one, never who reads when."""
        may = viewer.is_authenticated and viewer.may_enter and viewer.is_superuser
        return self.filter(collection="") if may else self.none()

    def with_profile(self) -> UserQuerySet:
        return self.select_related("profile__unit")


class UserManager(BaseUserManager["User"].from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Django asks for these two by name; ordinary code calls people.actions."""

    def get_by_natural_key(self, username: str | None) -> User:
        """Signing in ignores case: nobody remembers how their address was once typed."""
        found: User = self.get(email__iexact=username)
        return found


class PersonTagQuerySet(models.QuerySet["PersonTag"]):
    def shown(self) -> PersonTagQuerySet:
        """What the owner stands by: hidden and refused never, inferred only once confirmed."""
        return self.exclude(verdict__in=["hidden", "refused"]).exclude(
            source="inferred", verdict__in=["", "hidden", "refused"]
        )

    def visible_to(self, viewer: Viewer) -> PersonTagQuerySet:
        """Tags on profiles the viewer may open, by the visibility their owner chose."""
        if not viewer.is_authenticated or not viewer.may_enter:
            return self.none()
        from people.models import User as Person

        near = people_sharing_a_community(viewer)
        readable = (
            ~Q(person__profile__visibility__tags__in=["communities", "only_me"])
            | Q(person__profile__visibility__tags__isnull=True)
            | Q(person__profile__visibility__tags="communities", person__in=near)
        )
        others = self.shown().filter(readable, person__in=Person.objects.visible_to(viewer))
        return (others | self.filter(person=viewer)).distinct()


class FollowQuerySet(models.QuerySet["Follow"]):
    def visible_to(self, viewer: Viewer) -> FollowQuerySet:
        """Whom somebody follows is theirs to know."""
        return self.filter(follower=viewer) if viewer.is_authenticated else self.none()


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def visible_to(self, viewer: Viewer) -> AbsenceQuerySet:
        """With everything in it: one's own, and those for which one is asked to stand in."""
        if not viewer.is_authenticated or not viewer.may_enter:
            return self.none()
        return self.filter(Q(person=viewer) | Q(stand_in=viewer))

    def around(self, first: date, last: date) -> AbsenceQuerySet:
        """Those that share a day with these."""
        return self.filter(first_day__lte=last, last_day__gte=first)


class ExportQuerySet(models.QuerySet["Export"]):
    def visible_to(self, viewer: Viewer) -> ExportQuerySet:
        """One's own, and nobody else's."""
        if not viewer.is_authenticated or not viewer.may_enter:
            return self.none()
        return self.filter(person=viewer)

    def ready(self) -> ExportQuerySet:
        return self.filter(ready_at__gt=timezone.now() - self.model.KEPT)


class DeviceQuerySet(models.QuerySet["Device"]):
    def visible_to(self, viewer: Viewer) -> DeviceQuerySet:
        """Where somebody signs in is theirs to know."""
        return self.filter(person=viewer) if viewer.is_authenticated else self.none()


class InviteQuerySet(models.QuerySet["Invite"]):
    def open(self) -> InviteQuerySet:
        return self.filter(
            accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=timezone.now()
        )

    def visible_to(self, viewer: Viewer) -> InviteQuerySet:
        """Their own, and those of what they look after: an administrator's is the café, not its communities."""
        if not viewer.is_authenticated or not viewer.may_enter:
            return self.none()
        theirs = Q(invited_by=viewer) | Q(place__in=run_by(viewer))
        if viewer.is_superuser:
            theirs |= Q(place__isnull=True)
        return self.filter(theirs)


class RosterQuerySet(models.QuerySet["Roster"]):
    def visible_to(self, viewer: Viewer) -> RosterQuerySet:
        """Administrators see one another's: who came in by which list is theirs together."""
        may = viewer.is_authenticated and viewer.may_enter and viewer.is_superuser
        return self.all() if may else self.none()


def tags_on_people(viewer: Viewer) -> models.QuerySet[PersonTag, Any]:
    """Ids of the tags on profiles, where the viewer may read them."""
    from people.models import PersonTag

    return PersonTag.objects.visible_to(viewer).shown().values("tag_id")
