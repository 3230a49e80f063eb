from datetime import timedelta
from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from people.choosers import PersonChooser


class PeopleConfig(AppConfig):
    name = "people"

    def ready(self) -> None:
        from frontend.blocks import know_chooser
        from kenniscafe.mail import know_writer
        from kenniscafe.schedule import every
        from people import departure, exporting, handing_out
        from people.absence import forget_past_absences
        from people.documents import SOURCE, named, tokens
        from people.mail import new_password_letter
        from people.personal import register as register_personal
        from people.reactions import let_people_go
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
        every(timedelta(hours=1), "let people go", let_people_go)
        every(timedelta(hours=1), "forget old archives", exporting.forget_old_exports)
        every(timedelta(hours=6), "forget past absences", forget_past_absences)
        know_writer("new password", new_password_letter)
        carriers.register("people", CARRIER)
        register(SOURCE)
        know_audience(tokens)
        know_field("by", named)
        know_chooser("people.User", lambda: _chooser().widget_class)


def _chooser() -> "PersonChooser":
    from people.choosers import PERSON

    return PERSON
