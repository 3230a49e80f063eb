from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from communities.models import Community
from pages.queries.community import inside_of, waiting_in
from people.models import User
from posts.actions import accept_answer
from posts.models import Post
from tests.conftest import Visitor
from tests.factories import a_community, a_guest, a_member, a_person, a_unit
from tests.factories.communities import (
    a_request,
    a_start_text,
    an_archived_community,
    an_invitation,
)
from tests.factories.posts import a_link_post, a_place_of_posts, a_post, a_question, an_idea
from tests.factories.threads import a_reply

pytestmark = pytest.mark.django_db


def page(visitor: Visitor, viewer: User, community: Community, **query: str) -> str:
    path = reverse("community", args=[community.slug])
    return visitor.visit(viewer).get(path, query).content.decode()


def asked_days_ago(question: Post, days: int) -> Post:
    then = timezone.now() - timedelta(days=days)
    Post.objects.filter(pk=question.pk).update(published_at=then)
    return question


def test_a_member_sees_what_is_written_and_who_is_here(visitor: Visitor) -> None:
    community = a_community("Dijkwerkers")
    ravi = a_member(a_person("Ravi Ramdin"), community)
    a_post(ravi, community=community, title="Wat de klei ons leerde")

    shown = page(visitor, ravi, community)

    assert "Wat de klei ons leerde" in shown
    assert "Ravi Ramdin" in shown
    assert f"{reverse('write')}?community={community.slug}" in shown
    assert reverse("leave_community", args=[community.slug]) in shown


def test_an_employee_reads_an_open_community_and_may_join(visitor: Visitor) -> None:
    community = a_community()
    a_post(community.created_by, community=community, title="Wat de klei ons leerde")
    shown = page(visitor, a_person(), community)
    assert "Wat de klei ons leerde" in shown
    assert reverse("join_community", args=[community.slug]) in shown
    assert reverse("community_manage", args=[community.slug]) not in shown
    assert f"?community={community.slug}" not in shown


def test_outside_a_closed_community_one_sees_the_door_alone(visitor: Visitor) -> None:
    community = a_community("Eerste honderd dagen", kind="closed")
    a_start_text(community, "<p>Alleen voor ons.</p>")
    a_member(a_person("Dilan Korkmaz"), community)
    a_post(community.created_by, community=community, title="Wat niemand mag lezen")

    shown = page(visitor, a_person(), community)

    assert community.purpose in shown
    assert community.created_by.name in shown
    assert reverse("ask_to_join", args=[community.slug]) in shown
    for secret in ("Dilan Korkmaz", "Wat niemand mag lezen", "Alleen voor ons."):
        assert secret not in shown
    members = reverse("community_members", args=[community.slug])
    assert visitor.get(members).status_code == 403


def test_whoever_asked_can_withdraw_and_whoever_is_invited_can_accept(visitor: Visitor) -> None:
    community = a_community(kind="closed")
    asking, invited = a_person(), a_person()
    request = a_request(asking, community=community)
    invitation = an_invitation(invited, community=community)
    assert reverse("withdraw_request", args=[request.pk]) in page(visitor, asking, community)
    assert reverse("accept_invitation", args=[invitation.pk]) in page(visitor, invited, community)


def test_what_is_in_the_archive_says_so_and_offers_no_writing(visitor: Visitor) -> None:
    community = an_archived_community()
    a_member(somebody := a_person(), community)
    for viewer in (community.created_by, somebody, a_person()):
        shown = page(visitor, viewer, community)
        assert 'class="strip plain"' in shown
        assert f"?community={community.slug}" not in shown
        assert reverse("join_community", args=[community.slug]) not in shown


def test_questions_and_bookmarks_have_their_own_tab() -> None:
    community = a_community()
    noor = community.created_by
    question = a_question(noor, community=community)
    link = a_link_post(noor, community=community)
    a_post(noor, community=community)

    def shown(part: str) -> list[Post]:
        return [topic.post for topic in inside_of(noor, community, part=part, number=None).topics]

    assert shown("vragen") == [question]
    assert shown("bladwijzers") == [link]
    assert len(shown("")) == len(shown("onzin")) == 3
    assert inside_of(noor, community, part="", number=None).counts == {
        "all": 3,
        "vragen": 1,
        "bladwijzers": 1,
    }


