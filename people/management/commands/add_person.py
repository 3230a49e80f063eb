from argparse import ArgumentParser
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kenniscafe.permissions import RuleBroken
from people.actions import add_person
from people.models import User
from people.passwords import FIRST_LINK, first_password_link
from people.queries import the_organisation


class Command(BaseCommand):
    help = "Add somebody and print a link, good once and for a week, with which they choose a password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", required=True)
        parser.add_argument("--kind", choices=User.Kind.values, default=User.Kind.EMPLOYEE)
        parser.add_argument("--until", default="", help="the last day they may come in: 2026-01-31")
        parser.add_argument("--language", choices=["nl", "en"], default="")
        parser.add_argument("--admin", action="store_true", help="may run the café")

    def handle(self, *_args: str, **told: Any) -> None:
        organisation = the_organisation()
        language = told["language"] or (organisation.language if organisation else "nl")
        with translation.override(language):
            if organisation is None:
                raise CommandError(
                    _("The café is not open yet. Start the server and finish the first page.")
                )
            try:
                person = self._added(told, language)
            except RuleBroken as broken:
                raise CommandError(str(broken.message)) from None
            last_day = date_format(timezone.localdate() + FIRST_LINK, "j F Y")
            self.stdout.write(
                _("%(name)s can choose a password here, once, until %(date)s:")
                % {"name": person.name, "date": last_day}
            )
        self.stdout.write(first_password_link(person))

    def _added(self, told: dict[str, Any], language: str) -> User:
        return add_person(
            None,
            email=told["email"],
            name=told["name"],
            kind=told["kind"],
            access_until=_end_of(told["until"]) if told["until"] else None,
            language=language,
            administrator=told["admin"],
        )


def _end_of(day: str) -> datetime:
    try:
        last = date.fromisoformat(day)
    except ValueError:
        raise CommandError(
            _("“%(day)s” is not a date. Write it as 2026-01-31.") % {"day": day}
        ) from None
    ended = timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min))
    if ended <= timezone.now():
        raise CommandError(_("That day has passed already."))
    return ended
