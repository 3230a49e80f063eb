from django.apps import AppConfig


class ThreadsConfig(AppConfig):
    name = "threads"

    def ready(self) -> None:
        from people.personal import register
        from threads import personal

        register("threads", holds=personal.HOLDS, export=personal.export, leave=personal.leave)
