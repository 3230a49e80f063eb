from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive.actions import drop_bookmark, keep
from communities.actions import archive_community
from people.actions import change_profile
from people.models import User
from posts.actions import accept_answer, edit_post, withdraw_post
from posts.models import Post
from tests.conftest import Visitor
from tests.factories import a_community, a_guest, a_member, a_person
from tests.factories.posts import a_link_post, a_post, a_question, an_idea
from tests.factories.threads import a_reply
from threads.actions import choose_level, remove_message

pytestmark = pytest.mark.django_db


def page_of(visitor: Visitor, post: Post) -> BeautifulSoup:
    answer = visitor.get(post.get_absolute_url())
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "html.parser")


def test_a_post_shows_who_wrote_it_its_text_tags_and_counters(visitor: Visitor) -> None:
    ravi, fenna = a_person("Ravi Ramdin"), a_person("Fenna Postma")
    post = a_post(
        ravi,
        title="Zware klei",
        html="<p>Kort begin.</p><p>Daarna <strong>meer</strong>.</p>",
        tags=["klei"],
        involved=[(fenna, "zag het aan het gras")],
    )
    a_post(tags=["klei"])
    a_reply(post.thread)
    keep(fenna, thing=post, shared=True)

    soup = page_of(visitor.visit(a_person()), post)

    assert soup.h1.text == "Zware klei"
    assert soup.select_one(".post-h .lead").text == "Kort begin."
    assert (
        soup.select_one("article .prose").decode_contents()
        == "<p>Daarna <strong>meer</strong>.</p>"
    )
    assert soup.select_one(".tags .tag b").text == "2"
    assert [number.text for number in soup.select("article .counters b")] == ["0", "1", "1"]
    involved = soup.select_one(".rail .rolelist").text
    assert "Ravi Ramdin" in involved
    assert "zag het aan het gras" in involved


def test_the_accepted_answer_stands_above_the_conversation(visitor: Visitor) -> None:
    question = a_question()
    answer = a_reply(question.thread, "Leg hem in ruggen.")
    accept_answer(question.author, post=question, message=answer)
    soup = page_of(visitor.visit(a_person()), question)
    assert "Leg hem in ruggen." in soup.select_one("#antwoord").text
    take_back = f"form[action='{reverse('take_back_acceptance', args=[question.pk])}']"
    assert not soup.select(take_back)
    assert page_of(visitor.visit(question.author), question).select(take_back)


def test_the_page_offers_what_the_reader_may_and_nothing_else(visitor: Visitor) -> None:
    community = a_community()
    author = a_member(a_person(), community)
    idea = an_idea(author, community=community)
    edit_post(author, post=idea, title="Anders", html=idea.html)

    def offered(reader: User) -> set[str]:
        soup = page_of(visitor.visit(reader), idea)
        links = {link["href"] for link in soup.select("article .menu a")}
        return {link.removeprefix(idea.get_absolute_url()) for link in links} | {
            form["action"].removeprefix(idea.get_absolute_url())
            for form in soup.select("#stadium form")
        }

    looking_after = {"bijhouden/", "achterhaald/", "verplaatsen/"}
    everything = {"bewerken/", "eerder/", "intrekken/", "verwijderen/", "stadium/"} | looking_after
    report = f"/melden/?bericht={idea.pk}"  # of one’s own words there is nothing to report
    assert offered(author) == everything
    assert offered(community.created_by) == everything - {"intrekken/"} | {report}
    assert offered(a_person()) == {report}


def test_a_withdrawn_post_has_no_conversation_and_a_way_back(visitor: Visitor) -> None:
    author = a_person()
    post = a_post(author)
    a_reply(post.thread, "Weg ermee")
    withdraw_post(author, post=post)
    soup = page_of(visitor.visit(author), post)
    assert not soup.select("#gesprek")
    assert "Weg ermee" not in soup.text
    assert soup.select_one(f"form[action='{reverse('restore_post', args=[post.pk])}']")


def test_in_an_archived_community_one_reads_and_does_nothing(visitor: Visitor) -> None:
    community = a_community()
    author = a_member(a_person(), community)
    post = a_post(author, community=community)
    archive_community(community.created_by, community=community)
    soup = page_of(visitor.visit(author), post)
    assert not soup.select("#tik-0 button")
    assert not soup.select("form.say")
    links = {link["href"] for link in soup.select("article .menu a")}
    assert reverse("edit_post", args=[post.pk]) not in links
    assert reverse("withdraw_post", args=[post.pk]) in links


