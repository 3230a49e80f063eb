"""How people come in where they cannot just walk in: they ask, or they are asked."""

from django.db import transaction
from django.utils import timezone

from communities.actions.access import in_use, locked
from communities.actions.members import admit
from communities.events import InvitationDecided, JoinDecided, JoinRequested, PersonInvited
from communities.models import Community, Decision, Invitation, JoinRequest, Membership
from communities.permissions import (
    AlreadyDecided,
    AlreadyMember,
    OnlyManagersInviteGuests,
    can_ask,
    can_invite,
    can_manage,
    can_withdraw,
)
from kenniscafe.events import publish
from kenniscafe.permissions import require
from kenniscafe.richtext import clean_line
from people.models import User


def ask_to_join(actor: User, *, community: Community, words: str = "") -> JoinRequest:
    with transaction.atomic():
        place = locked(community)
        require(can_ask(actor, place))
        in_use(place)
        _not_in_yet(place, actor)
        request, is_new = JoinRequest.objects.waiting().get_or_create(
            community=place, person=actor, defaults={"words": clean_line(words, limit=300)}
        )
        if is_new:
            publish(JoinRequested(request_id=request.pk, community_id=place.pk, person_id=actor.pk))
    return request


def withdraw_request(actor: User, *, request: JoinRequest) -> None:
    with transaction.atomic():
        locked(request.community)
        require(request.person_id == actor.pk)
        _decide_request(actor, request, Decision.WITHDRAWN)


def let_in(actor: User, *, request: JoinRequest) -> None:
    with transaction.atomic():
        place = locked(request.community)
        require(can_manage(actor, place))
        in_use(place)
        if _decide_request(actor, request, Decision.ACCEPTED):
            admit(place, request.person, by=actor)


def decline_request(actor: User, *, request: JoinRequest) -> None:
    with transaction.atomic():
        place = locked(request.community)
        require(can_manage(actor, place))
        _decide_request(actor, request, Decision.DECLINED)


def invite(actor: User, *, community: Community, person: User) -> Invitation:
    with transaction.atomic():
        place = locked(community)
        require(can_invite(actor, place))
        require(User.objects.visible_to(actor).filter(pk=person.pk).exists())
        in_use(place)
        if not person.is_employee and not can_manage(actor, place):
            raise OnlyManagersInviteGuests
        _not_in_yet(place, person)
        invitation, is_new = Invitation.objects.waiting().get_or_create(
            community=place, person=person, defaults={"invited_by": actor}
        )
        if is_new:
            publish(
                PersonInvited(
                    invitation_id=invitation.pk, community_id=place.pk, person_id=person.pk
                )
            )
    return invitation


def accept_invitation(actor: User, *, invitation: Invitation) -> None:
    with transaction.atomic():
        place = locked(invitation.community)
        require(invitation.person_id == actor.pk and actor.may_enter)
        in_use(place)
        if _decide_invitation(actor, invitation, Decision.ACCEPTED):
            admit(place, actor, by=actor)


def decline_invitation(actor: User, *, invitation: Invitation) -> None:
    with transaction.atomic():
        locked(invitation.community)
        require(invitation.person_id == actor.pk)
        _decide_invitation(actor, invitation, Decision.DECLINED)


def withdraw_invitation(actor: User, *, invitation: Invitation) -> None:
    with transaction.atomic():
        locked(invitation.community)
        require(can_withdraw(actor, invitation))
        _decide_invitation(actor, invitation, Decision.WITHDRAWN)


def _not_in_yet(place: Community, person: User) -> None:
    if Membership.objects.filter(community=place, person=person).exists():
        raise AlreadyMember


def _decide_request(actor: User, request: JoinRequest, decision: str) -> bool:
    """Whether this is the moment it was decided; the same answer twice is one answer."""
    if not _still_open(JoinRequest.objects.get(pk=request.pk), decision):
        return False
    JoinRequest.objects.filter(pk=request.pk).update(
        decision=decision, decided_by=actor, decided_at=timezone.now()
    )
    publish(JoinDecided(request_id=request.pk, community_id=request.community_id, by_id=actor.pk))
    return True


def _decide_invitation(actor: User, invitation: Invitation, decision: str) -> bool:
    if not _still_open(Invitation.objects.get(pk=invitation.pk), decision):
        return False
    Invitation.objects.filter(pk=invitation.pk).update(decision=decision, decided_at=timezone.now())
    publish(
        InvitationDecided(
            invitation_id=invitation.pk, community_id=invitation.community_id, by_id=actor.pk
        )
    )
    return True


def _still_open(row: JoinRequest | Invitation, decision: str) -> bool:
    if row.decision not in {Decision.WAITING, decision}:
        raise AlreadyDecided
    return row.decision == Decision.WAITING
