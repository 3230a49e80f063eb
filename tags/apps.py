from django.apps import AppConfig


class TagsConfig(AppConfig):
    name = "tags"

    def ready(self) -> None:
        from search.sources import know_field
        from tags.queries import tags_meant

        know_field("tag", tags_meant)