def test_a_link_shows_its_page_and_who_kept_it_too(visitor: Visitor) -> None:
    post = a_link_post(title="De otter telt mee")
    keep(a_person("Tess Vonk"), thing=post, shared=True)
    soup = page_of(visitor.visit(a_person()), post)
    saved = soup.select_one("article a.saved")
    assert saved["href"] == post.link.address
    assert "noopener" in saved["rel"]
    assert soup.select_one("article .stack[aria-label='Tess Vonk']")


def test_names_in_the_text_lead_to_profiles_one_may_open(visitor: Visitor) -> None:
    community = a_community()
    guest, far = a_guest(of=community), a_person("Verre Collega")
    html = f'<p>Vraag <span class="mention" data-person="{far.pk}">@x</span></p>'
    post = a_post(community.created_by, community=community, html=html)
    link = f'href="{far.get_absolute_url()}"'
    assert link in page_of(visitor.visit(a_person()), post).select_one("article").decode()
    article = page_of(visitor.visit(guest), post).select_one("article").decode()
    assert link not in article
    assert "Verre Collega" in article


def test_what_is_kept_of_a_page_is_never_older_than_its_post(
    visitor: Visitor, django_capture_on_commit_callbacks: Any
) -> None:
    question, fenna, tess = a_question(), a_person("Fenna Postma"), a_person("Tess Vonk")
    visitor.visit(a_person())

    def involved() -> str:
        return page_of(visitor, question).select_one(".rail .rolelist").text

    bookmark = keep(fenna, thing=question, shared=True)
    assert "Fenna Postma" in involved()
    drop_bookmark(fenna, bookmark=bookmark)
    keep(tess, thing=question, shared=True)
    assert "Fenna Postma" not in involved()
    assert "Tess Vonk" in involved()
    answer = a_reply(question.thread, "Leg hem in ruggen.", by=fenna)
    assert "Fenna Postma" in involved()
    accept_answer(question.author, post=question, message=answer)
    assert page_of(visitor, question).select("#antwoord")
    remove_message(fenna, message=answer)
    assert "Fenna Postma" not in involved()
    assert not page_of(visitor, question).select("#antwoord")
    with django_capture_on_commit_callbacks(execute=True):
        change_profile(tess, name="Tess de Vonk")
    assert "Tess de Vonk" in involved()


def test_the_beacon_is_told_where_to_call(visitor: Visitor) -> None:
    post = a_post()
    article = page_of(visitor.visit(a_person()), post).select_one("article.post")
    assert article["data-read-url-value"] == reverse("read_post", args=[post.pk])


def test_the_number_of_queries_does_not_grow(visitor: Visitor) -> None:
    post = a_post(tags=["klei"])
    visitor.visit(a_person())

    def queries() -> int:
        visitor.get(post.get_absolute_url())
        with CaptureQueriesContext(connection) as captured:
            visitor.get(post.get_absolute_url())
        return len(captured)

    a_reply(post.thread)
    few = queries()
    tags = [f"tag-{number}" for number in range(8)]
    edit_post(post.author, post=post, title="Anders", html=post.html, tags=tags)
    for _ in range(12):
        reply = a_reply(post.thread)
        keep(reply.author, thing=post, shared=True)
    assert queries() == few
    assert few <= 20


def test_somebody_chooses_on_the_page_how_much_they_hear_of_the_conversation(
    visitor: Visitor,
) -> None:
    post = a_post()
    visitor.visit(a_person())

    def menu() -> tuple[str, list[str]]:
        follow = page_of(visitor, post).select_one("form[action$=volgen]")
        assert follow is not None
        assert follow.parent is not None
        chosen = [one.text.strip() for one in follow.select("button[aria-pressed=true]")]
        return follow.parent.select("summary")[0].text.strip(), chosen

    assert menu() == ("Volgen", [])
    for level, words, chosen in [
        ("all", "Je volgt dit", "Alles"),
        ("mentions", "Je volgt dit", "Als iemand mij noemt"),
        ("nothing", "Stil", "Niets meer"),
    ]:
        address = reverse("watch", args=[post.thread_id])
        said = {"level": level, "next": post.get_absolute_url()}
        assert visitor.post(address, said)["Location"] == post.get_absolute_url()
        assert menu() == (words, [chosen])
    assert visitor.post(address, {"level": "loud"}).status_code == 422


def test_how_much_one_hears_is_told_to_nobody_else(visitor: Visitor) -> None:
    post = a_post()
    choose_level(a_person(), thread=post.thread, level="nothing")
    visitor.visit(a_person())
    assert "Stil" not in page_of(visitor, post).text
