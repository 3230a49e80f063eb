"""The communities of the demo organisation, with who is in them and who knocks on the door."""

from typing import Any

from communities.models import Archival, Community, Invitation, JoinRequest, Membership
from pages.seeding.content import Calendar, read
from people.models import User

ROLES = {"managers": "manager", "moderators": "moderator", "members": "member"}


def seed_communities(people: dict[str, User], calendar: Calendar) -> dict[str, Community]:
    return {
        one["slug"]: _seed_community(one, people, calendar)
        for one in read("communities.toml")["community"]
    }


def _seed_community(one: dict[str, Any], people: dict[str, User], calendar: Calendar) -> Community:
    started = calendar.at("900 09:00")
    community = Community.objects.create(
        slug=one["slug"],
        name=one["name"],
        kind=one["kind"],
        icon=one["icon"],
        purpose=one["purpose"],
        created_by=people[one["managers"][0]],
        created_at=started,
    )
    joined: dict[str, str] = {}
    for list_name, role in ROLES.items():
        for handle in one.get(list_name, []):
            joined.setdefault(handle, role)
    Membership.objects.bulk_create(
        Membership(
            community=community,
            person=people[handle],
            role=role,
            joined_at=max(started, people[handle].created_at),
        )
        for handle, role in joined.items()
    )
    _seed_doors(one, community, people, calendar)
    return community


def _seed_doors(
    one: dict[str, Any], community: Community, people: dict[str, User], calendar: Calendar
) -> None:
    for asked in one.get("requests", []):
        JoinRequest.objects.create(
            community=community,
            person=people[asked["person"]],
            words=asked.get("words", ""),
            asked_at=calendar.at(asked["ago"]),
        )
    for invited in one.get("invitations", []):
        Invitation.objects.create(
            community=community,
            person=people[invited["person"]],
            invited_by=people[invited["by"]],
            invited_at=calendar.at(invited["ago"]),
        )
    if "archived" in one:
        Archival.objects.create(
            community=community,
            by=people[one["managers"][0]],
            at=calendar.at(one["archived"]),
        )
