from typing import Any

from django.apps import AppConfig


class CommunitiesConfig(AppConfig):
    name = "communities"

    def ready(self) -> None:
        from django.db.models import Prefetch
        from wagtail.signals import published, unpublished

        from communities.documents import SOURCE, named, tokens
        from communities.guests import PLACES
        from communities.models import CommunityPage, Membership
        from communities.permissions import writes_pages
        from communities.querysets import people_near
        from people.documents import know_memberships
        from people.permissions import TO_COME_IN, know_who_may
        from people.places import know_places
        from people.querysets import know_who_shares_a_community
        from search.sources import know_audience, know_field, register

        know_who_shares_a_community(people_near)
        know_places(PLACES)
        mine = Membership.objects.only("community_id", "person_id").order_by("community_id")
        know_memberships(Prefetch("memberships", mine, to_attr="joined"))
        register(SOURCE)
        know_audience(tokens)
        for right in (TO_COME_IN, "communities.publish_communitypage"):
            know_who_may(right, writes_pages)
        published.connect(_page_changed, CommunityPage)
        unpublished.connect(_page_changed, CommunityPage)
        know_field("in", named)


def _page_changed(instance: Any, **_signal: Any) -> None:
    from communities.actions import page_changed

    page_changed(instance)
