"""Who may do what in a community, and the rules that stand in the way whoever asks.

can_know_of and can_read say of one community what `visible_to` and `readable_by` say of all.
"""

from django.utils.translation import gettext_lazy as _

from communities.models import Community, CommunityPage, Invitation, JoinRequest, Membership
from communities.querysets import RUNS_IT
from kenniscafe.permissions import RuleBroken
from people.models import User
from people.querysets import Viewer


def role_of(person: Viewer, community: Community) -> str | None:
    """None: not a member, or somebody who may no longer come in."""
    if not person.is_authenticated or not person.may_enter:
        return None
    mine = Membership.objects.filter(community=community, person=person)
    return mine.values_list("role", flat=True).first()


def can_know_of(viewer: Viewer, community: Community) -> bool:
    if not viewer.is_authenticated or not viewer.may_enter:
        return False
    shown = viewer.is_employee and community.kind != Community.Kind.HIDDEN
    return shown or role_of(viewer, community) is not None


can_view = can_know_of


def can_read(viewer: Viewer, community: Community) -> bool:
    if not viewer.is_authenticated or not viewer.may_enter:
        return False
    open_to_me = viewer.is_employee and community.kind == Community.Kind.OPEN
    return open_to_me or role_of(viewer, community) is not None


def can_write_in(person: Viewer, community: Community) -> bool:
    """Who reads takes part, until the community is put away."""
    return not community.is_archived and can_read(person, community)


def can_start(actor: Viewer) -> bool:
    return actor.is_authenticated and actor.may_enter and actor.is_employee


def can_join(actor: Viewer, community: Community) -> bool:
    """A guest comes in by invitation only, and never learns that there was a door."""
    return can_start(actor) and community.kind == Community.Kind.OPEN


def can_ask(actor: Viewer, community: Community) -> bool:
    return can_start(actor) and community.kind == Community.Kind.CLOSED


def can_invite(actor: Viewer, community: Community) -> bool:
    """Colleagues who are in; who is in a hidden community is for its managers to say."""
    if community.kind == Community.Kind.HIDDEN:
        return can_manage(actor, community)
    return can_start(actor) and role_of(actor, community) is not None


def can_withdraw(actor: Viewer, invitation: Invitation) -> bool:
    """Whoever invited, as long as they are in, and the managers."""
    role = role_of(actor, invitation.community)
    by_me = invitation.invited_by_id == actor.pk and role is not None
    return by_me or role == Membership.Role.MANAGER


def can_manage(actor: Viewer, community: Community) -> bool:
    return role_of(actor, community) == Membership.Role.MANAGER


def can_moderate(actor: Viewer, community: Community) -> bool:
    return role_of(actor, community) in RUNS_IT


def can_view_membership(viewer: Viewer, membership: Membership) -> bool:
    if not viewer.is_authenticated:
        return False
    there = User.objects.visible_to(viewer).filter(pk=membership.person_id)
    return can_read(viewer, membership.community) and there.exists()


def can_view_request(viewer: Viewer, request: JoinRequest) -> bool:
    if not viewer.is_authenticated or not viewer.may_enter:
        return False
    return request.person_id == viewer.pk or can_manage(viewer, request.community)


def can_view_invitation(viewer: Viewer, invitation: Invitation) -> bool:
    if not viewer.is_authenticated or not viewer.may_enter:
        return False
    return invitation.person_id == viewer.pk or can_withdraw(viewer, invitation)


def can_view_page(viewer: Viewer, page: CommunityPage) -> bool:
    return bool(page.live) and can_read(viewer, page.community)


def writes_pages(actor: User) -> bool:
    """They manage a community that is in use, and so its page."""
    return CommunityPage.objects.written_by(actor).exists()


class NameIsMissing(RuleBroken):
    message = _("Give the community a name.")


class CommunityIsArchived(RuleBroken):
    message = _("This community is in the archive: you can read it, and change nothing.")


class LastManagerStays(RuleBroken):
    message = _(
        "A community always has a community manager. First make somebody else community manager."
    )


class GuestsAreMembers(RuleBroken):
    message = _("A guest can be a member, and nothing more.")


class OnlyManagersInviteGuests(RuleBroken):
    message = _("Only a community manager can invite a guest. Ask one of them.")


class AlreadyMember(RuleBroken):
    message = _("This colleague is a member already.")


class AlreadyDecided(RuleBroken):
    message = _("This has been answered already.")
