"""Two tags become one: every word leads to it at once, what stands under the old one follows, and nothing doubles."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from archive.actions import keep
from archive.models import Bookmark
from kenniscafe.permissions import NotAllowed
from people.actions import follow_tag
from people.models import Follow, PersonTag
from posts.models import Post
from search.models import SearchChange
from tags import actions
from tags.actions import carry_leftovers, carry_over, merge_tags, tags_named
from tags.models import Tag
from tags.permissions import TagIsItself, TagIsMerged, TagIsNotForAll
from tests.conftest import Visitor
from tests.factories import a_community, a_member, a_person, an_administrator
from tests.factories.people import who_tells
from tests.factories.posts import a_post

pytestmark = pytest.mark.django_db


def two() -> tuple[Tag, Tag]:
    a_post(tags=["leem"])
    a_post(tags=["klei"])
    return Tag.objects.get(name="leem"), Tag.objects.get(name="klei")


def merged(tag: Tag, into: Tag) -> None:
    merge_tags(an_administrator(), tag=tag, into=into)
    carry_over(tag.pk)


def test_first_one_sees_what_moves_and_then_it_does(visitor: Visitor) -> None:
    loam, clay = two()
    person = who_tells(stances={"knows": ["leem"]})
    follow_tag(person, tag=loam)
    keep(person, thing=a_post(), tags=["leem"], shared=True)
    visitor.visit(an_administrator())

    page = visitor.get("/tags/leem/samenvoegen/", {"into": "#Klei"}).content.decode()
    for words in ("<b>1</b> bericht<", "<b>1</b> mens ", "<b>1</b> volger", "<b>1</b> bladwijzer"):
        assert words in page, words
    assert "Je kunt dit niet terugdraaien." in page

    answer = visitor.post("/tags/leem/samenvoegen/", {"into": "klei"})
    assert answer["Location"] == "/tags/klei/"
    assert tags_named(person, names=["leem"]) == [clay]
    [waiting] = DBTaskResult.objects.filter(task_path="tags.tasks.carry_over_later")
    assert waiting.args_kwargs["args"] == [loam.pk]

    carry_over(loam.pk)
    assert not Post.objects.filter(tags=loam).exists()
    assert Post.objects.filter(tags=clay).count() == 2
    assert PersonTag.objects.get().tag == clay
    assert Follow.objects.get().tag == clay
    assert Bookmark.objects.filter(tags=clay).count() == 1


def test_every_old_word_and_address_leads_on(visitor: Visitor) -> None:
    loam, clay = two()
    merged(loam, clay)
    visitor.visit(a_person())

    answer = visitor.get("/tags/leem/")
    assert (answer.status_code, answer["Location"]) == (301, "/tags/klei/")
    assert [tag.name for tag in visitor.get("/tags/zoek", {"q": "leem"}).context["tags"]] == [
        "klei"
    ]
    assert "Ook wel: leem" in visitor.get("/tags/klei/").content.decode()
    assert visitor.get("/mensen/", {"tag": "leem"}).context["wanted"].tag == "klei"
    visitor.post("/tags/leem/volgen/")
    assert Follow.objects.get().tag == clay


def test_what_was_merged_earlier_comes_along() -> None:
    loam, clay = two()
    a_post(tags=["grond"])
    soil = Tag.objects.get(name="grond")

    merged(loam, clay)
    merged(clay, soil)

    loam.refresh_from_db()
    assert loam.merged_into == soil
    assert set(soil.synonyms.values_list("name", flat=True)) == {"leem", "klei"}
    assert Post.objects.filter(tags=soil).count() == 3


def test_who_had_both_keeps_one(visitor: Visitor) -> None:
    loam, clay = two()
    post = a_post(tags=["leem", "klei"])
    person = a_person()
    early, late = timezone.now() - timedelta(days=9), timezone.now()
    Follow.objects.create(follower=person, tag=loam, created_at=early)
    Follow.objects.create(follower=person, tag=clay, created_at=late)
    bookmark = keep(person, thing=a_post(), tags=["leem", "klei"])

    merged(loam, clay)

    assert list(post.tags.all()) == [clay]
    assert list(bookmark.tags.all()) == [clay]
    assert Follow.objects.get().created_at == early


@pytest.mark.parametrize(
    ("under_old", "under_new", "stays"),
    [
        (("stated", ""), ("inferred", ""), ("stated", "")),
        (("inferred", "refused"), ("inferred", ""), ("inferred", "refused")),
        (("inferred", "refused"), ("stated", ""), ("stated", "")),
        (("endorsed", ""), ("inferred", "confirmed"), ("inferred", "confirmed")),
        (("inferred", ""), ("endorsed", ""), ("endorsed", "")),
    ],
)
def test_of_one_stance_the_stronger_word_stays(
    under_old: tuple[str, str], under_new: tuple[str, str], stays: tuple[str, str]
) -> None:
    loam, clay = two()
    person = a_person()
    for tag, (source, verdict), strength in ((loam, under_old, 3.0), (clay, under_new, 1.0)):
        PersonTag.objects.create(
            person=person,
            tag=tag,
            stance="knows",
            source=source,
            verdict=verdict,
            strength=strength,
        )

    merged(loam, clay)

    row = PersonTag.objects.get()
    assert (row.tag, row.source, row.verdict, row.strength) == (clay, *stays, 3.0)


def test_different_stances_both_stay() -> None:
    loam, clay = two()
    who_tells(stances={"knows": ["leem"], "seeks": ["klei"]})

    merged(loam, clay)

    assert set(PersonTag.objects.values_list("tag", "stance")) == {
        (clay.pk, "knows"),
        (clay.pk, "seeks"),
    }


def test_killed_between_batches_it_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    loam, clay = two()
    for _ in range(6):
        a_post(tags=["leem"])
    merge_tags(an_administrator(), tag=loam, into=clay)
    monkeypatch.setattr(actions.merging, "BATCH", 2)
    monkeypatch.setattr(actions.merging, "_all_of", actions.merging._batch)

    carry_over(loam.pk)  # one batch of each
    assert Post.objects.filter(tags=loam).count() == 5

    monkeypatch.undo()
    carry_over(loam.pk)
    carry_over(loam.pk)
    assert Post.objects.filter(tags=clay).count() == 8


def test_search_looks_again_at_what_moved() -> None:
    loam, clay = two()
    person = who_tells(stances={"knows": ["leem"]})
    post = Post.objects.get(tags=loam)
    SearchChange.objects.all().delete()

    merged(loam, clay)

    assert set(SearchChange.objects.values_list("kind", "object_id")) == {
        ("post", post.pk),
        ("person", person.pk),
    }


def test_somebody_who_was_writing_with_the_old_tag_is_followed() -> None:
    loam, clay = two()
    merged(loam, clay)
    post = a_post()
    post.tags.add(loam)

    assert carry_leftovers() == 1
    assert list(post.tags.all()) == [clay]


def test_a_tag_cannot_be_merged_twice_nor_with_itself() -> None:
    loam, clay = two()
    me = an_administrator()
    with pytest.raises(TagIsItself):
        merge_tags(me, tag=loam, into=loam)
    assert merge_tags(me, tag=loam, into=clay) == clay
    assert merge_tags(me, tag=loam, into=clay) == clay
    with pytest.raises(TagIsMerged):
        merge_tags(me, tag=clay, into=loam)


def test_only_who_looks_after_tags_merges() -> None:
    loam, clay = two()
    with pytest.raises(NotAllowed):
        merge_tags(a_person(), tag=loam, into=clay)


def test_a_hidden_tag_is_not_merged_with_one_that_others_see(visitor: Visitor) -> None:
    loam, _clay = two()
    hidden = a_community(kind="hidden")
    a_post(hidden.created_by, community=hidden, tags=["overname"])
    secret = Tag.objects.get(name="overname")
    insider = a_member(an_administrator(), hidden)

    for tag, into in ((secret, loam), (loam, secret)):
        with pytest.raises(TagIsNotForAll):
            merge_tags(insider, tag=tag, into=into)
    visitor.visit(insider)
    answer = visitor.post("/tags/leem/samenvoegen/", {"into": "overname"})
    assert answer.status_code == 422
    assert Tag.objects.filter(merged_into=None).count() == 3


def test_a_hidden_tag_is_to_an_administrator_as_one_that_is_not_there(visitor: Visitor) -> None:
    two()
    hidden = a_community(kind="hidden")
    a_post(hidden.created_by, community=hidden, tags=["overname"])
    visitor.visit(an_administrator())

    for method in (visitor.get, visitor.post):
        there, not_there = (
            method("/tags/leem/samenvoegen/", {"into": word}) for word in ("overname", "onzin")
        )
        assert there.status_code == not_there.status_code == 422
        assert "Er is geen tag met deze naam" in there.content.decode()
    assert visitor.get("/tags/overname/samenvoegen/").status_code == 404


def test_what_one_may_not_see_is_not_counted(visitor: Visitor) -> None:
    two()
    hidden = a_community(kind="hidden")
    a_post(hidden.created_by, community=hidden, tags=["leem"])
    keep(a_person(), thing=a_post(), tags=["leem"])
    visitor.visit(an_administrator())

    moves = visitor.get("/tags/leem/samenvoegen/", {"into": "klei"}).context["moves"]
    assert dict(moves) == {"posts": 1, "people": 0, "followers": 0, "bookmarks": 0}


@pytest.mark.parametrize("word", ["", "x" * 51, "\x00", "leem", "'; DROP TABLE tags_tag; --"])
def test_bad_input_merges_nothing(word: str, visitor: Visitor) -> None:
    two()
    answer = visitor.visit(an_administrator()).post("/tags/leem/samenvoegen/", {"into": word})

    assert answer.status_code == 422
    assert not Tag.objects.filter(merged_into__isnull=False).exists()
