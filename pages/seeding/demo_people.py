"""The people of the demo organisation: who they are, what they know and whom they follow."""

from datetime import datetime, timedelta
from typing import Any
from zlib import crc32

from django.contrib.auth.hashers import make_password

from frontend.portraits import portrait_seed
from kenniscafe import richtext
from pages.seeding.content import Calendar, read
from people.models import Absence, Follow, Organisation, OrganisationUnit, PersonTag, Profile, User
from tags.models import Synonym, Tag

PASSWORD = "kruidkoek bij de koffie"  # noqa: S105 - of the demo, printed when it starts


def seed_organisation_chart(calendar: Calendar) -> None:
    told = read("organisation.toml")
    began = calendar.at("900 08:00")
    Organisation.objects.create(id=1, name=told["name"], language="nl", created_at=began)
    units: dict[str, OrganisationUnit] = {}
    for unit in told["unit"]:
        units[unit["slug"]] = OrganisationUnit.objects.create(
            slug=unit["slug"], name=unit["name"], parent=units.get(unit["parent"])
        )
    for word in told["tag"]:
        tag = Tag.objects.create(
            name=word["name"],
            name_en=word.get("name_en", ""),
            description=word.get("description", ""),
            description_en=word.get("description_en", ""),
            curated=word.get("curated", False),
        )
        Synonym.objects.bulk_create(
            Synonym(tag=tag, name=other) for other in word.get("synonyms", [])
        )


def seed_people(calendar: Calendar) -> dict[str, User]:
    told = read("people.toml")["person"]
    looks = read("portraits.toml")
    password = make_password(PASSWORD)
    User.objects.bulk_create(
        User(
            email=one["email"],
            name=one["name"],
            handle=one["handle"],
            kind=one["kind"],
            language=one.get("language", "nl"),
            is_superuser=one.get("admin", False),
            password=password,
            access_until=calendar.at("9 18:00") if one.get("ended") else None,
            portrait_seed=portrait_seed(crc32(one["handle"].encode()), **looks[one["handle"]]),
            created_at=_came(one.get("since"), calendar),
        )
        for one in told
    )
    people = {person.handle: person for person in User.objects.all()}
    _seed_profiles(told, people)
    _seed_tags(told, people, calendar)
    _seed_absences(told, people, calendar)
    return people


def _came(since: int | None, calendar: Calendar) -> datetime:
    """Nobody writes before they came: this year's newcomers came some months ago."""
    years = calendar.day.year - (since or calendar.day.year)
    return calendar.at(f"{90 + 365 * max(years, 0)} 09:00")


def _seed_profiles(told: list[dict[str, Any]], people: dict[str, User]) -> None:
    units = {unit.slug: unit for unit in OrganisationUnit.objects.all()}
    Profile.objects.bulk_create(
        Profile(
            person=people[one["handle"]],
            unit=units.get(one.get("unit", "")),
            job=one.get("job", ""),
            place=one.get("place", ""),
            phone=one.get("phone", ""),
            since=one.get("since"),
            languages=one.get("languages", ""),
            quote=one.get("quote", ""),
            about=richtext.from_markdown(one.get("about", ""), people={}),
            wants=one.get("wants", []),
            visibility=one.get("visibility", {}),
        )
        for one in told
    )


def _seed_absences(told: list[dict[str, Any]], people: dict[str, User], calendar: Calendar) -> None:
    Absence.objects.bulk_create(
        Absence(
            person=people[one["handle"]],
            kind=Absence.Kind.AWAY,
            first_day=calendar.day + timedelta(days=one["away"]["from"]),
            last_day=calendar.day + timedelta(days=one["away"]["until"]),
            stand_in=people[one["away"]["stand_in"]],
            agreed_at=calendar.at("1 15:40"),
        )
        for one in told
        if "away" in one
    )


def _seed_tags(told: list[dict[str, Any]], people: dict[str, User], calendar: Calendar) -> None:
    tags = {tag.name: tag for tag in Tag.objects.all()}
    PersonTag.objects.bulk_create(
        PersonTag(
            person=people[one["handle"]],
            tag=tags[name],
            stance=stance,
            last_evidence=calendar.day,
        )
        for one in told
        for stance in PersonTag.Stance.values
        for name in one.get(stance, [])
    )
    since = calendar.at("60 09:00")
    Follow.objects.bulk_create(
        [
            Follow(follower=people[one["handle"]], person=people[other], created_at=since)
            for one in told
            for other in one.get("follows_people", [])
        ]
        + [
            Follow(follower=people[one["handle"]], tag=tags[name], created_at=since)
            for one in told
            for name in one.get("follows_tags", [])
        ]
    )
