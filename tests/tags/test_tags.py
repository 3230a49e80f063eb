import pytest

from archive.actions import keep
from kenniscafe.permissions import NotAllowed
from people.actions import follow_tag
from people.models import User
from tags.actions import TagIsTooLong, TooManyTags, tags_named
from tags.models import Synonym, Tag
from tests.conftest import Visitor
from tests.factories import a_community, a_guest, a_member, a_person
from tests.factories.people import somebody_inactive, who_tells
from tests.factories.posts import a_post

pytestmark = pytest.mark.django_db


def suggested(visitor: Visitor, prefix: str) -> list[str]:
    answer = visitor.get("/tags/zoek", {"q": prefix})
    assert answer.status_code == 200
    return [tag.name for tag in answer.context["tags"]]


def test_a_word_is_found_under_any_of_its_names_or_made() -> None:
    clay = Tag.objects.create(name="klei", slug="klei", name_en="clay")
    Synonym.objects.create(tag=clay, name="Zware klei")
    old = Tag.objects.create(name="leem", slug="leem", merged_into=clay)
    me = a_person()

    for word in ("klei", "#KLEI", " Klei ", "Clay", "zware KLEI", "leem"):
        assert tags_named(me, names=[word]) == [clay], word
    assert old.pk is not None
    [made] = tags_named(me, names=["Gras"])
    assert (made.name, made.slug) == ("gras", "gras")
    assert tags_named(me, names=["gras", "GRAS", "#gras"]) == [made]


def test_every_tag_has_an_address_of_its_own() -> None:
    names = ["c", "c++", "c#", "🙂", "محمد", "klei keuren", "klei-keuren"]

    tags = tags_named(a_person(), names=names)

    assert len({tag.slug for tag in tags}) == len(names)
    assert all(tag.slug.isascii() for tag in tags)
    assert [tag.get_absolute_url() for tag in tags][:2] == ["/tags/c/", "/tags/c-2/"]


def test_too_many_and_too_long_are_refused() -> None:
    with pytest.raises(TooManyTags):
        tags_named(a_person(), names=[f"tag {number}" for number in range(21)])
    with pytest.raises(TagIsTooLong):
        tags_named(a_person(), names=["x" * 51])
    assert not Tag.objects.exists()


def test_who_may_not_come_in_makes_no_tags() -> None:
    with pytest.raises(NotAllowed):
        tags_named(somebody_inactive(), names=["klei"])


def test_suggestions_begin_with_what_was_typed(visitor: Visitor) -> None:
    who_tells(stances={"knows": ["klei", "kleidijk", "kwel"]})
    Tag.objects.create(name="kleur", slug="kleur", curated=True)
    Tag.objects.create(name="klein", slug="klein")

    visitor.visit(a_person())
    assert suggested(visitor, "#KLE") == ["kleur", "klei", "kleidijk"]
    assert suggested(visitor, "klei") == ["klei", "kleidijk"]
    assert suggested(visitor, "") == []
    page = visitor.get("/tags/zoek", {"q": "klei"}).content.decode()
    assert '<li role="option" data-value="klei">#klei</li>' in page


def test_a_tag_of_a_hidden_community_exists_for_its_members_alone(visitor: Visitor) -> None:
    hidden = a_community(kind="hidden")
    a_post(hidden.created_by, community=hidden, tags=["overname"])
    member, stranger = a_member(a_person(), hidden), a_person()

    assert suggested(visitor.visit(member), "over") == ["overname"]
    assert suggested(visitor.visit(stranger), "over") == []
    assert visitor.post("/tags/overname/volgen/").status_code == 404
    assert visitor.get("/tags/overname/").status_code == 404


def test_typing_a_hidden_tag_shows_nothing_of_how_others_write_it(visitor: Visitor) -> None:
    hidden, me = a_community(kind="hidden"), a_person()
    a_post(hidden.created_by, community=hidden, tags=["OverName"])

    keep(me, thing=a_post(), tags=["oVERnAME"])

    assert Tag.objects.get().name == "overname"


def viewers() -> dict[str, User]:
    place = a_community()
    a_post(place.created_by, community=place, tags=["klei"])
    return {
        "employee": a_person(),
        "guest inside": a_guest(of=place),
        "guest outside": a_guest(of=a_community()),
    }


def test_a_guest_is_offered_only_the_tags_of_their_communities(visitor: Visitor) -> None:
    known = {
        who: suggested(visitor.visit(viewer), "klei") == ["klei"]
        for who, viewer in viewers().items()
    }

    assert known == {"employee": True, "guest inside": True, "guest outside": False}


def test_somebody_follows_a_tag_and_stops(visitor: Visitor) -> None:
    me = a_person()
    a_post(tags=["klei"])
    visitor.visit(me)

    answer = visitor.post("/tags/klei/volgen/")
    assert answer["Location"] == "/tags/klei/"
    assert me.follows.get().tag == Tag.objects.get(name="klei")
    follow_tag(me, tag=Tag.objects.get(name="klei"))
    assert me.follows.count() == 1

    visitor.post("/tags/klei/ontvolgen/")
    assert not me.follows.exists()
