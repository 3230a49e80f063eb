import pytest

from communities.actions import archive_community
from kenniscafe.permissions import NotAllowed
from posts.actions import publish_post
from posts.models import Involvement, Post
from posts.permissions import LinkIsMissing, TitleIsMissing
from search.models import SearchChange
from tests.factories import a_community, a_guest, a_member, a_person
from tests.factories.posts import a_link, a_note, a_post, an_idea

pytestmark = pytest.mark.django_db

KEY = "5d6f3a2e-9a3b-4a57-8a44-0a1f0e9a1b2c"


def parts_of(post: Post) -> set[tuple[str, str]]:
    return {(row.person.name, row.part) for row in post.involvements.all()}


def test_an_employee_writes_for_everyone() -> None:
    ravi = a_person("Ravi Ramdin")
    post = publish_post(ravi, kind="article", title="  Zware\tklei ", html="<p>Voel maar.</p>")
    assert (post.title, post.html) == ("Zware klei", "<p>Voel maar.</p>")
    assert post.author_unit == ravi.profile.unit
    assert post.last_activity_at == post.published_at
    assert parts_of(post) == {("Ravi Ramdin", "wrote")}


def test_a_guest_writes_in_their_community_and_not_for_everyone() -> None:
    community = a_community()
    guest = a_guest(of=community)
    assert a_post(guest, community=community).community == community
    with pytest.raises(NotAllowed):
        a_post(guest)


def test_who_is_not_in_an_open_community_does_not_write_in_it() -> None:
    with pytest.raises(NotAllowed):
        a_post(a_person(), community=a_community(kind="open"))


def test_nobody_writes_in_an_archived_community() -> None:
    manager = a_person()
    community = a_community(manager=manager)
    archive_community(manager, community=community)
    community.refresh_from_db()
    with pytest.raises(NotAllowed):
        a_post(manager, community=community)


def test_the_same_form_twice_makes_one_post() -> None:
    author = a_person()
    first = a_post(author, client_key=KEY)
    assert a_post(author, client_key=KEY) == first
    assert Post.objects.count() == 1
    assert a_post(client_key=KEY) != first


def test_nothing_unsafe_is_stored() -> None:
    post = a_post(html='<p onclick="x()">Hoi<script>alert(1)</script></p>', title="<b>Kop</b>")
    assert post.html == "<p>Hoi</p>"
    assert post.title == "<b>Kop</b>"


def test_a_note_without_a_title_is_called_after_its_first_words() -> None:
    note = a_note(title="", html="<p>" + "dijk " * 40 + "</p>")
    assert note.title.startswith("dijk dijk")
    assert len(note.title) <= 80
    with pytest.raises(TitleIsMissing):
        a_note(title="", html="<p> </p>")


def test_a_bookmark_needs_a_link_and_an_idea_starts_floated() -> None:
    with pytest.raises(LinkIsMissing):
        a_post(kind="link")
    assert a_post(kind="link", link=a_link()).link is not None
    assert an_idea().stage == Post.Stage.FLOATED
    assert a_post(stage="on_trial").stage == ""


def test_named_and_mentioned_people_have_a_part() -> None:
    ravi, fenna, marleen = a_person("Ravi"), a_person("Fenna"), a_person("Marleen")
    html = f'<p><span class="mention" data-person="{marleen.pk}">@m</span></p>'
    post = a_post(ravi, html=html, involved=[(fenna, "zag het aan het gras")])
    assert parts_of(post) == {("Ravi", "wrote"), ("Fenna", "named"), ("Marleen", "mentioned")}
    assert post.involvements.get(part="named").words == "zag het aan het gras"


def test_who_cannot_read_it_is_not_named() -> None:
    community = a_community(kind="hidden")
    author = a_member(a_person(), community)
    post = a_post(author, community=community, involved=[(a_person(), "hielp")])
    assert not Involvement.objects.filter(post=post, part="named").exists()


def test_the_language_is_told_from_the_text() -> None:
    author = a_person()
    text = "<p>This is what we should have done with the clay when it was there.</p>"
    assert publish_post(author, kind="note", title="", html=text).language == "en"
    assert publish_post(author, kind="note", title="Klei", html="").language == "nl"


def test_tags_are_found_or_made() -> None:
    first = a_post(tags=["klei", "#Dijk"])
    second = a_post(tags=["Klei"])
    assert {tag.name for tag in first.tags.all()} == {"klei", "dijk"}
    assert second.tags.get() in first.tags.all()


def test_the_origin_is_kept() -> None:
    post = a_post(origin=("bookmark", 12))
    assert (post.origin_kind, post.origin_id) == ("bookmark", 12)


def test_a_new_post_is_marked_for_search() -> None:
    post = a_post()
    assert SearchChange.objects.filter(kind="post", object_id=post.pk).exists()
