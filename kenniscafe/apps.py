from datetime import timedelta

from django.apps import AppConfig


class KenniscafeConfig(AppConfig):
    name = "kenniscafe"

    def ready(self) -> None:
        from kenniscafe import checks, schedule  # noqa: F401 - registers them
        from kenniscafe.events import bind
        from kenniscafe.subscriptions import TABLE

        bind(TABLE)
        schedule.every(timedelta(days=1), "forget finished tasks", schedule.forget_finished_tasks)
        schedule.every(timedelta(days=1), "forget ended sessions", schedule.forget_ended_sessions)
