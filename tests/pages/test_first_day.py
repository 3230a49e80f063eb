"""The first day: four steps that may each be skipped, with reasons that are true, and a Vandaag that says why."""

from datetime import timedelta

import pytest
from django.utils import timezone

from archive.models import Bookmark
from communities.models import Membership
from pages.queries.first_day import offered_places, offered_tags
from people.models import Follow, PersonTag, Profile, User
from tests.conftest import Visitor
from tests.factories import a_community, a_guest, a_member, a_person, a_unit
from tests.factories.people import who_tells
from tests.factories.posts import a_post
from tests.factories.themes import a_contribution, a_theme

pytestmark = pytest.mark.django_db
PAGE = "/eerste-dag/"


@pytest.fixture
def dilan(visitor: Visitor) -> User:
    person = a_person("Dilan Korkmaz")
    visitor.visit(person)
    return person


def step(number: int) -> str:
    return f"{PAGE}?stap={number}"


def test_the_four_steps_end_in_a_vandaag_that_says_why(visitor: Visitor, dilan: User) -> None:
    place = a_community("Taal die landt")
    tagged = a_post(title="Over klei", tags=["klei"])
    a_post(place.created_by, title="Een brief", community=place)
    [offer] = [offer for offer in offered_tags(dilan) if offer.tag.name == "klei"]

    to = visitor.post(PAGE, {"job": "Praat met bewoners", "quote": ""})["Location"]
    assert to == step(2)
    to = visitor.post(to, {f"tag_{offer.tag.pk}": "learns", "more": "bemiddelen"})["Location"]
    assert to == step(3)
    to = visitor.post(to, {"places": [str(place.pk)]})["Location"]
    assert to == step(4)
    to = visitor.post(to, {"address": "krant.example/stoelen", "title_of_it": "Stoelen"})[
        "Location"
    ]
    assert to == "/"

    page = visitor.get(to).content.decode()
    assert "Omdat je #klei volgt" in page
    assert "Omdat je lid bent van Taal die landt" in page
    assert f'href="{tagged.get_absolute_url()}"' in page
    assert "Je bent hier nieuw" not in page
    said = set(PersonTag.objects.values_list("stance", "tag__name"))
    assert said == {("learns", "klei"), ("knows", "bemiddelen")}
    assert Profile.objects.get(person=dilan).job == "Praat met bewoners"
    assert Bookmark.objects.get(owner=dilan).audience == "only_me"


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_each_step_may_be_skipped_also_with_something_wrong_in_it(
    visitor: Visitor, dilan: User, number: int
) -> None:
    wrong = {"job": "x" * 500, "more": "y" * 99, "places": "geen", "address": "javascript:alert(1)"}

    answer = visitor.post(step(number), {"overslaan": "1", **wrong})

    assert answer["Location"] == ("/" if number == 4 else step(number + 1))
    assert not PersonTag.objects.exists()
    assert not Bookmark.objects.exists()


def test_the_steps_are_named_and_counted_in_words(visitor: Visitor, dilan: User) -> None:
    page = visitor.get(step(2)).content.decode()

    assert "Stap 2 van 4:" in page
    for number, title in enumerate(
        ["Wie ben je?", "Wat breng je mee", "Waar schuif je", "Bewaar"], 1
    ):
        assert f'?stap={number}">{title}' in page


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_step_left_empty_changes_nothing(visitor: Visitor, dilan: User, number: int) -> None:
    before = Profile.objects.values("job", "quote").get(person=dilan)

    assert visitor.post(step(number), {"note": ""}).status_code == 302

    assert Profile.objects.values("job", "quote").get(person=dilan) == before
    assert not Follow.objects.exists()
    assert not Membership.objects.exists()


def test_what_was_said_before_stays(visitor: Visitor) -> None:
    me = who_tells("Noor", stances={"knows": ["gras"], "seeks": ["oude-kaarten"]})
    a_post(tags=["klei"])
    [offer] = offered_tags(me)

    visitor.visit(me).post(step(2), {f"tag_{offer.tag.pk}": "seeks", "more": ""})

    said = set(me.person_tags.values_list("stance", "tag__name"))
    assert said == {("knows", "gras"), ("seeks", "oude-kaarten"), ("seeks", "klei")}


def test_reasons_for_tags_are_true(dilan: User) -> None:
    beside = a_person()  # of the same department
    elsewhere = a_person()
    Profile.objects.filter(person=elsewhere).update(unit=a_unit("Elders"))
    for _ in range(2):
        a_post(beside, tags=["klei"])
    a_post(User.objects.get(pk=elsewhere.pk), tags=["slib"])

    why = {offer.tag.name: offer.why for offer in offered_tags(dilan)}

    assert why == {
        "klei": "Omdat 2 berichten van je afdeling erover gaan",
        "slib": "Omdat 1 collega erover schrijft",
    }


