from datetime import timedelta

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"

    def ready(self) -> None:
        from kenniscafe.mail import know_writer
        from kenniscafe.schedule import every
        from notifications import actions, letters, personal
        from notifications.tasks import send_cups
        from people.personal import register

        register(
            "notifications", holds=personal.HOLDS, export=personal.export, leave=personal.leave
        )
        know_writer("nudge", letters.nudge)
        know_writer("bundle", letters.bundle, ahead=letters.bundles)
        know_writer("coffee", letters.coffee, ahead=letters.coffees)
        every(timedelta(minutes=5), "send cups", send_cups.enqueue)
        every(timedelta(days=1), "forget old notices", actions.forget_old)
