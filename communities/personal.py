"""What communities hold of somebody: where they are in, what they asked, and where nobody else manages."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from communities.actions.access import raise_access
from communities.events import MemberLeft
from communities.models import Community, Invitation, JoinRequest, Membership
from kenniscafe.events import publish
from people.models import User
from people.personal import Bundle, Duty, Words

HOLDS = (
    "communities.Community",
    "communities.Archival",
    "communities.Membership",
    "communities.JoinRequest",
    "communities.Invitation",
)


def export(person: User, bundle: Bundle) -> None:
    mine = Membership.objects.filter(person=person).select_related("community").order_by("pk")
    bundle.rows("communities.json", (_member(row) for row in mine.iterator(500)))
    asked = JoinRequest.objects.filter(person=person).select_related("community").order_by("pk")
    bundle.rows("requests.json", (_request(row) for row in asked.iterator(500)))


def leave(person: User, _words: Words, most: int) -> int:
    """Who is last in a community that is put away leaves it to whoever finds it."""
    JoinRequest.objects.filter(person=person.pk).delete()
    Invitation.objects.filter(
        Q(person=person.pk) | Q(invited_by=person.pk, decision="waiting")
    ).delete()
    left = list(Membership.objects.filter(person=person.pk).select_related("community")[:most])
    for membership in left:
        membership.delete()
        raise_access(membership.community, person.pk)
        publish(MemberLeft(membership.community_id, person.pk, person.pk))
    return len(left)


def duties(person: User) -> list[Duty]:
    """Communities in use that nobody else manages. Their rows are held: of two last managers one goes first."""
    mine = Community.objects.managed_by(person).in_use().order_by("pk")
    list(
        Community.objects.select_for_update(of=("self",)).filter(
            pk__in=list(mine.values_list("pk", flat=True))
        )
    )
    others = Membership.objects.filter(
        role=Membership.Role.MANAGER, person__in=User.objects.colleagues()
    ).exclude(person=person)
    alone = mine.exclude(pk__in=others.values("community"))
    return [
        Duty(
            _(
                "Nobody else manages %(community)s. Make somebody else community manager, or archive it."
            )
            % {"community": community.name},
            reverse("community_members", args=[community.slug]),
        )
        for community in alone
    ]


def _member(row: Membership) -> dict[str, Any]:
    return {"community": row.community.name, "role": row.role, "since": row.joined_at}


def _request(row: JoinRequest) -> dict[str, Any]:
    """A community that became hidden since is named by what was asked of it alone."""
    known = row.community.kind != Community.Kind.HIDDEN
    return {
        "community": row.community.name if known else None,
        "words": row.words,
        "asked": row.asked_at,
        "decision": row.decision,
    }
