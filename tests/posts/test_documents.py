import pytest

from communities.models import Community
from posts.actions import accept_answer, withdraw_post
from posts.documents import read_back, rows, to_document
from posts.models import Post
from search.documents import EMPLOYEES, Involved, community_token
from search.sources import sources
from tests.factories import a_community, a_person
from tests.factories.posts import a_post, a_question
from tests.factories.threads import a_reply
from threads.actions import remove_message

pytestmark = pytest.mark.django_db


def document_of(post: Post):
    return to_document(rows().get(pk=post.pk))


def test_a_post_is_found_by_title_text_tags_and_replies() -> None:
    fenna = a_person("Fenna Postma")
    post = a_post(title="Klei", html="<p>Nat &amp; zwaar.</p>", tags=["dijk"], language="nl")
    reply = a_reply(post.thread, "Leg hem in **ruggen**.", by=fenna)
    gone = a_reply(post.thread, "Vergeet dit.")
    remove_message(gone.author, message=gone)

    document = document_of(post)

    assert (document.title, document.body, document.language) == ("Klei", "Nat & zwaar.", "nl")
    assert [tag.name for tag in document.tags] == ["dijk"]
    assert [one.text for one in document.passages] == ["Leg hem in ruggen."]
    assert document.passages[0].label.startswith("Fenna Postma")
    assert document.passages[0].address == f"/gesprekken/{post.thread_id}/{reply.number}/"
    assert document.counts["replies"] == 1
    assert document.unit == post.author.profile.unit_id


def test_who_is_mentioned_is_found_and_shown_by_name() -> None:
    ravi = a_person("Ravi Ramdin")
    mention = f'<span class="mention" data-person="{ravi.pk}">@{ravi.handle}</span>'
    post = a_post(html=f"<p>Vraag het {mention}.</p>")
    a_reply(post.thread, "Dat doe ik.")

    assert document_of(post).body == "Vraag het @Ravi Ramdin."


def test_its_audience_is_its_own_place_alone() -> None:
    community: Community = a_community(kind="hidden")
    assert document_of(a_post()).audience == (EMPLOYEES,)
    inside = a_post(community.created_by, community=community)
    assert document_of(inside).audience == (community_token(community.pk),)
    assert document_of(inside).community == community.pk


def test_whose_reply_solved_it_is_known() -> None:
    question = a_question()
    reply = a_reply(question.thread)
    assert document_of(question).counts["solved"] == 0
    accept_answer(question.author, post=question, message=reply)
    document = document_of(question)
    assert document.counts["solved"] == 1
    assert Involved(reply.author_id, "solved") in document.people
    assert Involved(question.author_id, "wrote") in document.people


def test_what_is_taken_away_is_in_no_index_and_read_back_by_nobody() -> None:
    author = a_person()
    post = a_post(author)
    source = sources()["post"]
    assert post.pk in source.documents([post.pk])
    withdraw_post(author, post=post)
    assert source.documents([post.pk]) == {}
    assert not read_back(author).exists()
    assert source.seen_by(author, [post.pk]) == set()
