"""What is no conversation is told too: who stands in, what was reported and decided, and whom somebody invited."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from notifications.lines import lines_of, with_all
from notifications.models import Notice
from people.absence import (
    agree_to_stand_in,
    ask_stand_in,
    change_absence,
    decline_to_stand_in,
    end_absence,
    go_away,
)
from people.accounts import ask_before_access_ends, end_access
from people.inviting import come_in, invite_from_outside
from people.models import Absence, User
from people.zones import today_of
from posts.actions import edit_post, judge, report, withdraw_post
from posts.judging import judges_of
from posts.models import Case, Post
from tests.factories import a_community, a_member, a_person, an_administrator
from tests.factories.posts import a_post
from tests.factories.threads import a_reply
from tests.notifications.telling import after_work, kinds, told
from threads.actions import adapt
from threads.models import Withheld

pytestmark = pytest.mark.django_db
Kind = Notice.Kind


def said(person: User) -> list[tuple[str, str]]:
    """The events they are told of, with who did it; not of conversations."""
    found = [one for one in told(person) if one.event]
    return [(one.event, one.actor.name if one.actor else "") for one in found]


def away(person: User, stand_in: User | None = None) -> Absence:
    first = today_of(person) + timedelta(days=1)
    return go_away(person, first_day=first, last_day=first + timedelta(days=5), stand_in=stand_in)


def hidden(words: str = "te grof") -> tuple[Post, Case, User]:
    """A post that was reported and hidden, and who judged it."""
    place = a_community()
    post = a_post(a_member(a_person(), place), community=place)
    case = report(a_person(), thing=post, rule="hurtful", words=words)
    judge(place.created_by, case=case, what="hide", rule="hurtful", reason="Te grof.", seen=0)
    return post, case, place.created_by


def test_who_is_asked_to_stand_in_hears_it_until_they_answered() -> None:
    fenna, noor = a_person("Fenna Postma"), a_person("Noor Terwiel")
    absence = away(fenna, noor)
    assert said(noor) == [("StandInAsked", "Fenna Postma")]

    agree_to_stand_in(noor, absence=absence)

    assert said(noor) == [], "they know what they said"
    assert said(fenna) == [("StandInAgreed", "Noor Terwiel")]


def test_who_said_yes_and_then_no_is_told_of_once() -> None:
    fenna, noor = a_person("Fenna Postma"), a_person("Noor Terwiel")
    absence = away(fenna, noor)
    absence = agree_to_stand_in(noor, absence=absence)
    after_work()
    decline_to_stand_in(noor, absence=absence)
    assert said(fenna) == [("StandInDeclined", "Noor Terwiel")]


def test_each_may_ask_the_other_and_neither_is_lost() -> None:
    fenna, noor = a_person("Fenna Postma"), a_person("Noor Terwiel")
    mine = away(noor, fenna)
    agree_to_stand_in(fenna, absence=mine)
    later = today_of(fenna) + timedelta(days=30)
    go_away(fenna, first_day=later, last_day=later, stand_in=noor)
    assert sorted(said(noor)) == [
        ("StandInAgreed", "Fenna Postma"),
        ("StandInAsked", "Fenna Postma"),
    ]


def test_who_stands_in_hears_of_other_days_and_who_is_asked_for_them_only_of_that() -> None:
    fenna, noor = a_person("Fenna Postma"), a_person("Noor Terwiel")
    absence = agree_to_stand_in(noor, absence=away(fenna, noor))
    fewer = change_absence(
        fenna,
        absence=absence,
        first_day=absence.first_day,
        last_day=absence.last_day - timedelta(days=1),
        stand_in=noor,
    )
    assert said(noor) == [("AbsenceChanged", "Fenna Postma")]
    Notice.objects.all().delete()

    change_absence(
        fenna,
        absence=fewer,
        first_day=fewer.first_day,
        last_day=fewer.last_day + timedelta(days=9),
        stand_in=noor,
    )
    assert said(noor) == [("StandInAsked", "Fenna Postma")]


def test_who_need_not_stand_in_any_more_hears_it() -> None:
    fenna, noor, daan = a_person("Fenna Postma"), a_person("Noor Terwiel"), a_person()
    absence = agree_to_stand_in(noor, absence=away(fenna, noor))
    absence = ask_stand_in(fenna, absence=absence, stand_in=daan)
    assert said(noor) == [("AbsenceChanged", "Fenna Postma")]
    assert said(daan) == [("StandInAsked", "Fenna Postma")]
    end_absence(fenna, absence=absence)
    assert said(daan) == [], "nobody asks them any more"


def test_who_judges_hears_of_a_report_without_who_reported() -> None:
    place = a_community()
    post = a_post(a_member(a_person(), place), community=place)
    reporter = a_member(a_person("Marleen Dekkers"), place)
    report(reporter, thing=post, rule="other", words="Dit is van mij.")

    [notice] = [one for one in told(place.created_by) if one.event]

    assert (notice.kind, notice.actor) == (Kind.REPORTED, None)
    assert kinds(post.author) == kinds(reporter) == []
    [line] = lines_of([notice])
    assert line.title == place.name
    assert "Marleen" not in f"{line} {line.reason}"


def test_two_reports_of_one_thing_are_one_notice_and_it_goes_when_it_is_settled() -> None:
    place = a_community()
    post = a_post(a_member(a_person(), place), community=place)
    case = report(a_person(), thing=post, rule="hurtful")
    report(a_person(), thing=post, rule="hurtful")
    assert said(place.created_by) == [("Reported", "")]
    judge(place.created_by, case=case, what="leave", reason="Mag er staan.", seen=0)
    assert said(place.created_by) == []


def test_who_is_told_of_a_report_is_who_may_judge_it() -> None:
    place = a_community()
    boss, member = an_administrator(), a_member(a_person(), place)
    everybody = [place.created_by, boss, member, a_person()]
    cases = [
        report(member, thing=a_post(boss), rule="hurtful"),
        report(member, thing=a_post(place.created_by, community=place), rule="hurtful"),
        report(boss, thing=a_reply(a_post(place.created_by).thread), rule="hurtful"),
        report(place.created_by, thing=member, rule="hurtful"),
        report(place.created_by, thing=a_post(member, community=place), rule="hurtful"),
    ]
    an_administrator()
    for case in cases:
        judges = {pk for pk in judges_of(case) if pk in {one.pk for one in everybody}}
        may = {one.pk for one in everybody if Case.objects.visible_to(one).filter(pk=case.pk)}
        assert judges == may, case.pk


def test_what_was_decided_is_told_to_who_wrote_it_and_who_reported_it() -> None:
    post, case, judged_by = hidden()
    reporter = case.reports.get().reporter
    assert reporter is not None
    for person in (post.author, reporter):
        [notice] = told(person)
        assert (notice.kind, notice.actor) == (Kind.JUDGED, None)
    assert kinds(judged_by) == []


def test_who_wrote_what_may_stay_never_hears_that_it_was_reported() -> None:
    post = a_post()
    reporter = a_person()
    case = report(reporter, thing=post, rule="hurtful")
    judge(an_administrator(), case=case, what="leave", reason="Mag er staan.", seen=0)
    assert kinds(post.author) == []
    assert kinds(reporter) == [Kind.JUDGED]


def test_what_is_taken_away_meanwhile_is_told_to_who_reported_alone() -> None:
    post, reporter = a_post(), a_person()
    report(reporter, thing=post, rule="hurtful")
    withdraw_post(post.author, post=post)
    assert kinds(post.author) == []
    assert kinds(reporter) == [Kind.JUDGED]


def test_who_judges_hears_that_hidden_words_were_adapted() -> None:
    post, _case, judge_of_it = hidden()
    post.refresh_from_db()
    edit_post(post.author, post=post, title=post.title, html="<p>Vriendelijker.</p>")
    assert said(judge_of_it) == [("HiddenAdapted", "")]

    place = a_community()
    post = a_post(place.created_by, community=place)
    reply = a_reply(post.thread, by=a_member(a_person(), place))
    case = report(a_person(), thing=reply, rule="hurtful")
    judge(place.created_by, case=case, what="hide", rule="hurtful", reason="Te grof.", seen=0)
    reply.refresh_from_db()
    adapt(reply.author, withheld=Withheld.objects.get(message=reply), html="<p>Aardiger.</p>")
    assert said(place.created_by) == [("HiddenAdapted", "")]


def test_who_invited_somebody_hears_that_they_came_and_that_their_access_ends() -> None:
    boss, soon = an_administrator(), timezone.now() + timedelta(days=10)
    invite = invite_from_outside(boss, email="oda@example.org", kind="guest", access_until=soon)
    come_in(invite=invite, name="Oda", password="vier gewone woorden", language="nl")
    assert said(boss) == [("InviteAccepted", "Oda")]
    ask_before_access_ends()
    assert sorted(said(boss)) == [("AccessEndsSoon", "Oda"), ("InviteAccepted", "Oda")]


def test_of_whom_nobody_here_invited_administrators_are_asked() -> None:
    boss = an_administrator()
    a_person("Oda", kind="partner", access_until=timezone.now() + timedelta(days=10))
    ask_before_access_ends()
    assert said(boss) == [("AccessEndsSoon", "Oda")]


def test_whose_inviter_is_gone_administrators_are_asked() -> None:
    boss, gone, soon = an_administrator(), an_administrator(), timezone.now() + timedelta(days=10)
    invite = invite_from_outside(gone, email="oda@example.org", kind="guest", access_until=soon)
    come_in(invite=invite, name="Oda", password="vier gewone woorden", language="nl")
    end_access(boss, person=gone, reason="Weg.")
    ask_before_access_ends()
    assert said(boss) == [("AccessEndsSoon", "Oda")]


def test_each_of_them_has_its_words_its_reason_and_leads_somewhere(client: Client) -> None:
    """In both languages, on the page itself."""
    post, case, _judge = hidden()
    boss, soon = an_administrator(), timezone.now() + timedelta(days=10)
    invite = invite_from_outside(boss, email="oda@example.org", kind="guest", access_until=soon)
    come_in(invite=invite, name="Oda", password="vier gewone woorden", language="nl")
    ask_before_access_ends()
    report(a_person(), thing=a_post(), rule="hurtful")
    fenna = a_person("Fenna Postma")
    agree_to_stand_in(fenna, absence=away(boss, fenna))
    away(fenna)
    after_work()
    reporter = case.reports.get().reporter
    shown = 0
    for person in (boss, post.author, reporter, fenna):
        assert person is not None
        client.force_login(person)
        for language in ("nl", "en"):
            User.objects.filter(pk=person.pk).update(language=language)
            assert client.get("/meldingen/").status_code == 200
        seen = with_all(Notice.objects.visible_to(person))
        for line in lines_of(list(seen)):
            assert line.title
            assert line.reason.words
            assert client.get(line.address).status_code == 200, line.address
            shown += 1
    assert shown == 6
