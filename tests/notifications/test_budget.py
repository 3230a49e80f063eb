"""No order of events disturbs somebody more than they allow, and what was held back is all there."""

from collections import Counter
from datetime import UTC, datetime, time, timedelta
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from communities.models import Community, Membership
from notifications.actions import choose_preferences, read_all, send_cups
from notifications.lines import lines_of, with_all
from notifications.models import Cup, Notice, Nudge, Preference
from notifications.queries import notices_page
from people.absence import go_away
from people.models import User
from people.zones import today_of
from posts.actions import report
from posts.models import Post
from tests.factories import a_community, a_person
from tests.factories.posts import a_post
from tests.notifications.telling import TUESDAY, after_work, never_quiet, nudges
from threads.actions import post_message
from threads.permissions import can_read

pytestmark = pytest.mark.django_db


def mention(person: User, post: Post | None = None, by: User | None = None) -> Post:
    post = post or a_post()
    words = f'<p><span class="mention" data-person="{person.pk}">@x</span> kijk even</p>'
    post_message(by or a_person(), thread=post.thread, html=words)
    after_work()
    return post


def at(moment: datetime) -> object:
    return patch("django.utils.timezone.now", return_value=moment)


def held(person: User) -> int:
    return Notice.objects.held().filter(person=person).count()


def test_a_mention_disturbs_at_once_until_the_budget_of_the_day_is_spent() -> None:
    me = a_person()
    never_quiet(me, budget=3)
    for _ in range(5):
        mention(me)
    assert (nudges(me), held(me)) == (3, 2)


def test_a_conversation_disturbs_once_until_it_is_read() -> None:
    me = a_person()
    never_quiet(me, budget=3)
    post = mention(me)
    mention(me, post)
    assert nudges(me) == 1
    assert held(me) == 1
    read_all(me, until=timezone.now())
    mention(me, post)
    assert nudges(me) == 2


def test_who_wants_no_mail_at_once_gets_it_in_the_bundle() -> None:
    me = a_person()
    never_quiet(me, budget=0)
    mention(me)
    assert (nudges(me), held(me)) == (0, 1)


@pytest.mark.parametrize(
    ("hour", "quiet"), [(7, True), (8, False), (17, False), (18, True), (23, True), (0, True)]
)
def test_quiet_hours_go_over_midnight(hour: int, quiet: bool) -> None:
    me = a_person()
    with at(TUESDAY.replace(hour=hour) - timedelta(hours=1)):  # an hour later in Amsterdam
        mention(me)
        assert nudges(me) == (0 if quiet else 1)
        assert held(me) == (1 if quiet else 0)


def test_quiet_is_asked_by_the_clock_where_somebody_is() -> None:
    far = a_person(time_zone="America/Curacao")
    with at(TUESDAY):  # six in the morning there
        mention(far)
    assert nudges(far) == 0


def test_a_free_day_is_quiet_all_day() -> None:
    me = a_person()
    with at(TUESDAY + timedelta(days=4)):
        mention(me)
    assert (nudges(me), held(me)) == (0, 1)


def test_the_bundle_leaves_once_a_day_at_its_hour_with_all_that_was_held() -> None:
    me = a_person()
    choose_preferences(me, budget=0)
    with at(TUESDAY):
        mention(me)
        mention(me)
        send_cups()
        assert not Cup.objects.filter(person=me, kind="bundle").exists()
    with at(TUESDAY.replace(hour=15, minute=1)):
        send_cups()
        send_cups()
    bundle = Cup.objects.get(person=me, kind="bundle")
    assert bundle.notices.count() == 2
    assert held(me) == 0
    with at(TUESDAY.replace(hour=16)):
        mention(me)
        send_cups()
    assert held(me) == 1  # until tomorrow
    with at(TUESDAY.replace(hour=15, minute=1) + timedelta(days=1)):
        send_cups()
    assert held(me) == 0
    assert Cup.objects.filter(person=me, kind="bundle").count() == 2


def test_what_was_read_before_the_bundle_is_not_in_it() -> None:
    me = a_person()
    choose_preferences(me, budget=0)
    with at(TUESDAY):
        mention(me)
        read_all(me, until=timezone.now())
    with at(TUESDAY.replace(hour=15, minute=1)):
        send_cups()
    assert not Cup.objects.filter(kind="bundle", person=me).exists()


@pytest.mark.parametrize(
    ("rhythm", "day", "pours"),
    [
        ("workdays", 0, True),
        ("workdays", 4, False),
        ("weekly", 0, False),
        ("weekly", 6, True),
        ("never", 0, False),
        (None, 0, True),
        (None, 4, False),
    ],
)
def test_coffee_is_poured_on_the_days_one_chose(rhythm: str | None, day: int, pours: bool) -> None:
    me = a_person()
    if rhythm:
        choose_preferences(me, rhythm=rhythm)
    with at(TUESDAY.replace(hour=6, minute=50) + timedelta(days=day)):
        send_cups()
        send_cups()
    assert Cup.objects.filter(person=me, kind="coffee").count() == int(pours)


