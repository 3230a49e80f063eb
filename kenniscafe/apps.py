from django.apps import AppConfig


class KenniscafeConfig(AppConfig):
    name = "kenniscafe"

    def ready(self) -> None:
        from kenniscafe import checks  # noqa: F401
        from kenniscafe.events import bind
        from kenniscafe.subscriptions import TABLE

        bind(TABLE)
