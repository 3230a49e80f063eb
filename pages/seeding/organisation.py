"""A made-up organisation of any size, always the same: what benchmarks and load tests stand on."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from communities.models import Community, Membership
from pages.seeding.words import NAMES, WORDS
from people.models import Follow, Organisation, OrganisationUnit, PersonTag, Profile, User
from posts.importing import PostRecord
from posts.models import Post
from tags.models import Tag

PLACES, HIDDEN_EVERY = 60, 10
TAGS, UNITS, TEXTS = 120, 12, 400
KINDS = ["article"] * 4 + ["question"] * 3 + ["note"] * 2 + ["idea"]
YEARS = 3


def people_of(dice: random.Random, count: int) -> list[User]:
    """Person 1 is an administrator, and nobody has a password."""
    Organisation.objects.get_or_create(id=1, defaults={"name": "Waterschap Maatwerk"})
    units = OrganisationUnit.objects.bulk_create(
        OrganisationUnit(slug=f"afdeling-{n}", name=f"Afdeling {n}") for n in range(1, UNITS + 1)
    )
    people: list[User] = User.objects.bulk_create(
        User(
            email=f"collega{n}@maatwerk.example",
            handle=f"collega-{n}",
            name=f"{dice.choice(NAMES)} {dice.choice(WORDS).title()}",
            password="!",  # noqa: S106 - what Django writes for "none"
            is_superuser=n == 1,
            portrait_seed=dice.randrange(2**31),
        )
        for n in range(1, count + 1)
    )
    Profile.objects.bulk_create(
        Profile(person=person, unit=dice.choice(units), job=f"adviseur {dice.choice(WORDS)}")
        for person in people
    )
    return people


def tags_of(dice: random.Random) -> list[Tag]:
    words = list(dict.fromkeys(WORDS))[:TAGS]
    return Tag.objects.bulk_create(Tag(name=word, slug=word) for word in words)


def places_of(dice: random.Random, people: list[User]) -> list[Community]:
    """One in ten hidden; sizes are skewed, as communities are. Person 2 is in twelve."""
    places = Community.objects.bulk_create(
        Community(
            slug=f"plek-{n}",
            name=f"Plek {n}",
            purpose=" ".join(dice.choices(WORDS, k=8)),
            kind="hidden" if n % HIDDEN_EVERY == 0 else "open",
            created_by=people[0],
        )
        for n in range(1, PLACES + 1)
    )
    Membership.objects.bulk_create(
        Membership(
            community=place,
            person=person,
            role="manager" if index == 0 else "member",
        )
        for number, place in enumerate(places, 1)
        for index, person in enumerate(members_of(dice, people, number))
    )
    return places


def members_of(dice: random.Random, people: list[User], number: int) -> list[User]:
    size = max(3, min(len(people) - 2, len(people) // number))
    chosen = dice.sample(people[2:], size) if len(people) > size + 2 else people[2:]
    return [*chosen, people[1]] if number <= 12 else chosen


def interests_of(dice: random.Random, people: list[User], tags: list[Tag]) -> None:
    stances = PersonTag.Stance.values
    PersonTag.objects.bulk_create(
        PersonTag(person=person, tag=tag, stance=dice.choice(stances))
        for person in people
        for tag in dice.sample(tags, 4)
    )
    Follow.objects.bulk_create(
        [
            Follow(follower=person, person=other)
            for person in people
            for other in dice.sample(people, min(5, len(people)))
            if other != person
        ]
        + [Follow(follower=person, tag=tag) for person in people for tag in dice.sample(tags, 4)]
    )


def posts_of(
    dice: random.Random,
    count: int,
    people: list[User],
    places: list[Community],
    tags: list[Tag],
) -> Iterator[PostRecord]:
    """Spread over three years, most of them recent; one in five is for everyone."""
    now, texts = timezone.now(), texts_of(dice)
    for number in range(count):
        kind = dice.choice(KINDS)
        yield PostRecord(
            kind=kind,
            title=f"{' '.join(dice.choices(WORDS, k=5)).capitalize()} {number}",
            html=texts[dice.randrange(TEXTS)],
            author=dice.choice(people),
            published_at=moment(dice, now),
            community=None if dice.random() < 0.2 else dice.choice(places),
            tags=dice.sample(tags, 2),
            stage=Post.Stage.FLOATED if kind == Post.Kind.IDEA else "",
            reads=dice.randrange(200),
        )


def moment(dice: random.Random, now: datetime) -> datetime:
    return now - timedelta(seconds=YEARS * 365 * 86400 * dice.random() ** 2)


def texts_of(dice: random.Random) -> list[str]:
    return [
        "".join(
            f"<p>{' '.join(dice.choices(WORDS, k=dice.randint(20, 60))).capitalize()}.</p>"
            for _ in range(dice.randint(1, 4))
        )
        for _ in range(TEXTS)
    ]
