"""Lists of people as administrators have them."""

from uuid import uuid4

from people.models import Roster, RosterLine, User
from people.rosters.actions import look_at, read_in, read_on

HEADINGS = "e-mail;naam;functie;afdeling;soort;tot en met"


def a_list(*lines: str, headings: str = HEADINGS) -> str:
    return "\n".join([headings, *lines]) + "\n"


def looked_at(actor: User, *lines: str, headings: str = HEADINGS) -> Roster:
    text = a_list(*lines, headings=headings)
    return look_at(actor, client_key=uuid4(), name="lijst.csv", text=text)


def have_read(actor: User, roster: Roster, *, by_mail: bool = False) -> Roster:
    read_in(actor, roster=roster, by_mail=by_mail)
    while read_on(roster.pk):
        pass
    return Roster.objects.get(pk=roster.pk)


def outcomes(roster: Roster) -> list[tuple[int, str, str]]:
    rows = RosterLine.objects.filter(roster=roster).order_by("number")
    return list(rows.values_list("number", "outcome", "why"))
