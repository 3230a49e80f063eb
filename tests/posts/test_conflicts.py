"""Two who change one post: exactly one is first, and the other chooses with both texts in view."""

import re
from threading import Lock

import pytest
from django.urls import reverse

from people.models import User
from posts.actions import edit_post
from posts.models import Draft, Post
from posts.permissions import PostWasEdited
from tests.at_once import at_once
from tests.conftest import Visitor
from tests.factories import a_community, a_member, a_person
from tests.factories.posts import a_post

CLAY = "<p>Leg de klei in ruggen. Keer twee keer per week en meet voordat je rijdt.</p>"
FROST = CLAY.replace("twee", "drie").replace("rijdt.", "rijdt. Bij vorst wacht je.")
FENNA = CLAY.replace("rijdt.", "rijdt. Vraag Fenna om de proef.")


def a_shared_post() -> tuple[Post, User, User]:
    """An author, and somebody who runs the place."""
    community = a_community()
    author, marleen = a_member(a_person("Noor"), community), a_person("Marleen Dekkers")
    a_member(marleen, community, role="moderator")
    post = a_post(author, community=community, title="Klei", html=CLAY, tags=["klei", "oud"])
    return post, author, marleen


def sent(**more: object) -> dict[str, object]:
    return {"title": "Klei", "html": FENNA, "tags": "klei, gras", "based_on": 0} | more


@pytest.mark.django_db
def test_who_comes_second_sees_both_texts_and_loses_nothing(visitor: Visitor) -> None:
    post, author, marleen = a_shared_post()
    edit_post(marleen, post=post, title="Zware klei", html=FROST, tags=["klei", "vorst"])
    address = reverse("edit_post", args=[post.pk])
    answer = visitor.visit(author).post(address, sent(post=post.pk))
    assert answer.status_code == 409
    page = re.sub(r'<span class="vh">.*?</span>', "", answer.text)
    assert "Marleen Dekkers" in page
    assert "<del>twee</del><ins>drie</ins>" in page
    assert "<ins> Vraag Fenna om de proef.</ins>" in page
    assert "<ins>Zware klei</ins>" in page
    assert "#vorst" in page
    post.refresh_from_db()
    assert post.html == FROST
    assert Draft.objects.get(author=author, post=post).said["html"] == FENNA


@pytest.mark.django_db
def test_both_are_put_together_on_the_form_and_saved(visitor: Visitor) -> None:
    post, author, marleen = a_shared_post()
    edit_post(marleen, post=post, title="Zware klei", html=FROST, tags=["klei", "vorst"])
    address = reverse("edit_post", args=[post.pk])
    visitor.visit(author)
    answer = visitor.post(address, sent(based_on=1, began=0, settle="merge"))
    form = answer.context["form"]
    assert answer.context["merge"].clashes == 0
    assert form["title"].value() == "Zware klei"
    assert form["tags"].value() == "klei, vorst, gras"
    assert "drie keer" in form["html"].value()
    assert "Bij vorst wacht je. Vraag Fenna" in form["text"].value()
    names = ("title", "html", "tags", "based_on")
    answer = visitor.post(address, {name: form[name].value() for name in names})
    assert answer.status_code == 302
    post.refresh_from_db()
    assert "Bij vorst wacht je. Vraag Fenna" in post.html
    assert post.revisions.count() == 2


@pytest.mark.django_db
def test_what_both_changed_stands_there_twice_under_their_names(visitor: Visitor) -> None:
    post, author, marleen = a_shared_post()
    edit_post(marleen, post=post, title="Klei", html=CLAY.replace("twee", "drie"))
    mine = sent(html=CLAY.replace("twee", "vier"), based_on=1, began=0, settle="merge")
    answer = visitor.visit(author).post(reverse("edit_post", args=[post.pk]), mine)
    assert answer.context["merge"].clashes == 1
    text = answer.context["form"]["text"].value()
    assert text.index("Van Marleen:") < text.index("drie") < text.index("Van jou:")


@pytest.mark.django_db
def test_theirs_stays_or_mine_becomes_the_newest(visitor: Visitor) -> None:
    post, author, marleen = a_shared_post()
    edit_post(marleen, post=post, title="Klei", html=FROST)
    address = reverse("edit_post", args=[post.pk])
    visitor.visit(author).post(address, sent(post=post.pk))
    assert visitor.post(address, sent(settle="theirs")).status_code == 302
    assert not Draft.objects.exists()
    post.refresh_from_db()
    assert post.html == FROST
    assert visitor.post(address, sent(based_on=1)).status_code == 302
    post.refresh_from_db()
    assert post.html == FENNA
    assert [row.html for row in post.revisions.order_by("number")] == [CLAY, FROST]


@pytest.mark.django_db
def test_tags_alone_are_a_text_too(visitor: Visitor) -> None:
    post, author, marleen = a_shared_post()
    edit_post(marleen, post=post, title="Klei", html=CLAY, tags=["vorst"])
    answer = visitor.visit(author).post(reverse("edit_post", args=[post.pk]), sent(html=CLAY))
    assert answer.status_code == 409
    assert "#vorst" in answer.text


@pytest.mark.django_db
@pytest.mark.parametrize("settle", ["merge", "theirs", "onzin", "\x00"])
@pytest.mark.parametrize("began", ["", "x", "-1", "9" * 40, "7"])
def test_a_forged_choice_harms_nothing(visitor: Visitor, settle: str, began: str) -> None:
    post, author, _marleen = a_shared_post()
    edit_post(author, post=post, title="Klei", html=FROST)
    address = reverse("edit_post", args=[post.pk])
    answer = visitor.visit(author).post(address, sent(settle=settle, began=began))
    assert answer.status_code in (200, 302, 409)


@pytest.mark.django_db
def test_who_may_not_edit_settles_nothing(visitor: Visitor) -> None:
    post, _author, _marleen = a_shared_post()
    visitor.visit(a_person())
    for settle in ("merge", "theirs", ""):
        address = reverse("edit_post", args=[post.pk])
        assert visitor.post(address, sent(settle=settle)).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_once_exactly_one_is_first() -> None:
    post, author, marleen = a_shared_post()
    saved: list[str] = []
    lock = Lock()

    def save(actor: User, html: str) -> None:
        fresh = Post.objects.get(pk=post.pk)
        edit_post(actor, post=fresh, title="Klei", html=html, based_on=0)
        with lock:
            saved.append(html)

    wrong = at_once(lambda: save(author, FENNA), lambda: save(marleen, FROST))
    assert [type(error) for error in wrong] == [PostWasEdited]
    post.refresh_from_db()
    assert [post.html] == saved
    assert post.revisions.count() == 1
