"""Who may see whom and do what. can_view says of one person what `visible_to` says of all."""

from collections.abc import Callable

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kenniscafe.permissions import RuleBroken
from people.models import (
    Absence,
    Departure,
    Device,
    Editor,
    Export,
    Follow,
    Invite,
    PersonTag,
    Profile,
    Roster,
    User,
    Visibility,
)
from people.places import runs
from people.querysets import Viewer, people_sharing_a_community
from tags.models import Tag
from tags.permissions import can_view as can_view_tag


def can_view(viewer: Viewer, person: User) -> bool:
    if not viewer.is_authenticated or not viewer.may_enter or not person.may_enter:
        return False
    return viewer.is_employee or viewer.pk == person.pk or is_near(viewer, person)


def can_read_field(viewer: Viewer, profile: Profile, field: str) -> bool:
    """`field` is one of Profile.FIELDS; name, portrait, job and unit are seen with the person."""
    return field in readable_fields(viewer, profile)


def readable_fields(viewer: Viewer, profile: Profile) -> set[str]:
    """What people.queries.readable says of a set; asked once for all fields of one person."""
    person = profile.person
    if not viewer.is_authenticated or not can_view(viewer, person):
        return set()
    if viewer.pk == person.pk:
        return set(Profile.FIELDS)
    shown_to = {field: profile.visibility_of(field) for field in Profile.FIELDS}
    open_to = {Visibility.EVERYONE}
    if Visibility.COMMUNITIES in shown_to.values() and is_near(viewer, person):
        open_to.add(Visibility.COMMUNITIES)
    return {field for field, seen_by in shown_to.items() if seen_by in open_to}


def can_view_tag_of(viewer: Viewer, person_tag: PersonTag) -> bool:
    """What PersonTag.objects.visible_to says of all of them."""
    person = person_tag.person
    if viewer.pk == person.pk:
        return can_view(viewer, person)
    inferred = person_tag.source == PersonTag.Source.INFERRED
    stands = person_tag.verdict == PersonTag.Verdict.CONFIRMED if inferred else True
    taken_back = person_tag.verdict in (PersonTag.Verdict.HIDDEN, PersonTag.Verdict.REFUSED)
    return stands and not taken_back and can_read_field(viewer, person.profile, "tags")


def can_view_follow(viewer: Viewer, follow: Follow) -> bool:
    """Whom somebody follows is theirs to know."""
    return viewer.is_authenticated and follow.follower_id == viewer.pk


def can_view_absence(viewer: Viewer, absence: Absence) -> bool:
    """That somebody is away every colleague reads (people.queries.away_notes); its row these two alone."""
    if not viewer.is_authenticated or not viewer.may_enter:
        return False
    return viewer.pk in (absence.person_id, absence.stand_in_id)


def can_change_absence(actor: User, absence: Absence) -> bool:
    return actor.may_enter and absence.person_id == actor.pk


def can_answer_for(actor: User, absence: Absence) -> bool:
    """Whoever is asked to stand in."""
    return actor.may_enter and absence.stand_in_id == actor.pk


def can_stand_in(person: User, other: User) -> bool:
    """They know each other: a guest stands in only for who shares a community with them."""
    return person.pk != other.pk and can_view(person, other) and can_view(other, person)


def can_view_export(viewer: Viewer, export: Export) -> bool:
    return viewer.is_authenticated and viewer.may_enter and export.person_id == viewer.pk


def can_return(departure: Departure) -> bool:
    return departure.may_return and departure.until > timezone.now()


def can_view_device(viewer: Viewer, device: Device) -> bool:
    return viewer.is_authenticated and device.person_id == viewer.pk


def can_bring_in(actor: User, *, kind: str, place: int | None) -> bool:
    """Administrators, and for guests of one community whoever manages that."""
    if not actor.may_enter:
        return False
    if place is None:
        return actor.is_superuser
    return kind != User.Kind.EMPLOYEE and runs(actor, place)


def can_view_invite(viewer: Viewer, invite: Invite) -> bool:
    if not viewer.is_authenticated or not viewer.may_enter:
        return False
    if invite.invited_by_id == viewer.pk:
        return True
    return viewer.is_superuser if invite.place is None else runs(viewer, invite.place)


def can_view_roster(viewer: Viewer, _roster: Roster) -> bool:
    return viewer.is_authenticated and viewer.may_enter and viewer.is_superuser


