from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ThreadsConfig(AppConfig):
    name = "threads"

    def ready(self) -> None:
        from kenniscafe.audit import know_sentence
        from kenniscafe.schedule import every
        from people.personal import register
        from threads import personal
        from threads.actions import forget_withheld

        know_sentence("reply_removed", _("%(actor)s removed a reply to %(words)s"))
        every(timedelta(days=1), "forget removed replies", forget_withheld)
        register("threads", holds=personal.HOLDS, export=personal.export, leave=personal.leave)
