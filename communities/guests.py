"""What people.places asks of us: guests from outside come into one community, by its manager's word."""

from typing import Any

from django.db.models import QuerySet

from communities.actions.access import in_use, locked
from communities.actions.members import admit
from communities.models import Community, Membership
from communities.permissions import can_manage
from people.models import User
from people.places import Places


def _runs(actor: User, place: int) -> bool:
    community = Community.objects.select_related("archival").filter(pk=place).first()
    return community is not None and not community.is_archived and can_manage(actor, community)


def _run_by(viewer: User) -> QuerySet[Any, int]:
    mine = Membership.objects.filter(person=viewer, role=Membership.Role.MANAGER)
    return mine.values_list("community_id", flat=True)


def _name(place: int) -> str:
    return str(Community.objects.filter(pk=place).values_list("name", flat=True).first() or "")


def _admit(place: int, person: User, by: User) -> None:
    community = locked(Community(pk=place))
    in_use(community)
    admit(community, person, by=by)


PLACES = Places(runs=_runs, run_by=_run_by, name=_name, admit=_admit)