def is_near(viewer: User, person: User) -> bool:
    """They are in a community together."""
    near: bool = User.objects.filter(
        pk=person.pk, pk__in=people_sharing_a_community(viewer)
    ).exists()
    return near


TO_COME_IN = "wagtailadmin.access_admin"


def can_add_people(actor: User | None) -> bool:
    """None is the server itself: a command somebody runs on the machine."""
    return actor is None or (actor.may_enter and actor.is_superuser)


def can_change_access(actor: User, person: User) -> bool:
    return can_add_people(actor) and actor.pk != person.pk


def is_editor(person: User) -> bool:
    """Appointed, and a colleague still."""
    return bool(person.is_employee and Editor.objects.filter(person=person.pk).exists())


Says = Callable[[User], bool]
_given: dict[str, list[Says]] = {}


def know_who_may(right: str, says: Says) -> None:
    """Higher apps tell who has one of Wagtail's rights, by what they look after now: no group is kept level with it."""
    known = _given.setdefault(right, [])
    if says not in known:
        known.append(says)


def is_given(actor: User, right: str) -> bool:
    return actor.may_enter and any(says(actor) for says in _given.get(right, []))


def can_open_administration(actor: User) -> bool:
    """Administrators, and whoever has something to write there; each sees what is theirs."""
    return actor.may_enter and (actor.is_superuser or is_given(actor, TO_COME_IN))


def can_follow(actor: User, person: User) -> bool:
    return actor.pk != person.pk and can_view(actor, person)


def can_follow_tag(actor: User, tag: Tag) -> bool:
    return can_view_tag(actor, tag)


class EmailIsTaken(RuleBroken):
    message = _("Somebody with this e-mail address is here already.")


class EmailIsWrong(RuleBroken):
    message = _("This is not an e-mail address.")


class NameIsMissing(RuleBroken):
    message = _("Fill in a name.")


class LanguageIsUnknown(RuleBroken):
    message = _("Choose Dutch or English.")


class CafeIsOpen(RuleBroken):
    message = _("Somebody else was just before you: the café is open. You can sign in.")


class TimeZoneIsUnknown(RuleBroken):
    message = _("Choose one of the time zones in the list.")


class DaysAreWrong(RuleBroken):
    field = "last_day"
    message = _("The last day cannot be before the first day.")


class DaysArePast(RuleBroken):
    field = "last_day"
    message = _("These days are past. Choose a day from today on.")


class AwayTooLong(RuleBroken):
    field = "last_day"
    message = _("At most a year ahead. After that you can plan again.")


class AwayTwice(RuleBroken):
    field = "first_day"
    message = _("You are already away on some of these days. Change those instead.")


class CannotStandIn(RuleBroken):
    field = "stand_in"
    message = _("This person cannot stand in for you. Ask somebody else, or nobody.")


class StandInIsAway(RuleBroken):
    field = "stand_in"
    message = _("This person is away on some of these days. Ask somebody else, or nobody.")


class NotAwayAnyMore(RuleBroken):
    message = _("This is not needed any more: the plan has changed.")


class EmailIsAnother(RuleBroken):
    message = _("This is not the e-mail address you sign in with.")


class CannotLeaveYet(RuleBroken):
    message = _("First hand over what nobody else looks after.")


class InviteIsOver(RuleBroken):
    message = _("This invitation works no more.")


class GuestsNeedAnEnd(RuleBroken):
    message = _("Say until when this guest may come in.")


class EndIsPast(RuleBroken):
    message = _("Choose a day to come.")


class UnitIsUnderItself(RuleBroken):
    field = "parent"
    message = _("A department cannot stand under itself, or under one of its own.")


class UnitIsThere(RuleBroken):
    field = "name"
    message = _("There is a department with this name here already.")


class UnitIsTooDeep(RuleBroken):
    field = "parent"
    message = _("Departments go eight deep at most.")


class UnitIsInUse(RuleBroken):
    message = _("Somebody is in this department, or others stand under it. Move them first.")


class LastAdministratorStays(RuleBroken):
    message = _("A café always has an administrator. First make somebody else administrator.")


class OnlyColleaguesAdminister(RuleBroken):
    message = _("Only a colleague can administer the café.")


class OnlyColleaguesEdit(RuleBroken):
    message = _("Only a colleague can write pages.")


class ReasonIsMissing(RuleBroken):
    message = _("Say why: whoever reads the record wants to know.")