def test_a_question_tells_how_long_it_is_open_and_that_it_is_answered() -> None:
    community = a_community()
    noor = community.created_by
    question = asked_days_ago(a_question(noor, community=community), 4)
    (topic,) = inside_of(noor, community, part="", number=None).topics
    assert (topic.answered, topic.days_open) == (False, 4)

    accept_answer(noor, post=question, message=a_reply(question.thread))

    (topic,) = inside_of(noor, community, part="", number=None).topics
    assert (topic.answered, topic.days_open) == (True, 0)


def test_who_was_involved_shows_three_faces_and_counts_the_rest() -> None:
    community = a_community()
    noor = community.created_by
    post = a_post(noor, community=community)
    for _ in range(4):
        a_reply(post.thread, by=a_member(a_person(), community))
    (topic,) = inside_of(noor, community, part="", number=None).topics
    assert topic.faces[0] == noor
    assert (len(topic.faces), topic.rest) == (3, 2)


def test_a_guest_sees_no_face_of_who_is_not_in_their_communities(visitor: Visitor) -> None:
    community = a_community()
    post = a_post(community.created_by, community=community)
    a_reply(post.thread, by=a_person("Wouter van buiten"))
    assert "Wouter van buiten" in page(visitor, community.created_by, community)
    assert "Wouter van buiten" not in page(visitor, a_guest(of=community), community)


def test_members_are_counted_by_department() -> None:
    community = a_community()
    water, parts = a_unit("Waterketen"), a_unit("Projecten")
    team = a_unit("Team Gemalen")
    team.parent = water
    team.save()
    for unit in (water, team, parts):
        person = a_member(a_person(), community)
        person.profile.unit = unit
        person.profile.save()

    mix = inside_of(community.created_by, community, part="", number=None).mix

    assert mix.largest == [("Waterketen", 2), ("Projecten", 1), ("Waterveiligheid", 1)]
    assert mix.departments == 3


def test_a_manager_sees_who_knocks_and_what_is_open_too_long(visitor: Visitor) -> None:
    community = a_community(kind="closed")
    noor = community.created_by
    request = a_request(community=community)
    old = asked_days_ago(a_question(noor, community=community), 5)
    a_question(noor, community=community)

    waiting = waiting_in(noor, community)

    assert waiting is not None
    assert (waiting.requests, waiting.questions) == ([request], [old])
    assert waiting_in(a_member(a_person(), community, role="moderator"), community) is None
    assert 'id="todo"' in page(visitor, noor, community)
    assert 'id="todo"' not in page(visitor, a_member(a_person(), community), community)


def test_twenty_conversations_stand_on_a_page() -> None:
    community = a_community()
    a_place_of_posts(community, posts=21)
    first = inside_of(community.created_by, community, part="", number=None)
    second = inside_of(community.created_by, community, part="", number="2")
    assert (len(first.topics), len(second.topics)) == (20, 1)


def test_the_number_of_queries_does_not_grow_with_rows(visitor: Visitor) -> None:
    community = a_community(kind="closed")
    noor = community.created_by
    path = reverse("community", args=[community.slug])
    visitor.visit(noor)

    def add() -> None:
        for make in (a_post, a_question, an_idea, a_link_post):
            post = make(noor, community=community, tags=["klei", "gras"])
            for _ in range(3):
                a_reply(post.thread, by=a_member(a_person(), community))
        asked_days_ago(a_question(noor, community=community), 9)
        a_request(community=community)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert visitor.get(path).status_code == 200
        return len(asked)

    add()
    queries()
    few = queries()
    add()
    add()
    assert queries() == few


def test_the_members_page_asks_as_many_queries_for_many(visitor: Visitor) -> None:
    community = a_community()
    path = reverse("community_members", args=[community.slug])
    visitor.visit(community.created_by)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert visitor.get(path).status_code == 200
        return len(asked)

    queries()
    few = queries()
    for _ in range(6):
        a_member(a_person(), community)
    assert queries() == few


def test_the_strip_of_a_manager_leads_to_all_there_is_to_look_after(visitor: Visitor) -> None:
    community = a_community()
    leads = [f"/communities/{community.slug}/{path}/" for path in ("sjablonen", "nakijken")]
    page = visitor.visit(community.created_by).get(community.url).text
    assert all(f'href="{address}"' in page for address in leads)
    assert "curbar" not in visitor.visit(a_member(a_person(), community)).get(community.url).text
