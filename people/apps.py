from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from people.choosers import PersonChooser


SENTENCES = {
    "account ended": _("%(actor)s ended the account of %(words)s"),
    "account opened": _("%(actor)s opened the account of %(words)s again"),
    "account changed": _("%(actor)s changed the account of %(words)s"),
    "administrator made": _("%(actor)s made %(words)s administrator"),
    "administrator no more": _("%(actor)s made %(words)s administrator no more"),
    "account made": _("%(actor)s made an account for %(words)s"),
    "list read in": _("%(actor)s read in a list of people: %(words)s"),
    "unit made": _("%(actor)s made the department %(words)s"),
    "unit changed": _("%(actor)s changed the department %(words)s"),
    "unit removed": _("%(actor)s removed the department %(words)s"),
    "editor made": _("%(actor)s made %(words)s editor"),
    "editor no more": _("%(actor)s made %(words)s editor no more"),
    "invited": _("%(actor)s invited %(words)s"),
    "invite withdrawn": _("%(actor)s withdrew the invitation of %(words)s"),
}


class PeopleConfig(AppConfig):
    name = "people"

    def ready(self) -> None:
        from frontend.blocks import know_chooser
        from kenniscafe.audit import know_sentence
        from kenniscafe.mail import know_writer
        from kenniscafe.schedule import every
        from people import departure, handing_out
        from people.clock import CLOCK
        from people.documents import SOURCE, named, tokens
        from people.mail import WRITERS
        from people.permissions import TO_COME_IN, is_editor, know_who_may
        from people.personal import register as register_personal
        from people.tags import CARRIER
        from search.sources import know_audience, know_field, register
        from tags import carriers

        register_personal(
            "people",
            holds=handing_out.HOLDS,
            export=handing_out.export,
            leave=handing_out.leave,
            duties=departure.last_administrator,
        )
        for name, (interval, run) in CLOCK.items():
            every(interval, name, run)
        for what, sentence in SENTENCES.items():
            know_sentence(what, sentence)
        for kind, writer in WRITERS.items():
            know_writer(kind, writer)
        know_who_may(TO_COME_IN, is_editor)
        carriers.register("people", CARRIER)
        register(SOURCE)
        know_audience(tokens)
        know_field("by", named)
        know_chooser("people.User", lambda: _chooser().widget_class)


def _chooser() -> "PersonChooser":
    from people.choosers import PERSON

    return PERSON
