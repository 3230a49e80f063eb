"""The set and the one agree: about people, about each field of a profile, about each tag."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from communities.models import Community
from people.models import (
    Absence,
    Device,
    Export,
    Follow,
    Invite,
    PersonTag,
    Profile,
    Roster,
    User,
    Visibility,
)
from people.permissions import (
    can_read_field,
    can_view,
    can_view_absence,
    can_view_device,
    can_view_export,
    can_view_follow,
    can_view_invite,
    can_view_roster,
    can_view_tag_of,
)
from people.queries import readable
from people.querysets import Viewer
from tests.factories import a_community, a_guest, a_member, a_person, an_administrator
from tests.factories.people import (
    an_ended_guest,
    somebody_imported,
    somebody_inactive,
    who_tells,
)

pytestmark = pytest.mark.django_db


def everybody(place: Community) -> list[User]:
    later = timezone.now() + timedelta(days=1)
    return [
        place.created_by,
        a_person("medewerker"),
        a_member(a_person("lid"), place),
        an_administrator(),
        a_guest("gast van niets"),
        a_guest("gast", of=place),
        a_person("gast tot morgen", kind="partner", access_until=later),
        an_ended_guest("afgelopen", of=place),
        a_member(somebody_inactive("niet actief"), place),
        somebody_imported("ingevoerd", of=place),
    ]


@pytest.fixture
def people() -> list[User]:
    return everybody(a_community())


def test_whom_one_may_see_is_whom_the_set_holds(people: list[User]) -> None:
    for viewer in [AnonymousUser(), *people]:
        seen = set(User.objects.visible_to(viewer))
        assert seen == {person for person in people if can_view(viewer, person)}, viewer


@pytest.mark.parametrize("chosen", Visibility.values)
def test_a_field_is_read_by_whom_the_set_lets_read_it(
    people: list[User], chosen: Visibility
) -> None:
    Profile.objects.update(visibility=dict.fromkeys(Profile.FIELDS, chosen))

    for viewer in people:
        for field in Profile.FIELDS:
            listed = User.objects.visible_to(viewer).filter(readable(viewer, field))
            profiles = Profile.objects.select_related("person")
            one_by_one = {p.person for p in profiles if can_read_field(viewer, p, field)}
            assert set(listed) == one_by_one, (viewer, field)


@pytest.mark.parametrize("chosen", [None, *Visibility.values])
@pytest.mark.parametrize("source", PersonTag.Source.values)
@pytest.mark.parametrize("verdict", ["", *PersonTag.Verdict.values])
def test_a_tag_is_seen_by_whom_the_set_lets_see_it(
    people: list[User], chosen: str | None, source: str, verdict: str
) -> None:
    owner = people[0]
    who_tells("iemand anders", stances={"knows": ["klei"]})
    PersonTag.objects.update(person=owner, source=source, verdict=verdict)
    Profile.objects.update(visibility={"tags": chosen} if chosen else {})

    [row] = PersonTag.objects.select_related("person__profile")
    for viewer in people:
        assert PersonTag.objects.visible_to(viewer).exists() == can_view_tag_of(viewer, row), viewer


def test_nobody_but_its_owner_sees_a_follow(people: list[User]) -> None:
    follow = Follow.objects.create(follower=people[0], person=people[1])

    viewers: list[Viewer] = [AnonymousUser(), *people]
    assert [v for v in viewers if Follow.objects.visible_to(v).exists()] == [people[0]]
    assert [v for v in viewers if can_view_follow(v, follow)] == [people[0]]


def test_an_absence_is_for_who_is_away_and_who_stands_in(people: list[User]) -> None:
    today = timezone.localdate()
    owner, asked = people[1], people[2]
    row = Absence.objects.create(
        person=owner, kind="away", first_day=today, last_day=today, stand_in=asked
    )

    for viewer in [AnonymousUser(), *people]:
        seen = Absence.objects.visible_to(viewer).exists()
        assert seen == can_view_absence(viewer, row) == (viewer in (owner, asked)), viewer


def test_an_archive_file_is_its_owners(people: list[User]) -> None:
    row = Export.objects.create(person=people[1])

    for viewer in [AnonymousUser(), *people]:
        seen = Export.objects.visible_to(viewer).exists()
        assert seen == can_view_export(viewer, row) == (viewer == people[1]), viewer


def test_nobody_but_its_owner_sees_a_device(people: list[User]) -> None:
    device = Device.objects.create(person=people[0], key="x")

    viewers: list[Viewer] = [AnonymousUser(), *people]
    assert [v for v in viewers if Device.objects.visible_to(v).exists()] == [people[0]]
    assert [v for v in viewers if can_view_device(v, device)] == [people[0]]


@pytest.mark.parametrize("where", ["café", "community", "hidden community", "archive"])
def test_an_invitation_is_seen_by_its_sender_and_who_looks_after_the_place(where: str) -> None:
    place = a_community(kind="hidden" if where == "hidden community" else "open")
    people = [*everybody(place), a_person("afzender")]
    a_member(a_person("ander"), a_community(), role="manager")
    invite = Invite.objects.create(
        email="x@example.org",
        kind="guest",
        place=None if where == "café" else place.pk,
        invited_by=people[-1],
        expires_at=timezone.now(),
    )

    for viewer in [AnonymousUser(), *people]:
        seen = Invite.objects.visible_to(viewer).exists()
        assert seen == can_view_invite(viewer, invite), viewer
        assert not (seen and where != "café" and getattr(viewer, "is_superuser", False))


def test_a_list_of_people_is_for_administrators(people: list[User]) -> None:
    boss = an_administrator()
    roster = Roster.objects.create(by=boss, client_key=uuid4(), name="lijst.csv")

    for viewer in [AnonymousUser(), *people, boss]:
        seen = Roster.objects.visible_to(viewer).exists()
        may = getattr(viewer, "is_superuser", False) and viewer.may_enter
        assert seen == can_view_roster(viewer, roster) == bool(may), viewer
