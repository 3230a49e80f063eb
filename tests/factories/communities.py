"""Communities and what waits at their doors, made by the actions."""

from itertools import count
from typing import Any
from uuid import uuid4

from communities.actions import (
    archive_community,
    ask_to_join,
    invite,
    make_page,
    start_community,
)
from communities.models import Archival, Community, CommunityPage, Invitation, JoinRequest
from people.models import User
from tests.factories import a_community, a_person

_number = count(1)


def a_started_community(by: User | None = None, **said: Any) -> Community:
    said.setdefault("name", f"Begonnen {next(_number)}")
    said.setdefault("purpose", "Om samen iets te leren.")
    return start_community(by or a_person(), **said)


def an_archived_community(*, manager: User | None = None, kind: str = "open") -> Community:
    manager = manager or a_person()
    community = a_community(kind=kind, manager=manager)
    archive_community(manager, community=community)
    return Community.objects.get(pk=community.pk)


def a_request(
    person: User | None = None, *, community: Community | None = None, words: str = "Mag ik erbij?"
) -> JoinRequest:
    community = community or a_community(kind="closed")
    return ask_to_join(person or a_person(), community=community, words=words)


def an_invitation(
    person: User | None = None, *, community: Community | None = None, by: User | None = None
) -> Invitation:
    community = community or a_community(kind="closed")
    return invite(by or community.created_by, community=community, person=person or a_person())


def the_form(**said: Any) -> dict[str, Any]:
    """What somebody sends who starts a community or describes it anew."""
    return {
        "name": "Grasland",
        "purpose": "Voor wie gras zaait, maait of leest.",
        "about": "Begin bij **het maaibeleid**.",
        "kind": "open",
        "icon": "leaf",
        "client_key": str(uuid4()),
    } | said


def settings_form(**said: Any) -> dict[str, Any]:
    """What a manager sends who describes it anew; where to begin is a page of its own."""
    form = the_form(**said)
    del form["about"], form["client_key"]
    return form


def a_start_text(community: Community, html: str = "<p>Lees eerst dit.</p>") -> CommunityPage:
    return make_page(community.created_by, community, html)


def put_away(place: Community) -> None:
    Archival.objects.create(community=place, by=place.created_by)
    place.refresh_from_db()
