from datetime import timedelta

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"

    def ready(self) -> None:
        from kenniscafe.mail import know_writer
        from kenniscafe.schedule import every
        from notifications import actions, letters
        from notifications.tasks import send_cups

        know_writer("nudge", letters.nudge)
        know_writer("bundle", letters.bundle)
        know_writer("coffee", letters.coffee)
        every(timedelta(minutes=5), "send cups", send_cups.enqueue)
        every(timedelta(days=1), "forget old notices", actions.forget_old)
