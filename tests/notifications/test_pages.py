"""The bell, the list and the preferences, as somebody uses them."""

from datetime import time, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from notifications.actions import forget_old
from notifications.models import Notice, Preference
from notifications.queries import preference_of
from people.models import User
from tests.conftest import Visitor
from tests.factories import a_community, a_member, a_person
from tests.factories.communities import a_request
from tests.factories.posts import a_post
from tests.factories.threads import a_reply
from tests.notifications.telling import after_work
from threads.models import Watch

pytestmark = pytest.mark.django_db
LIST, PREFERENCES = "/meldingen/", "/meldingen/afstellen/"
FORM = {
    "budget": "5",
    "quiet_from": "19:00",
    "quiet_until": "07:00",
    "quiet_days": ["6"],
    "rhythm": "weekly",
    "bundle_at": "15:30",
    "bundles": "on",
    "kind_mention": ["cafe", "mail"],
    "kind_reply": ["none", "cafe"],
}


@pytest.fixture
def me() -> User:
    return a_person("Noor Terwiel")


@pytest.fixture
def mine(visitor: Visitor, me: User) -> Visitor:
    return visitor.visit(me)


def page(visitor: Visitor, path: str = LIST) -> BeautifulSoup:
    return BeautifulSoup(visitor.get(path).text, "html.parser")


def bell(visitor: Visitor) -> str:
    return page(visitor, "/").select_one(".bell")["aria-label"]


def test_the_bell_counts_what_is_new(mine: Visitor, me: User) -> None:
    assert bell(mine) == "Meldingen"
    for _ in range(2):
        a_reply(a_post(me).thread)
    after_work()
    assert bell(mine) == "Meldingen, 2 nieuw"


def test_a_notice_says_who_did_what_where_and_why(mine: Visitor, me: User) -> None:
    post = a_post(me, title="Wat de klei ons leerde")
    for name in ("Bram Schuurman", "Pet Lutje", "Tess Vonk", "Geert Boonstra", "Stef Pinas"):
        a_reply(post.thread, f"Dat zegt {name}.", by=a_person(name))
    after_work()
    [row] = page(mine).select(".ntf > li")
    said = " ".join(row.text.split())
    assert "Stef Pinas, Geert Boonstra en 3 anderen reageerden op" in said
    assert row.select_one("h3").text == "Wat de klei ons leerde"
    assert "“Dat zegt Stef Pinas.”" in said
    assert "5 nieuwe reacties" in said
    assert "Jij schreef waar dit over gaat." in said
    earlier = [reply.b.text for reply in row.select(".n-more li")]
    assert earlier == ["Geert Boonstra", "Tess Vonk", "Pet Lutje"], "the latest of them"


def test_who_opens_the_conversation_has_read_it(mine: Visitor, me: User) -> None:
    post = a_post(me)
    a_reply(post.thread)
    after_work()
    mine.get(post.get_absolute_url())
    assert bell(mine) == "Meldingen"
    assert page(mine).select(".ntf > li.new") == []


def test_one_and_all_can_be_ticked_off(mine: Visitor, me: User) -> None:
    for _ in range(3):
        a_reply(a_post(me).thread)
    after_work()
    first = page(mine).select_one(".ntf > li .n-side form")
    mine.post(first["action"], {"next": LIST})
    assert bell(mine) == "Meldingen, 2 nieuw"
    until = page(mine).select_one("[name=until]")["value"]
    a_reply(a_post(me).thread)
    after_work()
    mine.post("/meldingen/gelezen/", {"until": until})
    assert bell(mine) == "Meldingen, 1 nieuw", "what came after the page was shown stays new"


@pytest.mark.parametrize("until", ["", "x", "2025-13-45", "9" * 500, "2025-01-01T00:00:00", "\x00"])
def test_a_moment_that_is_none_is_not_understood(mine: Visitor, until: str) -> None:
    assert mine.post("/meldingen/gelezen/", {"until": until}).status_code == 400


def test_nobody_ticks_off_what_is_somebody_elses(mine: Visitor) -> None:
    other = a_person()
    a_reply(a_post(other).thread)
    after_work()
    notice = Notice.objects.get(person=other)
    assert mine.post(f"/meldingen/{notice.pk}/gelezen/").status_code == 404
    assert Notice.objects.get(pk=notice.pk).is_new


