"""Leaving: the account is closed at once, and thirty days later nothing of somebody is left but what they chose.

Each step is a short transaction and finds by itself what is still to do: a task that is killed begins again.
"""

from datetime import timedelta
from functools import partial
from typing import Final

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kenniscafe.events import publish
from kenniscafe.models import Letter
from kenniscafe.permissions import require
from people.administrators import is_the_last
from people.events import AccountClosed, AccountReopened, PersonLeft
from people.exporting import forget
from people.models import Departure, Export, Profile, User, new_seed
from people.permissions import CannotLeaveYet, EmailIsAnother, LastAdministratorStays, can_return
from people.personal import Duty, Leave, Words, registered
from people.queries import the_organisation

TO_RETURN: Final = timedelta(days=30)
AT_ONCE: Final = 100


def duties_of(person: User) -> list[Duty]:
    """What they must hand over first."""
    with transaction.atomic():
        asked = [personal.duties(person) for personal in registered() if personal.duties]
        return [duty for duties in asked for duty in duties]


def last_administrator(person: User) -> list[Duty]:
    """As for who stops administering; the accounts are where somebody else is made one."""
    if not person.is_superuser or not is_the_last(person):
        return []
    return [Duty(LastAdministratorStays.message, reverse("accounts"))]


def close_account(actor: User, *, words: str, email: str) -> Departure:
    """`email` is typed to be sure."""
    require(actor.may_enter)
    if email.strip().lower() != actor.email.lower():
        raise EmailIsAnother
    with transaction.atomic():
        if duties_of(actor):
            raise CannotLeaveYet
        chosen = {"words": Words(words).value, "until": timezone.now() + TO_RETURN}
        departure, _new = Departure.objects.update_or_create(person=actor, defaults=chosen)
        _set_active(actor, False)
        Letter.objects.filter(to=actor.pk, sent_at=None).delete()
        publish(AccountClosed(person_id=actor.pk))
    return departure


def return_to_cafe(person: User) -> None:
    with transaction.atomic():
        departure = Departure.objects.select_for_update().filter(person=person).first()
        require(departure is not None and can_return(departure))
        Departure.objects.filter(person=person).delete()
        _set_active(person, True)
        publish(AccountReopened(person_id=person.pk))


def who_is_leaving(email: str, password: str) -> User | None:
    """With the right password, and in time: they may be asked whether they want to come back."""
    found = Departure.objects.filter(person__email__iexact=email).select_related("person").first()
    if found is None or not can_return(found) or not found.person.check_password(password):
        return None
    return found.person


def due_departures() -> list[int]:
    due = Departure.objects.filter(until__lte=timezone.now())
    return list(due.order_by("until").values_list("person_id", flat=True)[:AT_ONCE])


def let_go(person_id: int) -> None:
    departure = Departure.objects.filter(person=person_id, until__lte=timezone.now()).first()
    if departure is None:  # done, or they came back
        return
    words, person = Words(departure.words), _forget_account(departure)
    for personal in registered():
        while _step(personal.leave, person, words):
            pass
    with transaction.atomic():
        Departure.objects.filter(person=person_id).delete()
        publish(PersonLeft(person_id=person_id))


def _step(leave: Leave, person: User, words: Words) -> int:
    with transaction.atomic():
        return leave(person, words, AT_ONCE)


def _forget_account(departure: Departure) -> User:
    """First of all, so that nothing which is written of them from here on has their name."""
    with transaction.atomic():
        person: User = User.objects.select_for_update().get(pk=departure.person_id)
        person.email = f"left-{person.pk}@left.invalid"
        person.password = make_password(None)
        if departure.words != Words.NAMED:
            person.name, person.handle = nameless(), f"left-{person.pk}"
        person.time_zone, person.portrait_seed = "", new_seed()
        person.is_active = person.is_superuser = False
        person.access_version = F("access_version") + 1
        person.save()
        Profile.objects.filter(person=person).delete()
        Profile.objects.create(person=person)
        _forget_export(person)
        publish(PersonLeft(person_id=person.pk))
    person.refresh_from_db()
    return person


def nameless() -> str:
    """In the language of the café, for everybody the same."""
    organisation = the_organisation()
    with translation.override(organisation.language if organisation else "nl"):
        return _("A former colleague")


def _forget_export(person: User) -> None:
    for export in Export.objects.filter(person=person):
        export.delete()
        transaction.on_commit(partial(forget, export.key))


def _set_active(person: User, active: bool) -> None:
    """Sessions, sockets and whatever else asks who may enter end with it."""
    User.objects.filter(pk=person.pk).update(
        is_active=active, access_version=F("access_version") + 1
    )
    person.refresh_from_db(fields=["is_active", "access_version"])
