"""Does this exist already? Beside the title stands what one may read and looks like it; taking it posts nothing."""

from uuid import uuid4

import pytest

from posts.actions import mark_obsolete, save_draft
from posts.models import Draft, Post
from search.indexing import drain_all
from tests.conftest import Visitor
from tests.factories import a_community, a_guest, a_person
from tests.factories.posts import a_post, a_question

pytestmark = pytest.mark.django_db
TITLE = "Hoe bereid je bewoners voor op een jaar zonder gras?"


@pytest.fixture(autouse=True)
def _indexed(own_index: None) -> None:
    drain_all()


def asked(visitor: Visitor, title: str, kind: str = "question") -> str:
    answer = visitor.get("/schrijven/bestaat", {"q": title, "soort": kind})
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return answer.content.decode()


def test_a_title_finds_what_looks_like_it(visitor: Visitor) -> None:
    post = a_question(title=TITLE)
    drain_all()
    visitor.visit(a_person())

    page = asked(visitor, "bewoners voorbereiden op gras")
    assert TITLE in page
    assert f'formaction="/schrijven/beantwoord/{post.pk}/"' in page
    assert "Bestaat dit al?" in visitor.get("/schrijven/").content.decode()


def test_it_begins_at_twelve_characters_and_shows_three(visitor: Visitor) -> None:
    for number in range(5):
        a_question(title=f"{TITLE} {number}")
    drain_all()
    visitor.visit(a_person())

    assert TITLE not in asked(visitor, "bewoners gr")
    assert asked(visitor, "bewoners gras").count("<li>") == 3


@pytest.mark.parametrize("kind", ["note", "article", "idea", "", "niets"])
def test_only_who_asks_has_a_question_that_is_answered(visitor: Visitor, kind: str) -> None:
    a_question(title=TITLE)
    drain_all()
    visitor.visit(a_person())

    assert "Dit beantwoordt mijn vraag" in asked(visitor, TITLE)
    other = asked(visitor, TITLE, kind)
    assert "Dit zocht ik" in other
    assert "vraag" not in other


def test_it_finds_nothing_that_one_may_not_read(visitor: Visitor) -> None:
    hidden = a_community(kind="hidden")
    a_question(hidden.created_by, community=hidden, title=TITLE)
    drain_all()

    for person, sees in ((hidden.created_by, True), (a_person(), False), (a_guest(), False)):
        assert (TITLE in asked(visitor.visit(person), TITLE)) is sees


def test_what_no_longer_holds_stands_last(visitor: Visitor) -> None:
    old = a_post(title="Maaikalender binnentalud dijkvak")
    mark_obsolete(old.author, post=old, reason="Verouderd.")
    new = a_post(title="Maaikalender binnentalud dijkvak en meer woorden over gras")
    drain_all()

    page = asked(visitor.visit(a_person()), "Maaikalender binnentalud dijkvak")
    assert page.index(new.title) < page.index(f"/berichten/{old.pk}/")
    assert "Achterhaald" in page


def test_this_answers_my_question_posts_nothing(visitor: Visitor) -> None:
    post, me, key = a_question(title=TITLE), a_person(), uuid4()
    other = save_draft(me, key=uuid4(), said={"title": "Iets anders", "html": ""}, number=0)
    save_draft(me, key=key, said={"title": "Hoe leg je aan een dorp uit", "html": ""}, number=0)
    visitor.visit(me)

    answer = visitor.post(
        f"/schrijven/beantwoord/{post.pk}/",
        {"client_key": str(key), "title": "Hoe leg je"},
        follow=True,
    )

    assert answer.redirect_chain[-1][0] == post.get_absolute_url()
    assert "Je hebt niets geplaatst." in answer.content.decode()
    assert list(Draft.objects.all()) == [other]
    assert Post.objects.count() == 1


def test_somebody_elses_draft_stays(visitor: Visitor) -> None:
    post, key = a_question(), uuid4()
    save_draft(a_person(), key=key, said={"title": "Van een ander", "html": ""}, number=0)
    visitor.visit(a_person())

    for sent in (str(key), "geen-sleutel", ""):
        visitor.post(f"/schrijven/beantwoord/{post.pk}/", {"client_key": sent})
    assert Draft.objects.count() == 1


def test_without_a_script_the_title_is_searched(visitor: Visitor) -> None:
    visitor.visit(a_person())
    answer = visitor.post("/schrijven/bestaat", {"title": "Bewoners & gras?"})
    assert answer["Location"] == "/zoeken/?q=Bewoners+%26+gras%3F"


@pytest.mark.parametrize(
    "title",
    [
        "",
        "x" * 50_000,
        "\x00" * 20,
        "AND OR NOT ( \" ' *",
        "tag:geheim in:geheim by:iemand",
        "🙂" * 20,
    ],
)
def test_whatever_is_typed_gets_an_answer(title: str, visitor: Visitor) -> None:
    assert "<li>" not in asked(visitor.visit(a_person()), title)
    assert visitor.post("/schrijven/bestaat", {"title": title}).status_code == 302