@pytest.mark.parametrize(("hour", "pours"), [(6, False), (7, True), (11, False)])
def test_coffee_is_for_the_morning(hour: int, pours: bool) -> None:
    me = a_person()
    with at(TUESDAY.replace(hour=hour, minute=44)):
        send_cups()
    assert Cup.objects.filter(person=me, kind="coffee").exists() is pours


def test_where_the_clock_is_set_back_the_same_hour_pours_no_second_cup() -> None:
    """On Sunday 26 October 2025 it was twice between two and three in Amsterdam."""
    me = a_person()
    choose_preferences(me, budget=0, bundle_at=time(2, 30), quiet_days=[])
    before = datetime(2025, 10, 26, 0, 31, tzinfo=UTC)
    with at(before):
        mention(me)
        send_cups()
    with at(before + timedelta(hours=1)):
        mention(me)
        send_cups()
    assert Cup.objects.filter(person=me).count() == 1
    assert held(me) == 1


STEP = st.one_of(
    st.tuples(st.just("mention"), st.integers(0, 7)),
    st.tuples(st.just("mention"), st.integers(0, 7)),
    st.tuples(st.just("mention"), st.integers(0, 7)),
    st.tuples(st.just("report"), st.integers(0, 3)),
    st.tuples(st.just("ask"), st.just(0)),
    st.tuples(st.sampled_from(["out", "in"]), st.just(0)),
    st.tuples(st.just("read"), st.just(0)),
    st.tuples(st.just("wait"), st.integers(1, 8)),
    st.tuples(st.just("clock"), st.just(0)),
    st.tuples(st.just("wish"), st.sampled_from([0, 3, 5])),
)


def report_there(me: User, post: Post, _place: Community) -> None:
    report(a_person(), thing=post, rule="hurtful")


def ask_me(me: User, _post: Post, _place: Community) -> None:
    them = a_person()
    day = today_of(them) + timedelta(days=1)
    go_away(them, first_day=day, last_day=day, stand_in=me)


def go_out(me: User, _post: Post, place: Community) -> None:
    Membership.objects.filter(community=place, person=me).delete()


def come_in(me: User, _post: Post, place: Community) -> None:
    Membership.objects.get_or_create(community=place, person=me)


HAPPENS = {"report": report_there, "ask": ask_me, "out": go_out, "in": come_in}


class Budget(TestCase):
    """Whatever happens in whatever order."""

    @settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(steps=st.lists(STEP, min_size=12, max_size=40), start=st.integers(0, 7 * 24))
    def test_no_order_of_events_goes_over_the_budget_or_loses_something(
        self, steps: list[tuple[str, int]], start: int
    ) -> None:
        me = a_person()
        place, mine = a_community(kind="closed"), a_community(manager=me)
        here = [a_post(place.created_by, community=place) for _ in range(4)]
        come_in(me, here[0], place)
        posts = [*(a_post(me, community=mine) for _ in range(4)), *here]
        now = TUESDAY + timedelta(hours=start)
        most: Counter[object] = Counter()
        budget = Preference.Budget.THREE
        for what, how in steps:
            now += timedelta(seconds=1)
            with at(now):
                if what == "mention":
                    mention(me, posts[how], by=place.created_by)
                elif what in HAPPENS:
                    HAPPENS[what](me, posts[how], place)
                    after_work()
                elif what == "read":
                    read_all(me, until=now)
                elif what == "clock":
                    send_cups()
                elif what == "wait":
                    now += timedelta(hours=how)
                else:
                    budget = how
                    choose_preferences(me, budget=how)
            day = now.astimezone(ZoneInfo("Europe/Amsterdam")).date()
            most[day] = max(most[day], budget)
        self._holds(me, most)  # what begins like this is an example of its own

    def _holds(self, me: User, most: Counter[object]) -> None:
        per_day = Counter(Nudge.objects.filter(person=me).values_list("day", flat=True))
        assert all(number <= most[day] for day, number in per_day.items())
        for notice in Notice.objects.filter(person=me):
            ways = [notice.read_at, notice.held_at, notice.mailed_at, notice.cup_id]
            assert any(ways), "it is read, waits, or has left"
        shown = list(with_all(Notice.objects.visible_to(me)))
        page = notices_page(me, tab="", number="")
        waits = {one.pk for one in shown if one.held_at and one.is_new}
        listed = {line.notice.pk for line in page.today.held}
        assert listed <= waits
        assert len(listed) + page.today.more == len(waits), "what was held back is all there"
        for line in lines_of(shown):
            about = line.notice.thread
            assert line.reason.words, "each has its reason"
            assert about is None or can_read(me, about), "which its reader may see"
