import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from people.models import Follow, PersonTag
from posts.actions import withdraw_post
from tags.models import Tag
from tests.conftest import Visitor
from tests.factories import a_community, a_guest, a_person
from tests.factories.posts import a_post

pytestmark = pytest.mark.django_db


def knows(name: str, tag: Tag, **visibility: str):
    person = a_person(name)
    person.profile.visibility = visibility
    person.profile.save()
    PersonTag.objects.create(person=person, tag=tag, stance="knows")
    return person


def test_a_tag_shows_the_posts_and_people_one_may_see(visitor: Visitor) -> None:
    hidden = a_community(kind="hidden")
    tag = a_post(title="Open stuk", tags=["klei"]).tags.get()
    a_post(hidden.created_by, community=hidden, title="Geheim stuk", tags=["klei"])
    knows("Fenna Postma", tag)
    knows("Stille Kenner", tag, tags="only_me")

    page = visitor.visit(a_person()).get("/tags/klei/")

    assert "Open stuk" in page.text
    assert "Geheim stuk" not in page.text
    assert "Fenna Postma" in page.text
    assert "Stille Kenner" not in page.text
    assert page.context["found"].page.paginator.count == 1
    assert page.context["found"].people_total == 1


def test_one_follows_and_unfollows_a_tag(visitor: Visitor) -> None:
    a_post(tags=["klei"])
    me = a_person()
    visitor.visit(me)
    assert not visitor.get("/tags/klei/").context["found"].follows
    visitor.post(reverse("follow_tag", args=["klei"]))
    assert Follow.objects.filter(follower=me).count() == 1
    assert visitor.get("/tags/klei/").context["found"].follows


def test_a_merged_tag_leads_to_the_one_it_became(visitor: Visitor) -> None:
    clay = a_post(tags=["klei"]).tags.get()
    Tag.objects.create(name="kley", slug="kley", merged_into=clay)
    answer = visitor.visit(a_person()).get("/tags/kley/")
    assert answer.status_code == 301
    assert answer.headers["Location"] == "/tags/klei/"


def test_a_tag_merged_into_a_hidden_one_is_not_found(visitor: Visitor) -> None:
    hidden = a_community(kind="hidden")
    secret = a_post(hidden.created_by, community=hidden, tags=["geheim"]).tags.get()
    Tag.objects.create(name="vroeger", slug="vroeger", merged_into=secret)
    assert visitor.visit(a_person()).get("/tags/vroeger/").status_code == 404


def test_a_tag_is_gone_with_its_last_post(visitor: Visitor) -> None:
    author = a_person()
    post = a_post(author, tags=["klei"])
    assert visitor.visit(a_person()).get("/tags/klei/").status_code == 200
    withdraw_post(author, post=post)
    assert visitor.get("/tags/klei/").status_code == 404


def test_a_guest_sees_the_tag_through_their_own_community(visitor: Visitor) -> None:
    community = a_community()
    guest = a_guest(of=community)
    tag = a_post(title="Voor collega’s", tags=["klei"]).tags.get()
    knows("Verre Kenner", tag)
    assert visitor.visit(guest).get("/tags/klei/").status_code == 404
    a_post(community.created_by, community=community, title="Bij ons", tags=["klei"])
    page = visitor.get("/tags/klei/")
    assert "Bij ons" in page.text
    assert "Voor collega’s" not in page.text
    assert "Verre Kenner" not in page.text


def test_many_posts_are_paged(visitor: Visitor) -> None:
    author = a_person()
    for number in range(23):
        a_post(author, title=f"Stuk {number}", tags=["klei"])
    first = BeautifulSoup(visitor.visit(author).get("/tags/klei/").text, "html.parser")
    second = BeautifulSoup(visitor.get("/tags/klei/?page=2").text, "html.parser")
    assert len(first.select("article.item")) == 20
    assert len(second.select("article.item")) == 3


def test_the_number_of_queries_does_not_grow(visitor: Visitor) -> None:
    author = a_person()
    tag = a_post(author, tags=["klei"]).tags.get()
    visitor.visit(author)

    def queries() -> int:
        visitor.get("/tags/klei/")
        with CaptureQueriesContext(connection) as captured:
            visitor.get("/tags/klei/")
        return len(captured)

    few = queries()
    for number in range(6):
        a_post(author, tags=["klei"])
        knows(f"Kenner {number}", tag)
    assert queries() == few
