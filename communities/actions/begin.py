"""The page *Begin hier* of a community: made with it, and opened to its managers in the administration."""

from django.db import transaction
from wagtail.models import Collection
from wagtail.rich_text import RichText

from communities.actions.access import in_use, locked
from communities.events import CommunityPageChanged
from communities.models import Community, CommunityPage
from communities.permissions import can_manage
from kenniscafe.events import publish
from kenniscafe.permissions import require
from people.models import Organisation, User


def make_page(actor: User, community: Community, html: str) -> CommunityPage:
    """For those who make the community; without a text it is there, and shown to nobody."""
    body = [("paragraph", RichText(html))] if html else []
    page = CommunityPage.objects.create(community=community, body=body, live=bool(html))
    if html:
        page.save_revision(user=actor, clean=False).publish(user=actor, skip_permission_checks=True)
        page.refresh_from_db()
    return page


def open_page(actor: User, *, community: Community) -> CommunityPage:
    """The page to write on, with a collection of its own for what one puts on it."""
    with transaction.atomic():
        place = locked(community)
        require(can_manage(actor, place))
        in_use(place)
        page, _new = CommunityPage.objects.get_or_create(community=place, defaults={"live": False})
        if page.collection_id is None:
            Organisation.objects.select_for_update().first()  # two may not grow the tree at once
            root = Collection.get_first_root_node()
            page.collection = root.add_child(name=place.name)
            page.save(update_fields=["collection"])
    return page


def page_changed(page: CommunityPage) -> None:
    """Wagtail published it or took it away."""
    with transaction.atomic():
        publish(CommunityPageChanged(community_id=page.community_id))
