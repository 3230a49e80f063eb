"""Who is in. Everything here holds the community's row: two managers cannot remove each other."""

from django.db import transaction
from django.utils import timezone

from communities.actions.access import in_use, locked, raise_access
from communities.events import MemberJoined, MemberLeft, RoleChanged
from communities.models import (
    Community,
    Decision,
    Invitation,
    JoinRequest,
    Level,
    Membership,
)
from communities.permissions import GuestsAreMembers, LastManagerStays, can_join, can_manage
from kenniscafe.events import publish
from kenniscafe.permissions import require
from people.models import User


def join_community(actor: User, *, community: Community) -> Membership:
    with transaction.atomic():
        place = locked(community)
        require(can_join(actor, place))
        in_use(place)
        return admit(place, actor, by=actor)


def leave_community(actor: User, *, community: Community) -> None:
    with transaction.atomic():
        place = locked(community)
        mine = Membership.objects.filter(community=place, person=actor).first()
        if mine is not None:
            _end(mine, by=actor)


def remove_member(actor: User, *, membership: Membership) -> None:
    with transaction.atomic():
        place = locked(membership.community)
        require(can_manage(actor, place))
        theirs = Membership.objects.filter(pk=membership.pk).first()
        if theirs is not None:
            _end(theirs, by=actor)


def change_role(actor: User, *, membership: Membership, role: str) -> Membership:
    with transaction.atomic():
        place = locked(membership.community)
        require(can_manage(actor, place))
        theirs = Membership.objects.select_related("person").get(pk=membership.pk)
        if theirs.role == role:
            return theirs
        if role != Membership.Role.MEMBER and not theirs.person.is_employee:
            raise GuestsAreMembers
        _keep_a_manager(theirs)
        theirs.role = role
        theirs.save(update_fields=["role"])
        raise_access(place, theirs.person_id)
        publish(RoleChanged(community_id=place.pk, person_id=theirs.person_id, by_id=actor.pk))
    return theirs


def choose_community_level(actor: User, *, community: Community, level: str) -> None:
    """How much a member hears of it; nobody else knows."""
    mine = Membership.objects.filter(community=community, person=actor)
    require(bool(mine.update(level=Level(level))))


def admit(place: Community, person: User, *, by: User) -> Membership:
    """For those who hold the locked row. Whatever was waiting between the two is settled."""
    membership, is_new = Membership.objects.get_or_create(community=place, person=person)
    if is_new:
        now = timezone.now()
        waiting = {"community": place, "person": person}
        JoinRequest.objects.waiting().filter(**waiting).update(
            decision=Decision.ACCEPTED, decided_by=by, decided_at=now
        )
        Invitation.objects.waiting().filter(**waiting).update(
            decision=Decision.ACCEPTED, decided_at=now
        )
        raise_access(place, person.pk)
        publish(MemberJoined(community_id=place.pk, person_id=person.pk))
    return membership


def _end(membership: Membership, *, by: User) -> None:
    _keep_a_manager(membership)
    membership.delete()
    raise_access(membership.community, membership.person_id)
    publish(
        MemberLeft(
            community_id=membership.community_id, person_id=membership.person_id, by_id=by.pk
        )
    )


def _keep_a_manager(leaving: Membership) -> None:
    """Somebody who can no longer come in manages nothing, so they do not count."""
    others = Membership.objects.filter(
        community=leaving.community_id,
        role=Membership.Role.MANAGER,
        person__in=User.objects.colleagues(),
    ).exclude(pk=leaving.pk)
    if leaving.role == Membership.Role.MANAGER and not others.exists():
        raise LastManagerStays
