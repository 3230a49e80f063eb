"""Every write about people: who comes in, what they tell of themselves, what they follow."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from kenniscafe import audit, mail
from kenniscafe.events import publish
from kenniscafe.permissions import require
from kenniscafe.richtext import clean_line, sanitise
from people import events
from people.handles import free_handle
from people.models import (
    Departure,
    Follow,
    Organisation,
    OrganisationUnit,
    PersonTag,
    Profile,
    User,
    Visibility,
    new_seed,
)
from people.permissions import (
    CafeIsOpen,
    EmailIsTaken,
    EmailIsWrong,
    LanguageIsUnknown,
    NameIsMissing,
    TimeZoneIsUnknown,
    can_add_people,
    can_change_access,
    can_follow,
    can_follow_tag,
)
from people.zones import zone_names
from tags.actions import tags_named
from tags.models import Tag

LANGUAGES = ("nl", "en")
MOST_WISHES = 5
LONGEST = {
    "email": 254,
    "name": 120,
    "unit": 120,
    "job": 120,
    "place": 120,
    "phone": 40,
    "languages": 120,
    "quote": 160,
    "wish": 120,
}


class ProfileFields(TypedDict, total=False):
    """What is left out stays as it is. `about` is HTML; `visibility` names fields of Profile.FIELDS;
    `stances` names all tags per stance."""

    name: str
    unit: OrganisationUnit | None
    job: str
    place: str
    phone: str
    since: int | None
    languages: str
    quote: str
    about: str
    wants: Sequence[str]
    visibility: Mapping[str, str]
    stances: Mapping[str, Sequence[str]]


def open_organisation(
    *, name: str, language: str, administrator: str, email: str, password: str
) -> User:
    """The first start: of two who do this at once, the second hears that the café is open."""
    name = clean_line(name, limit=LONGEST["name"])
    with transaction.atomic():
        try:
            with transaction.atomic():
                Organisation.objects.create(id=1, name=name, language=language)
        except IntegrityError:
            raise CafeIsOpen from None
        person = add_person(
            None,
            email=email,
            name=administrator,
            language=language,
            password=password,
            administrator=True,
        )
        publish(events.OrganisationOpened(person_id=person.pk))
    return person


def add_person(
    actor: User | None,
    *,
    email: str,
    name: str,
    kind: str = User.Kind.EMPLOYEE,
    access_until: datetime | None = None,
    language: str = "nl",
    password: str | None = None,
    handle: str = "",
    administrator: bool = False,
) -> User:
    """Without a password they choose one by a link (people.passwords)."""
    require(can_add_people(actor))
    email, name = sound_email(email), clean_line(name, limit=LONGEST["name"])
    if not name:
        raise NameIsMissing
    person = User(email=email, name=name, kind=kind, access_until=access_until)
    person.language, person.handle = _known(language), handle or free_handle(name)
    person.is_superuser = administrator
    person.set_password(password)
    with transaction.atomic():
        person.save()
        Profile.objects.create(person=person)
        if actor is not None:
            audit.record(actor, "account made", about=person, words=name)
        publish(events.PersonAdded(person_id=person.pk))
    return person


def change_access(
    actor: User | None,
    *,
    person: User,
    kind: str,
    access_until: datetime | None,
    is_active: bool,
) -> User:
    require(actor is None or can_change_access(actor, person))
    person.kind, person.access_until, person.is_active = kind, access_until, is_active
    person.access_version = F("access_version") + 1
    with transaction.atomic():
        person.save(update_fields=["kind", "access_until", "is_active", "access_version"])
        _decide_departure(person)
        if actor is not None:
            audit.record(actor, "account changed", about=person, words=person.name)
        publish(events.AccessChanged(person_id=person.pk))
    person.refresh_from_db(fields=["access_version"])
    return person


def _decide_departure(person: User) -> None:
    """Whoever leaves and is let in again stays; whose account is ended as well does not open it again."""
    leaving = Departure.objects.filter(person=person)
    if person.is_active:
        leaving.delete()
    else:
        leaving.update(may_return=False)


def change_profile(actor: User, **changes: Unpack[ProfileFields]) -> Profile:
    require(actor.may_enter)
    profile = Profile.objects.get(person=actor)
    actor.name = _cleaned(profile, "name", changes.pop("name", "")) or actor.name
    stances = changes.pop("stances", {})
    for field, value in changes.items():
        setattr(profile, field, _cleaned(profile, field, value))
    with transaction.atomic():
        actor.save(update_fields=["name"])
        profile.save()
        _state(actor, stances)
        publish(events.ProfileChanged(person_id=actor.pk))
    return profile


def settle(actor: User) -> None:
    """The first day is behind them: taken, or refused."""
    require(actor.may_enter)
    Profile.objects.filter(person=actor, settled_at=None).update(settled_at=timezone.now())


def redraw_portrait(actor: User) -> None:
    require(actor.may_enter)
    actor.portrait_seed = new_seed()
    with transaction.atomic():
        actor.save(update_fields=["portrait_seed"])
        publish(events.ProfileChanged(person_id=actor.pk))


def state_tags(actor: User, *, stances: Mapping[str, Sequence[str]]) -> None:
    """Per stance all the tags somebody says of themselves; a stance that is left out stays as it is."""
    require(actor.may_enter)
    with transaction.atomic():
        _state(actor, stances)
        publish(events.ProfileChanged(person_id=actor.pk))


def follow_person(actor: User, *, person: User) -> None:
    require(can_follow(actor, person))
    with transaction.atomic():
        if Follow.objects.get_or_create(follower=actor, person=person)[1]:
            publish(events.PersonFollowed(follower_id=actor.pk, person_id=person.pk))


def unfollow_person(actor: User, *, person: User) -> None:
    with transaction.atomic():
        if Follow.objects.filter(follower=actor, person=person).delete()[0]:
            publish(events.PersonUnfollowed(follower_id=actor.pk, person_id=person.pk))


def follow_tag(actor: User, *, tag: Tag) -> None:
    require(can_follow_tag(actor, tag))
    with transaction.atomic():
        if Follow.objects.get_or_create(follower=actor, tag=tag)[1]:
            publish(events.TagFollowed(follower_id=actor.pk, tag_id=tag.pk))


def unfollow_tag(actor: User, *, tag: Tag) -> None:
    with transaction.atomic():
        if Follow.objects.filter(follower=actor, tag=tag).delete()[0]:
            publish(events.TagUnfollowed(follower_id=actor.pk, tag_id=tag.pk))


def choose_language(actor: User, *, language: str) -> None:
    require(actor.may_enter)
    actor.language = _known(language)
    actor.save(update_fields=["language"])


def choose_time_zone(actor: User, *, time_zone: str) -> None:
    """Empty: that of the café."""
    require(actor.may_enter)
    if time_zone and time_zone not in zone_names():
        raise TimeZoneIsUnknown
    actor.time_zone = time_zone
    actor.save(update_fields=["time_zone"])


def sound_email(email: str) -> str:
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise EmailIsWrong from None
    if User.objects.filter(email=email).exists():
        raise EmailIsTaken
    return email


def _known(language: str) -> str:
    if language not in LANGUAGES:
        raise LanguageIsUnknown
    return language


def _cleaned(profile: Profile, field: str, value: Any) -> Any:
    match field:
        case "unit" | "since":
            return value
        case "about":
            return sanitise(value)
        case "wants":
            return _wishes(value)
        case "visibility":
            return profile.visibility | _chosen(value)
    return clean_line(value, limit=LONGEST[field])


def _wishes(wants: Sequence[str]) -> list[str]:
    lines = (clean_line(want, limit=LONGEST["wish"]) for want in wants)
    return [line for line in lines if line][:MOST_WISHES]


def _chosen(visibility: Mapping[str, str]) -> dict[str, str]:
    return {
        field: Visibility(value).value
        for field, value in visibility.items()
        if field in Profile.FIELDS
    }


def _state(actor: User, stances: Mapping[str, Sequence[str]]) -> None:
    for stance, names in stances.items():
        tags = tags_named(actor, names=names)
        said = PersonTag.objects.filter(person=actor, stance=PersonTag.Stance(stance))
        said.filter(source=PersonTag.Source.STATED).exclude(tag__in=tags).delete()
        for tag in tags:
            PersonTag.objects.update_or_create(
                person=actor,
                tag=tag,
                stance=stance,
                defaults={"source": PersonTag.Source.STATED, "verdict": ""},
            )


def ask_new_password(*, email: str) -> None:
    """Whoever asks, and whether or not somebody has this address: the letter finds out when it leaves."""
    with transaction.atomic():
        mail.queue("new password", to=None, about={"email": email})
