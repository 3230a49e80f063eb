import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from kenniscafe.permissions import NotAllowed
from posts.actions import accept_answer, move_stage, take_back_acceptance
from posts.models import AcceptedAnswer, Post
from posts.permissions import AnswerIsElsewhere, StageIsUnknown
from tests.conftest import Visitor
from tests.factories import a_community, a_member, a_person
from tests.factories.posts import a_post, a_question, an_idea
from tests.factories.threads import a_reply
from threads.actions import remove_message
from threads.fragments import rendered

pytestmark = pytest.mark.django_db


def test_a_question_has_one_answer() -> None:
    question = a_question()
    first, second = a_reply(question.thread), a_reply(question.thread)
    accept_answer(question.author, post=question, message=first)
    accept_answer(question.author, post=question, message=first)
    accept_answer(question.author, post=question, message=second)
    assert AcceptedAnswer.objects.get().message == second
    take_back_acceptance(question.author, post=question)
    take_back_acceptance(question.author, post=question)
    assert not AcceptedAnswer.objects.exists()


def test_the_reply_itself_looks_different_for_everybody() -> None:
    question = a_question()
    reply = a_reply(question.thread)
    before = reply.change
    accept_answer(question.author, post=question, message=reply)
    reply.refresh_from_db()
    assert reply.change > before
    assert "badge" in rendered([reply])[0]
    take_back_acceptance(question.author, post=question)
    reply.refresh_from_db()
    assert "badge" not in rendered([reply])[0]


def test_its_author_and_community_managers_accept_and_nobody_else() -> None:
    community = a_community()
    author = a_member(a_person(), community)
    moderator = a_member(a_person(), community, role="moderator")
    question = a_question(author, community=community)
    reply = a_reply(question.thread)
    for other in (reply.author, moderator, a_person()):
        with pytest.raises(NotAllowed):
            accept_answer(other, post=question, message=reply)
    accept_answer(community.created_by, post=question, message=reply)
    with pytest.raises(NotAllowed):
        take_back_acceptance(reply.author, post=question)


def test_only_a_question_has_an_answer_and_only_from_its_own_conversation() -> None:
    author = a_person()
    article, question = a_post(author), a_question(author)
    with pytest.raises(NotAllowed):
        accept_answer(author, post=article, message=a_reply(article.thread))
    with pytest.raises(AnswerIsElsewhere):
        accept_answer(author, post=question, message=a_reply(article.thread))
    gone = a_reply(question.thread)
    remove_message(gone.author, message=gone)
    with pytest.raises(AnswerIsElsewhere):
        accept_answer(author, post=question, message=gone)


def test_an_answer_that_is_removed_is_no_answer() -> None:
    question = a_question()
    reply = a_reply(question.thread)
    accept_answer(question.author, post=question, message=reply)
    remove_message(reply.author, message=reply)
    assert not AcceptedAnswer.objects.exists()


def test_accepting_asks_first_and_works_without_a_script(visitor: Visitor) -> None:
    question = a_question()
    a_reply(question.thread, "Leg hem in ruggen.")
    address = reverse("accept_answer", args=[question.pk])
    visitor.visit(question.author)

    assert visitor.get(address, {"reactie": "1"}).status_code == 200
    assert not AcceptedAnswer.objects.exists()
    assert visitor.post(address, {"reactie": "1"}).status_code == 302
    page = BeautifulSoup(visitor.get(question.get_absolute_url()).text, "html.parser")
    assert "Leg hem in ruggen." in page.select_one("#antwoord").text
    visitor.post(reverse("take_back_acceptance", args=[question.pk]))
    assert not AcceptedAnswer.objects.exists()


@pytest.mark.parametrize("number", ["", "x", "0", "2", "-1", "9" * 30, "\x00", "1.5"])
def test_a_reply_that_is_not_there_is_not_accepted(visitor: Visitor, number: str) -> None:
    question = a_question()
    a_reply(question.thread)
    answer = visitor.visit(question.author).post(
        reverse("accept_answer", args=[question.pk]), {"reactie": number}
    )
    assert answer.status_code == 404
    assert not AcceptedAnswer.objects.exists()


def test_an_idea_moves_by_its_author_and_community_managers() -> None:
    community = a_community()
    author = a_member(a_person(), community)
    idea = an_idea(author, community=community)
    move_stage(author, post=idea, stage="worked_out")
    move_stage(community.created_by, post=idea, stage="on_trial")
    assert Post.objects.get(pk=idea.pk).stage == "on_trial"
    for other in (a_member(a_person(), community), a_person()):
        with pytest.raises(NotAllowed):
            move_stage(other, post=idea, stage="floated")
    with pytest.raises(NotAllowed):
        move_stage(author, post=a_post(author), stage="floated")
    with pytest.raises(StageIsUnknown):
        move_stage(author, post=idea, stage="morgen")


def test_a_stage_that_does_not_exist_is_refused_in_words(visitor: Visitor) -> None:
    idea = an_idea()
    answer = visitor.visit(idea.author).post(
        reverse("move_stage", args=[idea.pk]), {"stage": "morgen"}, follow=True
    )
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
    assert Post.objects.get(pk=idea.pk).stage == "floated"
