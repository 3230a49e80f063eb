from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "people"

    def ready(self) -> None:
        from people.models import PersonTag
        from tags import carriers

        carriers.register(
            "people",
            lambda viewer: PersonTag.objects.visible_to(viewer).shown().values("tag_id"),
        )
