import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.models import Profile, User
from posts.actions import withdraw_post
from search.changes import mark, mark_many
from search.indexing import drain_all
from tests.conftest import Visitor
from tests.factories import a_community, a_person
from tests.factories.posts import a_link_post, a_post

pytestmark = pytest.mark.django_db


def text_of(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def seeker(visitor: Visitor) -> Visitor:
    return visitor.visit(a_person("Noor Terwiel"))


def test_an_empty_question_explains_how_to_ask(seeker: Visitor):
    answer = seeker.get("/zoeken/")
    assert answer.status_code == 200
    assert "tag:piping" in text_of(answer)


def test_the_words_are_marked_and_the_rest_is_escaped(seeker: Visitor):
    a_post(title="Zware <b>klei</b>", html="<p>De klei was nat &amp; zwaar.</p>")
    drain_all()
    page = text_of(seeker.get("/zoeken/", {"q": "klei"}))
    assert "<mark>klei</mark>" in page
    assert "De <mark>klei</mark> was nat &amp; zwaar." in page
    assert "<b>klei</b>" not in page


def test_the_tabs_count_and_narrow(seeker: Visitor):
    a_post(title="Over klei")
    a_link_post(title="Klei in het nieuws")
    place = a_community("Klei en veen")
    mark("community", place.pk)
    mark("person", a_person("Kaat Klei").pk)
    drain_all()
    found = seeker.get("/zoeken/", {"q": "klei"}).context["found"]
    assert [(tab.name, tab.count) for tab in found.tabs] == [
        ("", 4),
        ("posts", 1),
        ("people", 1),
        ("communities", 1),
        ("bookmarks", 1),
    ]
    narrowed = seeker.get("/zoeken/", {"q": "klei", "soort": "people"}).context["found"]
    assert [hit.title for hit in narrowed.full] == ["Kaat <mark>Klei</mark>"]
    assert [tab.count for tab in narrowed.tabs] == [4, 1, 1, 1, 1]


def test_a_tag_by_which_it_was_found_is_shown(seeker: Visitor):
    a_post(title="Over klei", tags=["piping", "veen"])
    drain_all()
    (hit,) = seeker.get("/zoeken/", {"q": "piping"}).context["found"].full
    assert hit.tags == ("<mark>piping</mark>",)
    assert hit.opening.startswith("Wat ik leerde")


def test_documents_with_most_of_the_words_stand_under_a_line_that_says_so(seeker: Visitor):
    a_post(title="Klei in het gebied")
    a_post(title="Klei op de dijk")
    drain_all()
    answer = seeker.get("/zoeken/", {"q": "klei dijk"})
    found = answer.context["found"]
    assert [len(found.full), len(found.partial)] == [1, 1]
    page = text_of(answer)
    assert page.index("dijk</mark>") < page.index("some-words") < page.index("in het gebied")


def test_pages_are_full_and_follow_each_other(seeker: Visitor):
    author = a_person()
    for number in range(45):
        a_post(author, title=f"Klei {number}")
    drain_all()
    seen: list[int] = []
    for number, size in (("1", 20), ("2", 20), ("3", 5)):
        found = seeker.get("/zoeken/", {"q": "klei", "page": number}).context["found"]
        assert len(found.full) == size
        seen += [hit.key.id for hit in found.full]
    assert len(set(seen)) == 45


def test_a_page_is_full_though_some_of_its_hits_are_gone(seeker: Visitor):
    author = a_person()
    posts = [a_post(author, title=f"Klei {number}") for number in range(45)]
    drain_all()
    first = seeker.get("/zoeken/", {"q": "klei"}).context["found"]
    for post in posts:
        if post.pk in {hit.key.id for hit in first.full[:15]}:
            withdraw_post(author, post=post)
    again = seeker.get("/zoeken/", {"q": "klei"}).context["found"]
    assert (len(again.full), again.total) == (20, 30)


def test_turning_the_page_keeps_the_order_though_something_new_came(seeker: Visitor):
    author = a_person()
    for number in range(25):
        a_post(author, title=f"Klei {number}")
    drain_all()
    first = seeker.get("/zoeken/", {"q": "klei"}).context["found"]
    a_post(author, title="Klei")
    drain_all()
    second = seeker.get("/zoeken/", {"q": "klei", "page": "2"}).context["found"]
    assert not {hit.key for hit in first.full} & {hit.key for hit in second.full}
    assert len(second.full) == 5
    fresh = seeker.get("/zoeken/", {"q": "klei"}).context["found"]
    assert fresh.total == 26


def test_the_number_of_queries_does_not_grow_with_the_hits(seeker: Visitor):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as counted:
            assert seeker.get("/zoeken/", {"q": "klei"}).status_code == 200
        return len(counted)

    def more(total: int) -> None:
        for number in range(total):
            a_post(title=f"Klei {number}", tags=["piping"])
            mark("person", a_person(f"Kaat Klei {number}").pk)
        drain_all()

    more(2)
    queries()
    few = queries()
    more(7)
    assert queries() == few


@pytest.mark.parametrize(
    "text",
    [
        "'\"",
        '"',
        "AND OR NOT",
        "tag: by: in:",
        "((((",
        "-",
        "\x00\x07klei",
        "klei\ud800",
        "💧" * 50,
        "\u202eklei",
        "<script>alert(1)</script>",
        "%s %(x)s {0} {{ 7 }}",
        "tag:<x> by:' in:%",
        "'; DROP TABLE posts_post; --",
        "../../etc/passwd",
        "a" * 399,
    ],
)
def test_any_question_gets_a_page(seeker: Visitor, text: str):
    a_post(title="Zware klei")
    drain_all()
    encoded = text.encode("utf-8", "surrogatepass")
    answer = seeker.get("/zoeken/", {"q": encoded})
    assert answer.status_code == 200
    assert "<script>alert" not in text_of(answer)


@pytest.mark.parametrize("size", [401, 1_000_000])
def test_a_question_that_is_too_long_is_cut_and_says_so(seeker: Visitor, size: int):
    answer = seeker.get("/zoeken/", {"q": "k" * size}, follow=True)
    assert answer.status_code == 200
    assert len(answer.redirect_chain[0][0]) < 500
    assert "beginning of it" in text_of(answer) or "begin" in text_of(answer)


@pytest.mark.parametrize("number", ["0", "-1", "x", "99999999999999999999", "2", "\x00"])
def test_any_page_number_gets_a_page(seeker: Visitor, number: str):
    a_post(title="Zware klei")
    drain_all()
    assert seeker.get("/zoeken/", {"q": "klei", "page": number}).status_code == 200


def test_an_unknown_tab_is_no_tab(seeker: Visitor):
    a_post(title="Zware klei")
    drain_all()
    assert seeker.get("/zoeken/", {"q": "klei", "soort": "x' --"}).context["found"].total == 1


def test_nothing_is_posted_to_search(seeker: Visitor):
    assert seeker.post("/zoeken/", {"q": "klei"}).status_code == 405


def test_without_an_index_the_newest_with_that_title_are_shown_and_it_is_said(seeker: Visitor):
    a_post(title="Oude klei")
    a_post(title="Nieuwe klei")
    place = a_community(kind="hidden")
    a_post(place.created_by, title="Geheime klei", community=place)
    answer = seeker.get("/zoeken/", {"q": "klei"})
    assert answer.status_code == 200
    found = answer.context["found"]
    assert found.is_down
    assert [hit.title for hit in found.full] == [
        "Nieuwe <mark>klei</mark>",
        "Oude <mark>klei</mark>",
    ]
    assert 'role="status"' in text_of(answer)


def test_no_answer_is_kept_for_another(visitor: Visitor):
    place = a_community(kind="closed")
    a_post(place.created_by, title="Zware klei", community=place)
    drain_all()
    visitor.visit(place.created_by).get("/zoeken/", {"q": "klei"})
    found = visitor.visit(a_person()).get("/zoeken/", {"q": "klei", "page": "2"}).context["found"]
    assert found.total == 0
    cache.clear()


def test_who_turns_to_the_end_of_a_long_list_is_asked_to_be_more_precise(seeker: Visitor):
    crowd = User.objects.bulk_create(
        User(email=f"kaat{number}@example.org", name=f"Kaat {number}", handle=f"kaat-{number}")
        for number in range(1010)
    )
    Profile.objects.bulk_create(Profile(person=person) for person in crowd)
    mark_many("person", [person.pk for person in crowd])
    a_post(title="Over Kaat")
    drain_all()
    found = seeker.get("/zoeken/", {"q": "kaat"}).context["found"]
    assert (found.total, found.page.paginator.num_pages, found.ends_early) == (1011, 50, False)
    last = seeker.get("/zoeken/", {"q": "kaat", "page": "50"}).context["found"]
    assert (len(last.full), last.ends_early) == (20, True)
    posts = seeker.get("/zoeken/", {"q": "kaat", "soort": "posts"}).context["found"]
    assert (len(posts.full), posts.total) == (1, 1)
    assert [tab.count for tab in posts.tabs] == [1011, 1, 1010, 0, 0]
