from datetime import timedelta

from django.apps import AppConfig


class KenniscafeConfig(AppConfig):
    name = "kenniscafe"

    def ready(self) -> None:
        from kenniscafe import checks, letters, schedule  # noqa: F401 - registers them
        from kenniscafe.events import bind
        from kenniscafe.subscriptions import TABLE
        from kenniscafe.tasks import send_letters

        bind(TABLE)
        schedule.every(timedelta(days=1), "forget finished tasks", schedule.forget_finished_tasks)
        schedule.every(timedelta(days=1), "forget ended sessions", schedule.forget_ended_sessions)
        schedule.every(timedelta(minutes=1), "send letters", send_letters.enqueue)
        schedule.every(timedelta(days=1), "forget sent letters", letters.forget_sent)
