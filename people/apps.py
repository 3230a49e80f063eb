from datetime import timedelta
from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from people.choosers import PersonChooser


class PeopleConfig(AppConfig):
    name = "people"

    def ready(self) -> None:
        from frontend.blocks import know_chooser
        from kenniscafe.audit import know_sentence
        from kenniscafe.mail import know_writer
        from kenniscafe.schedule import every
        from people.devices import forget_old_devices
        from people.documents import SOURCE, named, tokens
        from people.mail import invite_letter, new_password_letter
        from people.tags import CARRIER
        from search.sources import know_audience, know_field, register
        from tags import carriers

        know_writer("new password", new_password_letter)
        know_writer("invite", invite_letter)
        know_sentence("invited", _("%(actor)s invited %(words)s."))
        know_sentence("invite withdrawn", _("%(actor)s withdrew the invitation of %(words)s."))
        carriers.register("people", CARRIER)
        register(SOURCE)
        know_audience(tokens)
        know_field("by", named)
        know_chooser("people.User", lambda: _chooser().widget_class)
        every(timedelta(days=1), "forget old devices", forget_old_devices)


def _chooser() -> "PersonChooser":
    from people.choosers import PERSON

    return PERSON
