"""The community itself: begun, described anew, put away and taken out again."""

from uuid import UUID, uuid4

from django.db import transaction
from django.utils.text import slugify

from communities.actions.access import in_use, locked, raise_access
from communities.actions.begin import make_page
from communities.events import (
    CommunityArchived,
    CommunityChanged,
    CommunityReopened,
    CommunityStarted,
)
from communities.models import Archival, Community, Membership
from communities.permissions import NameIsMissing, can_manage, can_start
from kenniscafe.audit import record
from kenniscafe.events import publish
from kenniscafe.naming import first_free
from kenniscafe.permissions import require
from kenniscafe.richtext import clean_line, sanitise
from people.models import Organisation, User


def start_community(
    actor: User,
    *,
    name: str,
    purpose: str,
    html: str = "",
    kind: str = Community.Kind.OPEN,
    icon: str = Community.Icon.CUP,
    client_key: UUID | None = None,
    slug: str = "",
) -> Community:
    """Who starts it manages it. The same form sent twice is one community."""
    require(can_start(actor))
    if not (name := clean_line(name, limit=80)):
        raise NameIsMissing
    with transaction.atomic():
        # One at a time: two who choose the same name, or one who sends twice, wait here.
        Organisation.objects.select_for_update().first()
        earlier = Community.objects.filter(created_by=actor, client_key=client_key)
        if client_key and (community := earlier.first()):
            return community
        community = Community.objects.create(
            name=name,
            slug=slug or _free_address(name, kind, client_key),
            purpose=clean_line(purpose, limit=200),
            kind=kind,
            icon=icon,
            created_by=actor,
            client_key=client_key,
        )
        Membership.objects.create(community=community, person=actor, role=Membership.Role.MANAGER)
        make_page(actor, community, sanitise(html))
        raise_access(community, actor.pk)
        publish(CommunityStarted(community_id=community.pk, person_id=actor.pk))
    return community


def change_community(
    actor: User, *, community: Community, name: str, purpose: str, kind: str, icon: str
) -> Community:
    """The address stays, so that every link keeps working."""
    if not (name := clean_line(name, limit=80)):
        raise NameIsMissing
    with transaction.atomic():
        place = locked(community)
        require(can_manage(actor, place))
        in_use(place)
        new = {
            "name": name,
            "purpose": clean_line(purpose, limit=200),
            "kind": kind,
            "icon": icon,
        }
        changed = [field for field, value in new.items() if getattr(place, field) != value]
        if not changed:
            return place
        for field in changed:
            setattr(place, field, new[field])
        place.save(update_fields=changed)
        if "kind" in changed:
            raise_access(place)
        publish(CommunityChanged(community_id=place.pk, by_id=actor.pk))
    return place


def archive_community(actor: User, *, community: Community) -> None:
    with transaction.atomic():
        place = locked(community)
        require(can_manage(actor, place))
        _, is_new = Archival.objects.get_or_create(community=place, defaults={"by": actor})
        if is_new:
            record(actor, "place_archived", about=place, words=place.name, community=place.pk)
            publish(CommunityArchived(community_id=place.pk, by_id=actor.pk))


def reopen_community(actor: User, *, community: Community) -> None:
    with transaction.atomic():
        place = locked(community)
        require(can_manage(actor, place))
        if place.is_archived:
            Archival.objects.filter(community=place).delete()
            record(actor, "place_reopened", about=place, words=place.name, community=place.pk)
            publish(CommunityReopened(community_id=place.pk, by_id=actor.pk))


def _free_address(name: str, kind: str, client_key: UUID | None) -> str:
    base = slugify(name)[:60].strip("-") or "community"
    if kind == Community.Kind.HIDDEN:
        # Never a plain name: the next one of that name would get "-2" and know that this exists.
        return f"{base}-{(client_key or uuid4()).hex[:8]}"
    taken = set(Community.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return first_free(base, taken)
