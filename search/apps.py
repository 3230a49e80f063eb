from datetime import timedelta

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"

    def ready(self) -> None:
        from kenniscafe.schedule import every
        from search import checks  # noqa: F401
        from search.rebuilding import compare_nightly

        every(timedelta(days=1), "compare search index", compare_nightly)
