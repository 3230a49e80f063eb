"""Reports come together in one case; nobody learns who reported, and nobody reports what they cannot see."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kenniscafe.permissions import NotAllowed
from posts.actions import edit_post, judge, remove_post, report, withdraw_post
from posts.judging import (
    AlreadySettled,
    JudgementNeedsReason,
    JudgementNeedsRule,
    SayWhatItIs,
    State,
    TooManyReports,
    state_of,
)
from posts.models import Case, Judgement, Post, Report
from tests.factories import a_community, a_member, a_person, an_administrator
from tests.factories.posts import a_post
from tests.factories.threads import a_reply
from threads.actions import adapt, forget_withheld, remove_message
from threads.models import Message, Withheld

pytestmark = pytest.mark.django_db


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def test_reports_of_one_thing_come_together() -> None:
    post = a_post()
    reporters = [a_person() for _ in range(3)]
    cases = {report(one, thing=post, rule="hurtful") for one in [*reporters, reporters[0]]}
    assert len(cases) == 1
    assert Report.objects.count() == 3


def test_something_else_needs_words() -> None:
    with pytest.raises(SayWhatItIs):
        report(a_person(), thing=a_post(), rule="other", words=" \u200b ")
    assert not Case.objects.exists()


def test_nobody_reports_themselves_or_what_they_cannot_see() -> None:
    hidden = a_community(kind="hidden")
    post = a_post(hidden.created_by, community=hidden)
    reply = a_reply(post.thread, by=hidden.created_by)
    outsider = a_person()
    for thing in (post, reply):
        with pytest.raises(NotAllowed):
            report(outsider, thing=thing, rule="hurtful")
    for thing in (post, reply, hidden.created_by):
        with pytest.raises(NotAllowed):
            report(hidden.created_by, thing=thing, rule="hurtful")


def test_ten_reports_an_hour_are_enough() -> None:
    person = a_person()
    for _ in range(10):
        report(person, thing=a_post(), rule="advertising")
    with pytest.raises(TooManyReports):
        report(person, thing=a_post(), rule="advertising")
    Report.objects.update(at=timezone.now() - timedelta(hours=2))
    report(person, thing=a_post(), rule="advertising")
    assert Case.objects.count() == 11


def in_a_community() -> tuple[Post, Message, Case]:
    community = a_community()
    post = a_post(a_member(a_person(), community), community=community)
    reply = a_reply(post.thread, "Wat een zeepkist.", by=a_member(a_person(), community))
    return post, reply, report(a_person(), thing=reply, rule="hurtful")


def test_a_hidden_reply_is_a_removed_one_until_its_author_adapts_it() -> None:
    post, reply, case = in_a_community()
    judged = {"rule": "hurtful", "reason": "Speel de bal."}
    judge(post.community.created_by, case=case, what="hide", seen=0, **judged)
    reply.refresh_from_db()
    post.thread.refresh_from_db()
    assert (reply.html, post.thread.replies) == ("", 0)
    assert state_of(fresh(case)) is State.HIDDEN
    assert not fresh(case).waits

    adapt(reply.author, withheld=reply.withheld, html="<p>Ik zie het anders.</p>")
    assert fresh(case).waits
    judge(post.community.created_by, case=case, what="restore", reason="Zo kan het.", seen=1)
    reply.refresh_from_db()
    post.thread.refresh_from_db()
    assert (reply.html, post.thread.replies) == ("<p>Ik zie het anders.</p>", 1)
    assert reply.removed_at is None


def test_a_removed_reply_comes_back_for_thirty_days_and_then_its_words_are_gone() -> None:
    post, reply, case = in_a_community()
    a_reply(post.thread, "Nou ja.", quotes=reply)
    by = post.community.created_by
    judge(by, case=case, what="remove", rule="hurtful", reason="Te hard.", seen=0)
    with pytest.raises(NotAllowed):
        adapt(reply.author, withheld=Withheld.objects.get(), html="<p>Anders.</p>")
    forget_withheld()
    assert state_of(fresh(case)) is State.REMOVED
    forget_withheld(timezone.now() + timedelta(days=31))
    assert not Withheld.objects.exists()
    assert not Message.objects.filter(quoted_words__contains="zeepkist").exists()
    with pytest.raises(AlreadySettled):
        judge(by, case=case, what="restore", reason="Toch niet.", seen=1)


def test_a_hidden_post_is_its_authors_to_adapt_and_a_moderators_to_put_back() -> None:
    post, _, _ = in_a_community()
    case = report(a_person(), thing=post, rule="personal")
    moderator = post.community.created_by
    judge(moderator, case=case, what="hide", rule="personal", reason="Een nummer.", seen=0)
    assert not Post.objects.visible_to(a_person()).filter(pk=post.pk).exists()
    mine = Post.objects.visible_to(post.author).get(pk=post.pk)
    edit_post(post.author, post=mine, title=mine.title, html="<p>Zonder nummer.</p>")
    assert fresh(case).waits
    judge(moderator, case=fresh(case), what="restore", reason="Dank je.", seen=1)
    assert Post.objects.visible_to(a_person()).filter(pk=post.pk).exists()


def test_what_its_author_takes_away_needs_no_judgement() -> None:
    post, reply, of_reply = in_a_community()
    of_post = report(a_person(), thing=post, rule="advertising")
    remove_message(reply.author, message=reply)
    withdraw_post(post.author, post=post)
    assert [fresh(one).last.what for one in (of_reply, of_post)] == ["gone", "gone"]


def test_a_judgement_needs_a_reason_and_what_it_goes_against() -> None:
    post, _, case = in_a_community()
    with pytest.raises(JudgementNeedsReason):
        judge(post.community.created_by, case=case, what="leave", reason=" \n ", seen=0)
    with pytest.raises(JudgementNeedsRule):
        judge(post.community.created_by, case=case, what="warn", reason="Let op.", seen=0)
    assert not Judgement.objects.exists()


def test_nobody_judges_what_they_wrote_or_reported_and_then_an_administrator_does() -> None:
    community = a_community()
    manager, administrator = community.created_by, an_administrator()
    moderator = a_member(a_person(), community, role="moderator")
    case = report(moderator, thing=a_post(manager, community=community), rule="hurtful")
    for party in (manager, moderator, a_person()):
        assert case not in Case.objects.visible_to(party)
        with pytest.raises(NotAllowed):
            judge(party, case=case, what="leave", reason="Het mag.", seen=0)
    assert case in Case.objects.visible_to(administrator)
    a_member(a_person(), community, role="moderator")
    assert case not in Case.objects.visible_to(administrator)


def test_the_second_hears_that_it_was_settled() -> None:
    post, _, case = in_a_community()
    other = a_member(a_person(), post.community, role="moderator")
    judge(post.community.created_by, case=case, what="leave", reason="Het mag.", seen=0)
    with pytest.raises(AlreadySettled):
        judge(other, case=case, what="remove", rule="hurtful", reason="Weg.", seen=0)
    assert fresh(case).judgements.count() == 1


def test_a_case_moves_with_what_it_is_about() -> None:
    from posts.actions import move_post

    post, _, case = in_a_community()
    there = a_community()
    a_member(post.author, there)
    move_post(post.author, post=post, to=there)
    assert there.created_by != post.community
    assert case in Case.objects.visible_to(there.created_by)


def test_removing_a_post_outright_settles_it_too() -> None:
    post, _, _ = in_a_community()
    case = report(a_person(), thing=post, rule="advertising")
    remove_post(post.community.created_by, post=post)
    assert not fresh(case).waits


def test_what_is_for_everyone_is_for_administrators() -> None:
    case = report(a_person(), thing=a_post(), rule="hurtful")
    person = report(a_person(), thing=a_person(), rule="hurtful")
    seen = Case.objects.visible_to(an_administrator())
    assert set(seen) == {case, person}
    assert not Case.objects.visible_to(a_person()).exists()
    assert reverse("today")
