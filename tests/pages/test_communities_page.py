from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from communities.models import Community
from pages.queries.communities import communities_page
from pages.queries.pulse import pulses
from people.models import User
from posts.models import Post
from tests.conftest import Visitor
from tests.factories import a_community, a_guest, a_member, a_person
from tests.factories.communities import a_request, an_archived_community, an_invitation
from tests.factories.posts import a_post
from tests.factories.threads import a_reply

pytestmark = pytest.mark.django_db


def page(visitor: Visitor, viewer: User, **query: str) -> str:
    return visitor.visit(viewer).get(reverse("communities"), query).content.decode()


def an_old_post(community: Community, *, days: int) -> Post:
    post = a_post(community.created_by, community=community)
    then = timezone.now() - timedelta(days=days)
    Post.objects.filter(pk=post.pk).update(published_at=then, last_activity_at=then)
    return post


def sentence(viewer: User, community: Community) -> str:
    with override("en"):
        return pulses(viewer, [community])[community.pk].sentence


def test_what_waits_for_me_stands_on_top(visitor: Visitor) -> None:
    noor = a_person()
    closed = a_community("Eerste honderd dagen", kind="closed", manager=noor)
    a_request(a_person("Dilan Korkmaz"), community=closed, words="Ik ben nieuw")
    an_invitation(noor, community=a_community("Oude kaarten"))

    shown = page(visitor, noor)

    assert shown.index("Oude kaarten") < shown.index("Dilan Korkmaz") < shown.index('id="shelf"')
    assert "Ik ben nieuw" in shown


def test_nobody_sees_what_waits_for_others(visitor: Visitor) -> None:
    closed = a_community(kind="closed")
    a_request(a_person("Dilan Korkmaz"), community=closed)
    moderator = a_member(a_person(), closed, role="moderator")
    for somebody in (moderator, a_person(), a_guest(of=closed)):
        assert "Dilan Korkmaz" not in page(visitor, somebody)


def test_each_shelf_holds_its_own() -> None:
    noor = a_person()
    mine, other = a_community("Mijn", manager=noor), a_community("Ander", kind="closed")
    done, hidden = an_archived_community(manager=noor), a_community("Verborgen", kind="hidden")
    shelves = {
        shelf: [row.community for row in communities_page(noor, shelf=shelf).rows]
        for shelf in ("mine", "all", "archive", "nonsense")
    }
    assert shelves == {
        "mine": [mine],
        "all": [other, mine],
        "archive": [done],
        "nonsense": [mine],
    }
    assert hidden not in shelves["all"]
    assert communities_page(noor, shelf="").counts == {"mine": 1, "all": 2, "archive": 1}


def test_all_is_narrowed_by_name_and_kind() -> None:
    viewer = a_person()
    a_community("Dijkwerkers")
    fish, _deer = a_community("Vispassages"), a_community("Herten", kind="closed")

    def found(**asked: str) -> list[str]:
        return [row.community.name for row in communities_page(viewer, shelf="all", **asked).rows]

    assert found(words="VISP") == [fish.name]
    assert found(kind="closed") == ["Herten"]
    assert len(found(kind="nonsense")) == 3


def test_a_row_counts_members_and_guests_who_are_really_here(visitor: Visitor) -> None:
    noor = a_person()
    community = a_community(manager=noor)
    a_guest(of=community)
    a_member(a_person(is_active=False), community)

    row = communities_page(noor, shelf="mine").rows[0]

    assert (row.size, row.community.my_role) == ((2, 1), "manager")


def test_the_sentence_follows_what_happens() -> None:
    noor = a_person()
    community = a_community(manager=noor)
    assert sentence(noor, community) == "Nothing has been written here yet."
    an_old_post(community, days=60)
    assert sentence(noor, community).startswith("Silent since")
    an_old_post(community, days=20)
    assert sentence(noor, community).startswith("Quiet this week, last heard of on")
    an_old_post(community, days=3)
    assert sentence(noor, community) == "Quiet: 1 new post and 0 replies this week."
    post = a_post(noor, community=community)
    a_reply(post.thread)
    a_reply(post.thread)
    assert sentence(noor, community) == "Lively: 2 new posts and 2 replies this week."
    for _ in range(8):
        a_reply(post.thread)
    assert sentence(noor, community) == "Busy: 11 posts and replies since yesterday."


def test_a_busy_place_names_what_most_is_about() -> None:
    noor = a_person()
    community = a_community(manager=noor)
    for number in range(10):
        a_post(noor, community=community, tags=["klei"] if number else ["gras"])
    assert sentence(noor, community).endswith("mostly about klei.")


def test_a_place_that_is_not_read_says_nothing_of_what_happens_there() -> None:
    closed = a_community(kind="closed")
    a_post(closed.created_by, community=closed)
    assert pulses(a_person(), [closed]) == {}
    row = communities_page(a_person(), shelf="all").rows[0]
    assert (row.pulse, row.faces) == (None, [])


def test_the_menu_counts_what_waits(visitor: Visitor) -> None:
    noor = a_person()
    an_invitation(noor)
    answer = visitor.visit(noor).get(reverse("communities"))
    assert answer.context["shell_waiting"]() == 1


def test_the_number_of_queries_does_not_grow_with_rows(visitor: Visitor) -> None:
    noor = a_person()
    visitor.visit(noor)

    def add() -> None:
        community = a_community(manager=noor, kind="closed")
        for _ in range(3):
            a_member(a_person(), community)
            a_reply(a_post(noor, community=community, tags=["klei", "gras"]).thread, by=noor)
        a_request(community=community)
        an_invitation(noor)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert visitor.get(reverse("communities")).status_code == 200
        return len(asked)

    add()
    queries()
    few = queries()
    for _ in range(4):
        add()
    assert queries() == few
