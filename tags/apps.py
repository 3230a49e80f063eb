from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TagsConfig(AppConfig):
    name = "tags"

    def ready(self) -> None:
        from kenniscafe.audit import know_sentence
        from kenniscafe.schedule import every
        from search.sources import know_field, know_signpost
        from tags.queries import signpost, tags_meant
        from tags.tasks import carry_leftovers_later

        know_sentence("tags_merged", _("%(actor)s merged tags: %(words)s"))
        know_field("tag", tags_meant)
        know_signpost(signpost)
        every(timedelta(hours=1), "carry merged tags", carry_leftovers_later.enqueue)
