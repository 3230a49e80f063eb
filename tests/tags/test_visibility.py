"""A tag is known by whoever may see something that carries it: one is asked as all are."""

import pytest
from django.contrib.auth.models import AnonymousUser

from archive.actions import keep
from people.models import Profile
from posts.actions import withdraw_post
from tags.models import Tag
from tags.permissions import can_view
from tests.factories import a_community, a_guest, a_member, a_person, an_administrator
from tests.factories.people import an_ended_guest, somebody_inactive, who_tells
from tests.factories.posts import a_post

pytestmark = pytest.mark.django_db


def test_the_one_and_the_set_agree_with_what_carries_it() -> None:
    hidden, opened = a_community(kind="hidden"), a_community(kind="open")
    member, employee = a_member(a_person(), hidden), a_person()
    guest, teller = a_guest(of=opened), who_tells(stances={"knows": ["alleen-ik"]})
    Profile.objects.filter(person=teller).update(visibility={"tags": "only_me"})
    a_post(hidden.created_by, community=hidden, tags=["geheim"])
    a_post(opened.created_by, community=opened, tags=["open"])
    withdraw_post(employee, post=a_post(employee, tags=["teruggenomen"]))
    keep(employee, thing=a_post(tags=["voor-iedereen"]), tags=["eigen"])
    Tag.objects.create(name="huis", slug="huis", curated=True)

    everyone = {"huis", "open", "voor-iedereen"}
    known = {
        member: everyone | {"geheim"},
        employee: everyone,
        an_administrator(): everyone,
        teller: everyone | {"alleen-ik"},
        guest: {"huis", "open"},
        a_guest(): {"huis"},
        an_ended_guest(of=hidden): set(),
        somebody_inactive(): set(),
        AnonymousUser(): set(),
    }
    for viewer, names in known.items():
        assert {tag.name for tag in Tag.objects.visible_to(viewer)} == names, viewer
        assert {tag.name for tag in Tag.objects.all() if can_view(viewer, tag)} == names, viewer
