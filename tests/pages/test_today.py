"""Vandaag: finite, of what the viewer follows or of everything they may read, in their own words."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from archive.actions import keep
from communities.actions import archive_community, change_community
from pages.queries.day_message import words_in
from pages.queries.today import MOST, feed_of
from people.actions import follow_person, follow_tag
from posts.actions import accept_answer, withdraw_post
from posts.models import Post
from tests.conftest import Visitor
from tests.factories import a_community, a_guest, a_member, a_person
from tests.factories.people import knows
from tests.factories.posts import a_link_post, a_note, a_post, a_question, an_idea
from tests.factories.threads import a_reply
from threads.actions import react

pytestmark = pytest.mark.django_db


def titles(page: Any) -> list[str]:
    soup = BeautifulSoup(page.text, "html.parser")
    return [one.text.strip() for one in soup.select("article.item [id^=kop-]")]


def lead(page: Any) -> str:
    return BeautifulSoup(page.text, "html.parser").select_one(".hello .lead").decode_contents()


def long_ago(post: Post, **back: float) -> None:
    at = timezone.now() - timedelta(**back)
    Post.objects.filter(pk=post.pk).update(published_at=at, last_activity_at=at)


def test_for_you_is_what_you_follow_and_the_whole_cafe_is_everything(visitor: Visitor) -> None:
    me, fenna = a_person(), a_person()
    community = a_community()
    a_member(me, community)
    tagged = a_post(title="Met een tag", tags=["klei"])
    follow_person(me, person=fenna)
    follow_tag(me, tag=tagged.tags.get())
    a_post(me, title="Van mij")
    a_post(fenna, title="Van Fenna")
    a_post(community.created_by, community=community, title="In mijn community")
    a_post(title="Van een ander")

    mine = {"Met een tag", "Van mij", "Van Fenna", "In mijn community"}
    assert set(titles(visitor.visit(me).get("/"))) == mine
    assert set(titles(visitor.get("/?toon=alles"))) == mine | {"Van een ander"}


def test_it_ends_after_fourteen_days(visitor: Visitor) -> None:
    me = a_person()
    old, newer = a_post(me, title="Oud"), a_post(me, title="Net nog")
    long_ago(old, days=15)
    long_ago(newer, days=13)
    page = visitor.visit(me).get("/")
    assert titles(page) == ["Net nog"]
    a_reply(old.thread)
    assert titles(visitor.get("/")) == ["Oud", "Net nog"]
    assert BeautifulSoup(page.text, "html.parser").select_one(".done-feed h2")


def test_it_ends_after_fifty(visitor: Visitor) -> None:
    me = a_person()
    for number in range(MOST + 3):
        a_post(me, title=f"Stuk {number}")
    page = visitor.visit(me).get("/")
    assert len(titles(page)) == MOST
    assert titles(page)[0] == f"Stuk {MOST + 2}"
    assert page.context["today"].is_full


def test_each_kind_can_be_asked_for_alone(visitor: Visitor) -> None:
    me = a_person()
    a_post(me, title="Een artikel")
    a_question(me, title="Een vraag")
    an_idea(me, title="Een idee")
    a_link_post(me, title="Een link")
    a_note(me, title="Een bericht", html="<p>Iets anders.</p>")
    visitor.visit(me)
    for kind, title in (
        ("article", "Een artikel"),
        ("question", "Een vraag"),
        ("idea", "Een idee"),
        ("link", "Een link"),
        ("note", "Een bericht"),
    ):
        assert titles(visitor.get(f"/?soort={kind}")) == [title]
    assert len(titles(visitor.get("/?soort="))) == 5


def test_each_kind_has_its_own_anatomy(visitor: Visitor) -> None:
    me, fenna = a_person(), a_person("Fenna Postma")
    article = a_post(me, involved=[(fenna, "keek mee")])
    question = a_question(me)
    answer = a_reply(question.thread, "Leg hem in ruggen.", by=fenna)
    a_reply(question.thread)
    accept_answer(me, post=question, message=answer)
    open_question, idea = a_question(me), an_idea(me, stage="on_trial")
    react(fenna, thread=idea.thread, kind="join")
    link = a_link_post(me, html="<p>Kijk naar stap 3.</p>", title="De otter telt mee")
    keep(fenna, thing=link, shared=True)

    soup = BeautifulSoup(visitor.visit(me).get("/").text, "html.parser")
    card = {post.pk: soup.select_one(f"#bericht-{post.pk}") for post in Post.objects.all()}

    assert card[article.pk].select_one(".stack[aria-label='Fenna Postma']")
    assert "Leg hem in ruggen." in card[question.pk].select_one(".answer").text
    assert not card[open_question.pk].select(".answer")
    assert card[open_question.pk].select(".badge.saffron")
    assert len(card[idea.pk].select(".stage li")) == 4
    assert len(card[idea.pk].select(".stage li.done")) == 2
    assert card[idea.pk].select_one(".stack[aria-label='Fenna Postma']")
    shown = card[link.pk]
    assert shown.text.index("Kijk naar stap 3.") < shown.text.index("De otter telt mee")
    assert shown.select_one("a.saved")["href"] == link.link.address
    assert shown.select_one(".stack[aria-label='Fenna Postma']")


def test_what_is_withdrawn_or_elsewhere_is_not_there(visitor: Visitor) -> None:
    me = a_person()
    gone = a_post(me, title="Weg")
    withdraw_post(me, post=gone)
    closed = a_community(kind="closed")
    a_post(closed.created_by, community=closed, title="Besloten")
    assert titles(visitor.visit(me).get("/?toon=alles")) == []


def test_a_card_looks_different_as_soon_as_something_happens(visitor: Visitor) -> None:
    me, fenna = a_person(), a_person()
    post = a_question(me, title="Natte klei")
    visitor.visit(me)

    def card() -> str:
        page = visitor.get("/")
        return BeautifulSoup(page.text, "html.parser").select_one(f"#bericht-{post.pk}").decode()

    before = card()
    assert card() == before
    seen = [before]
    answer = a_reply(post.thread, "Leg hem in ruggen.", by=fenna)
    for happen in (
        lambda: None,
        lambda: accept_answer(me, post=post, message=answer),
        lambda: react(me, thread=post.thread, kind="thanks"),
        lambda: keep(me, thing=post),
        lambda: visitor.post(
            f"/berichten/{post.pk}/bewerken/",
            {"title": "Zware klei", "text": "", "tags": "", "involved": ""},
        ),
    ):
        happen()
        assert card() not in seen
        seen.append(card())


def test_a_card_hears_of_its_community(
    visitor: Visitor, django_capture_on_commit_callbacks: Any
) -> None:
    manager = a_person()
    community = a_community("Dijkwerkers", manager=manager)
    post = a_post(manager, community=community)
    visitor.visit(manager)

    def card() -> BeautifulSoup:
        page = BeautifulSoup(visitor.get("/").text, "html.parser")
        return page.select_one(f"#bericht-{post.pk}")

    assert card().select("button[name=react]")
    with django_capture_on_commit_callbacks(execute=True):
        said = {"purpose": "Dijken", "kind": "open", "icon": "dike"}
        change_community(manager, community=community, name="Dijkwerk", **said)
        archive_community(manager, community=community)
    assert "in Dijkwerk ·" in card().select_one(".meta").text
    assert not card().select("button[name=react]")


def test_one_taps_a_reaction_without_leaving(visitor: Visitor) -> None:
    me = a_person()
    post = a_post(me)
    address = f"/berichten/{post.pk}/tik/"
    visitor.visit(me)

    answer = visitor.post(address, {"react": ":insightful", "next": "/?toon=alles"})
    assert answer.headers["Location"] == f"/?toon=alles#bericht-{post.pk}"
    foot = visitor.post(address, {"unreact": ":insightful"}, headers={"HX-Request": "true"})
    assert foot.status_code == 200
    assert 'aria-pressed="false"' in foot.text
    assert visitor.post(address, {"react": ":liefde"}).status_code == 422


def test_a_guest_sees_their_communities_and_nothing_else(visitor: Visitor) -> None:
    community = a_community(kind="open")
    guest = a_guest(of=community)
    a_post(community.created_by, community=community, title="Van ons")
    a_post(title="Van iedereen")
    other = a_community(kind="open")
    a_post(other.created_by, community=other, title="Van hen")
    for address in ("/", "/?toon=alles"):
        assert titles(visitor.visit(guest).get(address)) == ["Van ons"]


def test_a_card_made_for_a_colleague_is_not_shown_to_a_guest(visitor: Visitor) -> None:
    community = a_community(kind="open")
    guest, far = a_guest(of=community), a_person("Verre Collega")
    writer = community.created_by
    post = a_post(writer, community=community, involved=[(far, "dacht mee")])
    replied = a_reply(post.thread).author

    def card() -> str:
        soup = BeautifulSoup(visitor.get("/?toon=alles").text, "html.parser")
        return soup.select_one(f"#bericht-{post.pk}").decode()

    visitor.visit(a_person())
    assert far.name in card()
    visitor.visit(guest)
    assert far.name not in card()
    assert replied.name not in card()
    assert writer.get_absolute_url() in card()
    writer.memberships.all().delete()
    assert writer.get_absolute_url() not in card()
    assert writer.name in card()


def test_an_empty_cafe_still_has_a_first_sentence_and_a_way_on(visitor: Visitor) -> None:
    page = visitor.visit(a_person()).get("/")
    assert words_in(lead(page)) > 3
    assert '<a href="/schrijven/">' in lead(page)
    assert BeautifulSoup(page.text, "html.parser").select(".done-feed a.btn")


def test_questions_that_wait_stand_beside_the_feed_those_i_know_first(visitor: Visitor) -> None:
    me = a_person()
    known = a_question(title="Daar weet ik van", tags=["klei"])
    knows(me, known)
    a_question(title="Daar weet ik niets van")
    soup = BeautifulSoup(visitor.visit(me).get("/").text, "html.parser")
    shown = [link.text for link in soup.select(".rail .rel a")]
    assert shown == ["Daar weet ik van", "Daar weet ik niets van"]


def test_the_number_of_queries_does_not_grow(visitor: Visitor) -> None:
    me, fenna = a_person(), a_person()
    follow_person(me, person=fenna)

    def fill(times: int) -> None:
        for _ in range(times):
            a_post(fenna, tags=["klei"], involved=[(me, "las mee")])
            question = a_question(fenna, tags=["gras"])
            accept_answer(fenna, post=question, message=a_reply(question.thread))
            react(me, thread=an_idea(fenna).thread, kind="join")
            keep(me, thing=a_link_post(fenna), shared=True)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert visitor.get("/").status_code == 200
        return len(captured)

    visitor.visit(me)
    fill(1)
    queries()
    few = queries()
    fill(5)
    cold = queries()
    many = queries()
    assert many == few
    assert cold <= many + 9
    assert many <= 16


def test_the_feed_walks_the_index_of_activity() -> None:
    """Whatever a viewer follows, no plan gathers and sorts posts that fourteen days leave out."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL chooses by what is in the tables")
    viewer = a_person()
    seen = Post.objects.visible_to(viewer).published()
    for everything in (True, False):
        plan = feed_of(viewer, seen, everything=everything).explain()
        assert "USING INDEX post_activity (last_activity_at>?)" in plan
        assert "TEMP B-TREE FOR ORDER BY" not in plan