def test_a_conversation_is_turned_down_from_its_notice(mine: Visitor, me: User) -> None:
    a_reply(a_post(me).thread)
    after_work()
    form = page(mine).select_one(".whybox form")
    assert [button["aria-pressed"] for button in form.select("button")] == [
        "true",
        "false",
        "false",
    ]
    mine.post(form["action"], {"level": "nothing", "next": LIST})
    assert Watch.objects.get(person=me).level == "nothing"
    assert mine.post(form["action"], {"level": "loud"}).status_code == 422


def test_the_tabs_show_their_kind(mine: Visitor, me: User) -> None:
    community = a_community(kind="closed", manager=me)
    a_request(community=community)
    a_reply(a_post(me).thread)
    a_post(a_member(a_person(), community), community=community)
    after_work()
    counts = [int(tab.b.text) for tab in page(mine).select(".n-tabs a")]
    assert counts == [2, 0, 1, 1, 1]
    for tab, number in (
        ("genoemd", 0),
        ("reacties", 1),
        ("communities", 1),
        ("bundel", 1),
        ("x", 2),
    ):
        assert len(page(mine, f"{LIST}?soort={tab}").select(".ntf > li")) == number, tab


def test_what_waits_for_the_bundle_is_listed_by_name(mine: Visitor, me: User) -> None:
    a_reply(a_post(me, title="De zware klei").thread)
    after_work()
    assert "De zware klei" in page(mine).select_one(".held").text


def test_of_much_that_waits_the_rest_is_counted(mine: Visitor, me: User) -> None:
    for number in range(7):
        a_reply(a_post(me, title=f"Klei {number}").thread)
    after_work()
    waits = [line.text.strip() for line in page(mine).select(".held li")]
    assert ["Klei" in line for line in waits] == [True] * 5 + [False]
    assert waits[-1] == "en nog 2"


def test_it_takes_as_many_questions_for_many_notices_as_for_one(mine: Visitor, me: User) -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            mine.get(LIST)
        return len(asked)

    a_reply(a_post(me).thread)
    after_work()
    questions()  # what is the same for everybody is kept from now on
    few = questions()
    for _ in range(12):
        a_reply(a_post(me).thread)
    after_work()
    questions()  # the bell counts what changed
    assert questions() == few


def test_preferences_are_kept_as_they_were_filled_in(mine: Visitor, me: User) -> None:
    assert mine.post(PREFERENCES, FORM).status_code == 302
    wish = preference_of(me)
    assert (wish.budget, wish.rhythm, wish.bundle_at) == (5, "weekly", time(15, 30))
    assert (wish.quiet_from, wish.quiet_until, wish.quiet_days) == (time(19), time(7), [6])
    assert wish.channels_of("mention") == {"cafe", "mail"}
    assert wish.channels_of("reply") == set(), "not empties the rest of its row"
    shown = page(mine, PREFERENCES)
    assert shown.select_one("[name=kind_reply][value=none]").has_attr("checked")
    assert not shown.select_one("[name=kind_reply][value=cafe]").has_attr("checked")


def test_preferences_go_back_to_how_they_began(mine: Visitor, me: User) -> None:
    mine.post(PREFERENCES, FORM)
    mine.post(f"{PREFERENCES}terug/")
    assert not Preference.objects.filter(person=me).exists()
    assert preference_of(me).budget == 3


@pytest.mark.parametrize(
    "wrong",
    [
        {"budget": "4"},
        {"budget": "-1"},
        {"quiet_from": "25:00"},
        {"quiet_until": ""},
        {"quiet_days": ["7"]},
        {"quiet_days": ["x" * 1000]},
        {"rhythm": "hourly"},
        {"bundle_at": "\x00"},
        {"kind_mention": ["pigeon"]},
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_lost(
    mine: Visitor, me: User, wrong: dict[str, object]
) -> None:
    mine.post(PREFERENCES, FORM)
    answer = mine.post(PREFERENCES, {**FORM, "budget": "0", **wrong})
    assert answer.status_code == 422
    assert preference_of(me).budget == 5
    assert BeautifulSoup(answer.text, "html.parser").select_one("[name=rhythm]")


def test_notices_older_than_thirty_days_are_cleared_away(me: User) -> None:
    a_reply(a_post(me).thread)
    after_work()
    forget_old()
    assert Notice.objects.filter(person=me).exists()
    Notice.objects.update(at=timezone.now() - timedelta(days=31))
    forget_old()
    assert not Notice.objects.exists()
