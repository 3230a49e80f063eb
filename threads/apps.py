from datetime import timedelta

from django.apps import AppConfig


class ThreadsConfig(AppConfig):
    name = "threads"

    def ready(self) -> None:
        from kenniscafe.schedule import every
        from threads.actions import forget_withheld

        every(timedelta(days=1), "forget removed replies", forget_withheld)