def test_what_one_cannot_read_is_no_reason(dilan: User) -> None:
    hidden = a_community(kind="hidden")
    a_post(hidden.created_by, community=hidden, tags=["geheim"])

    assert offered_tags(dilan) == []
    assert [offer for offer in offered_places(dilan) if offer.community == hidden] == []


def test_reasons_for_communities_are_true(dilan: User) -> None:
    large, near, about = a_community("Groot"), a_community("Dichtbij"), a_community("Over klei")
    for place, people in ((large, 3), (near, 1)):
        for _ in range(people):
            a_member(a_person(), place)
    Profile.objects.exclude(
        person__in=[dilan, *(near.memberships.values_list("person", flat=True))]
    ).update(unit=a_unit("Elders"))
    a_post(about.created_by, community=about, tags=["klei"])
    who = PersonTag.objects.create(person=dilan, tag=about.posts.get().tags.get(), stance="learns")
    assert who.pk

    why = {offer.community.name: offer.why for offer in offered_places(dilan)}

    assert list(why) == ["Over klei", "Dichtbij", "Groot"]
    assert why == {
        "Over klei": "Omdat hier 1 bericht over klei gaat",
        "Dichtbij": "Omdat 2 collega’s van je afdeling hier zitten",
        "Groot": "4 leden",
    }


def test_a_guest_is_offered_no_door(visitor: Visitor) -> None:
    a_community("Open deur")
    guest = a_guest("Bas", of=a_community())

    page = visitor.visit(guest).get(step(3)).content.decode()

    assert "Open deur" not in page
    assert "geen andere community" in page


def test_a_place_that_was_not_offered_is_not_joined(visitor: Visitor, dilan: User) -> None:
    closed = a_community(kind="closed")

    answer = visitor.post(step(3), {"places": [str(closed.pk)]})

    assert answer.status_code == 422
    assert not Membership.objects.filter(person=dilan).exists()


def test_it_is_offered_on_vandaag_until_it_was_taken_or_refused(
    visitor: Visitor, dilan: User
) -> None:
    assert "Je bent hier nieuw" in visitor.get("/").content.decode()

    visitor.post("/eerste-dag/niet/")

    assert "Je bent hier nieuw" not in visitor.get("/").content.decode()
    assert visitor.get(PAGE).status_code == 200, "and it can be found later"
    assert PAGE in visitor.get("/account/").content.decode()


def test_who_is_here_for_long_is_not_asked(visitor: Visitor, dilan: User) -> None:
    User.objects.update(created_at=timezone.now() - timedelta(days=31))

    assert "Je bent hier nieuw" not in visitor.get("/").content.decode()


def test_later_vandaag_no_longer_explains_itself(visitor: Visitor, dilan: User) -> None:
    place = a_community()
    a_member(dilan, place)
    a_post(place.created_by, community=place)
    Profile.objects.update(settled_at=timezone.now() - timedelta(days=4))

    assert "Omdat je lid bent" not in visitor.get("/").content.decode()


def test_a_theme_is_a_reason(dilan: User) -> None:
    elsewhere = a_person()
    Profile.objects.filter(person=elsewhere).update(unit=a_unit("Elders"))
    post = a_post(User.objects.get(pk=elsewhere.pk), tags=["klei"])
    a_contribution(post, a_theme(title="Dijken van morgen"))

    assert [offer.why for offer in offered_tags(dilan)] == [
        "Omdat het hoort bij het thema Dijken van morgen"
    ]


WRONG = {
    "a job that is too long": (1, {"job": "x" * 121}, "job"),
    "a job of a megabyte": (1, {"job": "x" * 1_000_000}, "job"),
    "null in a quote": (1, {"quote": "a\x00b"}, "quote"),
    "a tag that is too long": (2, {"more": "x" * 51}, "more"),
    "twenty-one tags": (2, {"more": ",".join(f"t{n}" for n in range(21))}, "more"),
    "a place of nowhere": (3, {"places": "999999"}, "places"),
    "a script for an address": (4, {"address": "javascript:alert(1)"}, "address"),
    "data for an address": (4, {"address": "data:text/html,x"}, "address"),
    "an address of a megabyte": (4, {"address": "https://x.example/" + "x" * 1_000_000}, "address"),
    "a note without a page": (4, {"note": "Mooi"}, "address"),
    "a note of a megabyte": (4, {"address": "x.example", "note": "x" * 1_000_000}, "note"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_said_at_its_field(visitor: Visitor, dilan: User, name: str) -> None:
    number, typed, field = WRONG[name]

    answer = visitor.post(step(number), typed)

    assert answer.status_code == 422
    assert field in answer.context["form"].errors


@pytest.mark.parametrize("asked", ["0", "5", "-1", "x", "9" * 400, "\u0663"])
def test_a_step_that_is_not_there_is_one_that_is(visitor: Visitor, dilan: User, asked: str) -> None:
    assert visitor.get(PAGE, {"stap": asked}).status_code == 200
