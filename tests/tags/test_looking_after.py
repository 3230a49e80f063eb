"""Who looks after the tags says in two languages what each is about, and what else people call it."""

from typing import Any

import pytest

from search.models import SearchChange
from tags.actions import change_tag, tags_named
from tags.models import Synonym, Tag
from tags.tasks import carry_leftovers_later
from tests.conftest import Visitor
from tests.factories import a_community, a_guest, a_member, a_person, an_administrator
from tests.factories.posts import a_post

pytestmark = pytest.mark.django_db


def the_form(**said: Any) -> dict[str, Any]:
    return {"name": "klei", "name_en": "clay", "synonyms": "zware klei"} | said


@pytest.fixture
def clay() -> Tag:
    a_post(tags=["klei"])
    return Tag.objects.get(name="klei")


def test_what_is_said_of_a_tag_stands_on_its_page(visitor: Visitor, clay: Tag) -> None:
    visitor.visit(an_administrator())

    answer = visitor.post(
        "/tags/klei/bewerken/",
        the_form(description="Grond die water tegenhoudt.", curated="on"),
        follow=True,
    )

    page = answer.content.decode()
    assert answer.redirect_chain[-1][0] == "/tags/klei/"
    for words in ("Grond die water tegenhoudt.", "Ook wel:", "zware klei", "Vaste tag"):
        assert words in page, words
    clay.refresh_from_db()
    assert (clay.name_en, clay.curated) == ("clay", True)


def test_a_name_it_had_before_still_leads_to_it(clay: Tag) -> None:
    change_tag(an_administrator(), tag=clay, name="Kleigrond")

    assert [tag.pk for tag in tags_named(a_person(), names=["klei", "kleigrond"])] == [clay.pk]
    assert clay.slug == "klei"


def test_a_word_of_another_tag_is_refused_by_name(visitor: Visitor, clay: Tag) -> None:
    a_post(tags=["leem"])
    visitor.visit(an_administrator())

    for said in ({"name": "leem"}, {"synonyms": "leem"}, {"name_en": "leem"}):
        answer = visitor.post("/tags/klei/bewerken/", the_form(**said))
        assert answer.status_code == 422
        assert "“leem” leidt al naar #leem." in answer.content.decode()
    assert Tag.objects.get(pk=clay.pk).name == "klei"


def test_a_word_of_a_hidden_tag_is_not_given_away(clay: Tag) -> None:
    hidden = a_community(kind="hidden")
    a_post(hidden.created_by, community=hidden, tags=["overname"])
    [secret] = Tag.objects.filter(name="overname")

    change_tag(an_administrator(), tag=clay, name="klei", synonyms=["overname"])

    assert tags_named(a_member(a_person(), hidden), names=["overname"]) == [secret]


def test_only_who_looks_after_tags_may(visitor: Visitor, clay: Tag) -> None:
    place = a_community()
    a_post(place.created_by, community=place, tags=["klei"])
    for person, status in ((a_person(), 403), (a_guest(of=place), 403), (a_guest(), 404)):
        visitor.visit(person)
        for address in ("/tags/klei/bewerken/", "/tags/klei/samenvoegen/"):
            assert visitor.get(address).status_code == status
            assert visitor.post(address, the_form(into="leem")).status_code == status
    assert not Synonym.objects.exists()


def test_search_hears_of_another_name(clay: Tag) -> None:
    SearchChange.objects.all().delete()

    change_tag(an_administrator(), tag=clay, name="kleigrond")
    carry_leftovers_later.call()

    assert SearchChange.objects.filter(kind="post").exists() is False  # the worker marks them
    from posts.tasks import mark_tagged_later

    mark_tagged_later.call(clay.pk)
    assert SearchChange.objects.filter(kind="post").count() == 1


def test_a_synonym_is_suggested_and_searched(visitor: Visitor, clay: Tag) -> None:
    Synonym.objects.create(tag=clay, name="zware grond")
    visitor.visit(a_person())

    options = visitor.get("/tags/zoek", {"q": "zware"}).context["tags"]
    assert [tag.name for tag in options] == ["klei"]
    page = visitor.get("/zoeken/", {"q": "Zware Grond"}).content.decode()
    assert '<a href="/tags/klei/">#klei</a>' in page
    assert "ook wel zware grond" in page


def test_a_word_of_a_hidden_tag_leads_nobody_there(visitor: Visitor) -> None:
    hidden = a_community(kind="hidden")
    a_post(hidden.created_by, community=hidden, tags=["overname"])

    page = visitor.visit(a_person()).get("/zoeken/", {"q": "overname"}).content.decode()
    assert "/tags/overname/" not in page


@pytest.mark.parametrize(
    "said",
    [
        {"name": ""},
        {"name": "x" * 51},
        {"name": " \u200b\x00 "},
        {"name": "klei\u202e", "description": "x" * 301},
        {"synonyms": ",".join(f"woord {number}" for number in range(21))},
        {"synonyms": "x" * 3000},
    ],
)
def test_bad_input_comes_back_with_the_form(
    said: dict[str, str], visitor: Visitor, clay: Tag
) -> None:
    answer = visitor.visit(an_administrator()).post("/tags/klei/bewerken/", the_form(**said))

    assert answer.status_code == 422
    assert "errsum" in answer.content.decode()
    assert Tag.objects.get(pk=clay.pk).name == "klei"


def test_markup_in_what_is_said_stays_text(visitor: Visitor, clay: Tag) -> None:
    bad = "<script>alert(1)</script>"
    change_tag(an_administrator(), tag=clay, name="klei", synonyms=[bad], description=bad)

    page = visitor.visit(a_person()).get("/tags/klei/").content.decode()
    assert bad not in page


def test_the_administration_lists_the_tags_one_may_know_of(visitor: Visitor, clay: Tag) -> None:
    hidden = a_community(kind="hidden")
    a_post(hidden.created_by, community=hidden, tags=["overname"])
    Tag.objects.create(name="leem", slug="leem", merged_into=clay, curated=True)
    visitor.visit(an_administrator())

    page = visitor.get("/beheer/tags/").content.decode()
    assert "/tags/klei/samenvoegen/" in page
    assert "overname" not in page
    assert "leem" not in page
    assert visitor.get("/beheer/tags/?ordering=-name").status_code == 200
    assert visitor.visit(a_person()).get("/beheer/tags/").status_code != 200
