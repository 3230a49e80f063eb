from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# How the lines read that communities writes in the audit log.
SENTENCES = {
    "role_member": _("%(actor)s made %(words)s a member again"),
    "role_moderator": _("%(actor)s made %(words)s a moderator"),
    "role_manager": _("%(actor)s made %(words)s a community manager"),
    "member_out": _("%(actor)s took %(words)s out of the community"),
    "place_archived": _("%(actor)s put %(words)s in the archive"),
    "place_reopened": _("%(actor)s took %(words)s out of the archive"),
}


class CommunitiesConfig(AppConfig):
    name = "communities"

    def ready(self) -> None:
        from django.db.models import Prefetch
        from wagtail.signals import published, unpublished

        from communities import personal
        from communities.documents import SOURCE, named, tokens
        from communities.guests import PLACES
        from communities.models import CommunityPage, Membership
        from communities.permissions import writes_pages
        from communities.querysets import people_near
        from kenniscafe.audit import know_sentence
        from people.documents import know_memberships
        from people.permissions import TO_COME_IN, know_who_may
        from people.personal import register as register_personal
        from people.places import know_places
        from people.querysets import know_who_shares_a_community
        from search.sources import know_audience, know_field, register

        for what, sentence in SENTENCES.items():
            know_sentence(what, sentence)
        know_who_shares_a_community(people_near)
        know_places(PLACES)
        mine = Membership.objects.only("community_id", "person_id").order_by("community_id")
        know_memberships(Prefetch("memberships", mine, to_attr="joined"))
        register_personal(
            "communities",
            holds=personal.HOLDS,
            export=personal.export,
            leave=personal.leave,
            duties=personal.duties,
        )
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
