from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    name = "archive"

    def ready(self) -> None:
        from archive.tags import CARRIER
        from tags import carriers

        carriers.register("archive", CARRIER)
