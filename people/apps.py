from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "people"

    def ready(self) -> None:
        from people.documents import SOURCE, named, tokens
        from people.tags import CARRIER
        from search.sources import know_audience, know_field, register
        from tags import carriers

        carriers.register("people", CARRIER)
        register(SOURCE)
        know_audience(tokens)
        know_field("by", named)
