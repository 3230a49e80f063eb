from django.apps import AppConfig


class CommunitiesConfig(AppConfig):
    name = "communities"

    def ready(self) -> None:
        from communities.documents import SOURCE, named, tokens
        from communities.querysets import people_near
        from people.querysets import know_who_shares_a_community
        from search.sources import know_audience, know_field, register

        know_who_shares_a_community(people_near)
        register(SOURCE)
        know_audience(tokens)
        know_field("in", named)
