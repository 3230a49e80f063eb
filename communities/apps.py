from django.apps import AppConfig


class CommunitiesConfig(AppConfig):
    name = "communities"

    def ready(self) -> None:
        from communities.querysets import people_near
        from people.querysets import know_who_shares_a_community

        know_who_shares_a_community(people_near)
