from django.apps import AppConfig


class CommunitiesConfig(AppConfig):
    name = "communities"

    def ready(self) -> None:
        from django.db.models import Prefetch

        from communities.documents import SOURCE, named, tokens
        from communities.models import Membership
        from communities.querysets import people_near
        from people.documents import know_memberships
        from people.querysets import know_who_shares_a_community
        from search.sources import know_audience, know_field, register

        know_who_shares_a_community(people_near)
        mine = Membership.objects.only("community_id", "person_id").order_by("community_id")
        know_memberships(Prefetch("memberships", mine, to_attr="joined"))
        register(SOURCE)
        know_audience(tokens)
        know_field("in", named)
