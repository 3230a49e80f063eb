from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    name = "archive"

    def ready(self) -> None:
        from archive import personal
        from archive.tags import CARRIER
        from people.personal import register
        from tags import carriers

        register("archive", holds=personal.HOLDS, export=personal.export, leave=personal.leave)
        carriers.register("archive", CARRIER)
