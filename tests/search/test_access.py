"""Who finds what, asked as people ask: on the page. The index is real, and often out of date."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from communities.actions import leave_community
from people.actions import change_access, change_profile, state_tags
from people.models import Profile, User
from posts.actions import edit_post, withdraw_post
from search.changes import mark, mark_many
from search.documents import EMPLOYEES
from search.engine import Entry
from search.engines import current_engine
from search.indexing import drain_all
from search.sources import sources
from tests.conftest import Visitor
from tests.factories import a_community, a_guest, a_member, a_person, an_administrator
from tests.factories.posts import a_post
from tests.factories.threads import a_reply

pytestmark = pytest.mark.django_db

Look = Callable[..., str]


@pytest.fixture
def look(visitor: Visitor) -> Look:
    """What somebody reads after asking: the page without what differs each time."""

    def look(person: User, text: str, **more: str) -> str:
        answer = visitor.visit(person).get("/zoeken/", {"q": text, **more})
        assert answer.status_code == 200
        page = answer.content.decode().partition("<main")[2].partition("</main>")[0]
        return re.sub(r"csrf\w*\W+value=\W*\w+", "", page)

    return look


def finds(page: str) -> bool:
    return 'class="hits"' in page


def counted(page: str) -> list[str]:
    return re.findall(r"<b>([\d.,]+)</b>", page)


def test_an_employee_finds_what_is_for_everyone_and_a_guest_does_not(look: Look):
    a_post(title="Zware klei")
    drain_all()
    assert finds(look(a_person(), "klei"))
    guest = a_guest(of=a_community())
    assert not finds(look(guest, "klei"))
    assert counted(look(guest, "klei")) == ["0"] * 5


def test_a_guest_finds_what_is_in_their_community(look: Look):
    place = a_community()
    guest = a_guest(of=place)
    a_post(place.created_by, title="Zware klei", community=place)
    drain_all()
    assert finds(look(guest, "klei"))


@pytest.mark.parametrize("kind", ["closed", "hidden"])
def test_only_members_find_what_is_in_a_closed_place(look: Look, kind: str):
    place = a_community(kind=kind)
    a_post(place.created_by, title="Zware klei", community=place)
    drain_all()
    assert finds(look(place.created_by, "klei"))
    assert not finds(look(a_person(), "klei"))
    assert not finds(look(an_administrator(), "klei"))


def test_a_hidden_word_is_answered_as_one_that_nobody_wrote(look: Look):
    place, viewer = a_community(kind="hidden"), a_person()
    a_post(place.created_by, title="Zware kwelders", community=place)
    drain_all()
    for text in ("kwelders", '"zware kwelders"', "in:community", "-kwelders tag:x"):
        hidden = look(viewer, text)
        unknown = look(viewer, text.replace("kwelders", "zeegras"))
        assert hidden.replace("kwelders", "zeegras") == unknown


def test_the_name_of_a_hidden_community_narrows_to_nothing(look: Look):
    place = a_community("Reorganisatie", kind="hidden")
    a_post(place.created_by, title="Zware klei", community=place)
    a_post(title="Lichte klei")
    drain_all()
    assert finds(look(place.created_by, "klei in:reorganisatie"))
    assert not finds(look(a_person(), "klei in:reorganisatie"))


def test_leaving_takes_effect_at_once(look: Look):
    place = a_community(kind="closed")
    member = a_member(a_person(), place)
    a_post(place.created_by, title="Zware klei", community=place)
    drain_all()
    assert finds(look(member, "klei"))
    leave_community(member, community=place)  # the index has not heard
    assert not finds(look(member, "klei"))
    assert counted(look(member, "klei")) == ["0"] * 5


def test_joining_takes_effect_at_once(look: Look):
    place = a_community()
    guest = a_guest()
    a_post(place.created_by, title="Zware klei", community=place)
    drain_all()
    assert not finds(look(guest, "klei"))
    a_member(guest, place)
    assert finds(look(guest, "klei"))


def test_access_that_ended_opens_nothing(visitor: Visitor):
    person = a_person()
    a_post(title="Zware klei")
    drain_all()
    visitor.visit(person)
    change_access(None, person=person, kind="employee", access_until=None, is_active=False)
    assert visitor.get("/zoeken/", {"q": "klei"}).status_code == 302


def test_what_was_withdrawn_is_gone_before_the_index_hears(look: Look):
    post = a_post(title="Zware klei")
    a_post(title="Lichte klei")
    drain_all()
    withdraw_post(post.author, post=post)
    page = look(a_person(), "klei")
    assert "Zware" not in page
    assert counted(page) == ["1", "1", "0", "0", "0"]


def test_a_word_that_was_taken_out_no_longer_finds_the_post(look: Look):
    post = a_post(title="Zware klei", html="<p>Jansen deed het.</p>")
    drain_all()
    edit_post(post.author, post=post, title="Zware klei", html="<p>Iemand deed het.</p>", tags=[])
    viewer = a_person()
    assert not finds(look(viewer, "jansen"))
    assert not finds(look(viewer, "klei AND jansen"))
    assert finds(look(viewer, "klei"))


def test_an_index_that_is_wrong_shows_nothing_that_the_database_would_not(look: Look):
    place = a_community(kind="hidden")
    post = a_post(place.created_by, title="Zware klei", community=place)
    drain_all()
    document = sources()["post"].documents([post.pk])[post.pk]
    current_engine().index([Entry(replace(document, audience=(EMPLOYEES,)), 10**9)])
    page = look(a_person(), "klei")
    assert not finds(page)
    assert counted(page) == ["0"] * 5


def test_whose_access_ends_by_itself_is_no_longer_found(look: Look):
    person = a_person("Fenna Postma", access_until=timezone.now() + timedelta(days=1))
    mark("person", person.pk)
    drain_all()
    assert finds(look(a_person(), "fenna"))
    User.objects.filter(pk=person.pk).update(access_until=timezone.now())  # time passes
    assert counted(look(a_person(), "fenna")) == ["0"] * 5


def a_teller(visibility: str) -> tuple[User, User, User]:
    """Somebody with a word under that visibility, a member of their community, and a colleague."""
    place = a_community()
    person = a_member(a_person("Marleen Dekkers"), place)
    Profile.objects.filter(person=person).update(
        about="<p>Bespeelt de fluitketel.</p>", visibility={"about": visibility}
    )
    mark("person", person.pk)
    drain_all()
    return person, a_member(a_person(), place), a_person()


def test_what_everyone_may_read_is_found_by_everyone(look: Look):
    _, member, colleague = a_teller("everyone")
    assert finds(look(member, "fluitketel"))
    assert finds(look(colleague, "fluitketel"))


def test_what_is_for_my_communities_is_found_in_them_only(look: Look):
    """The community is open: whoever may read it is not yet in it."""
    person, member, colleague = a_teller("communities")
    assert finds(look(person, "fluitketel"))
    assert finds(look(member, "fluitketel"))
    assert not finds(look(colleague, "fluitketel"))
    seen = look(colleague, "marleen")
    assert finds(seen)
    assert "fluitketel" not in seen


def test_what_is_only_mine_is_found_by_nobody_else(look: Look):
    _, member, colleague = a_teller("only_me")
    for viewer in (member, colleague, an_administrator()):
        assert not finds(look(viewer, "fluitketel"))
        assert "fluitketel" not in look(viewer, "marleen")


def test_a_choice_for_only_me_takes_effect_at_once(look: Look):
    person, member, colleague = a_teller("everyone")
    change_profile(person, visibility={"about": "only_me"})  # the index has not heard
    for viewer in (member, colleague):
        for text in ("fluitketel", "marleen AND fluitketel", '"de fluitketel"'):
            assert not finds(look(viewer, text))
        assert "fluitketel" not in look(viewer, "marleen").replace("fluitketel&", "")


def test_who_left_my_community_is_no_longer_found_by_what_was_for_it(look: Look):
    person, member, _ = a_teller("communities")
    leave_community(person, community=person.memberships.get().community)
    assert not finds(look(member, "fluitketel"))


def test_tags_are_found_as_their_owner_chose(look: Look):
    person, member, colleague = a_teller("communities")
    state_tags(person, stances={"knows": ["jongleren"]})
    change_profile(person, visibility={"tags": "communities"})
    drain_all()
    assert finds(look(member, "jongleren"))
    assert not finds(look(colleague, "jongleren"))


def test_a_guest_finds_the_people_of_their_communities_only(look: Look):
    place = a_community()
    guest = a_guest(of=place)
    a_member(near := a_person("Fenna Postma"), place)
    far = a_person("Fenna Bakker")
    mark_many("person", [near.pk, far.pk])
    drain_all()
    page = look(guest, "fenna")
    assert "Postma" in page
    assert "Bakker" not in page
    assert counted(page) == ["1", "0", "1", "0", "0"]


def test_a_reply_is_found_and_shown_with_its_place(look: Look):
    post = a_post(title="Zware klei")
    a_reply(post.thread, "Er liepen schapen op.", by=a_person("Geert Boonstra"))
    drain_all()
    page = look(a_person(), "schaap")
    assert "Geert Boonstra" in page
    assert "<mark>schapen</mark>" in page


def test_joining_does_not_open_what_was_asked_before_by_another(look: Look):
    """The ranking is kept per viewer."""
    place = a_community(kind="closed")
    a_post(place.created_by, title="Zware klei", community=place)
    drain_all()
    assert finds(look(place.created_by, "klei"))
    assert not finds(look(a_person(), "klei", page="2"))


def test_without_signing_in_there_is_nothing_to_search(visitor: Visitor):
    a_person()
    answer = visitor.get("/zoeken/", {"q": "klei"})
    assert answer.status_code == 302
    assert "aanmelden" in answer["Location"]
    assert "klei" in answer["Location"]
