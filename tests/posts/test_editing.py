import pytest
from django.urls import reverse

from kenniscafe.permissions import NotAllowed
from posts.actions import edit_post, name_people
from posts.models import Post, Revision
from posts.permissions import can_edit
from search.models import SearchChange
from tests.conftest import Visitor
from tests.factories import a_community, a_guest, a_member, a_person
from tests.factories.posts import a_link_post, a_post

pytestmark = pytest.mark.django_db


def test_an_edit_keeps_how_it_read() -> None:
    author = a_person()
    post = a_post(author, title="Klei", html="<p>Nat.</p>")
    edit_post(author, post=post, title="Zware klei", html="<p>Droog.</p>")
    edit_post(author, post=post, title="Zware klei", html="<p>Hard.</p>")
    post.refresh_from_db()
    assert (post.title, post.html) == ("Zware klei", "<p>Hard.</p>")
    assert post.edited_at is not None
    before = [(one.number, one.title, one.html) for one in post.revisions.order_by("number")]
    assert before == [(1, "Klei", "<p>Nat.</p>"), (2, "Zware klei", "<p>Droog.</p>")]
    assert post.involvements.filter(person=author, part="edited").count() == 1


def test_an_edit_that_changes_nothing_leaves_no_trace() -> None:
    author = a_person()
    post = a_post(author, title="Klei", html="<p>Nat.</p>", tags=["klei"])
    SearchChange.objects.all().delete()
    edit_post(author, post=post, title=" Klei ", html="<p>Nat.</p>", tags=["Klei"], involved=[])
    post.refresh_from_db()
    assert post.edited_at is None
    assert not Revision.objects.exists()
    assert not SearchChange.objects.exists()


def test_other_tags_or_people_are_an_edit_without_a_revision() -> None:
    author, fenna = a_person(), a_person("Fenna")
    post = a_post(author, tags=["klei"], involved=[(fenna, "keek mee")])
    edit_post(author, post=post, title=post.title, html=post.html, tags=["gras"])
    assert [tag.name for tag in Post.objects.get(pk=post.pk).tags.all()] == ["gras"]
    name_people(author, post=post, involved=[(fenna, "zag het aan het gras")])
    assert post.involvements.get(part="named").words == "zag het aan het gras"
    name_people(author, post=post, involved=[])
    assert not post.involvements.filter(part="named").exists()
    assert not Revision.objects.exists()
    assert Post.objects.get(pk=post.pk).edited_at is not None


def test_mentions_follow_the_text() -> None:
    author, fenna, ravi = a_person(), a_person(), a_person()
    post = a_post(author, html=f'<p><span class="mention" data-person="{fenna.pk}">@f</span></p>')
    html = f'<p><span class="mention" data-person="{ravi.pk}">@r</span></p>'
    edit_post(author, post=post, title=post.title, html=html)
    called = post.involvements.filter(part="mentioned").values_list("person_id", flat=True)
    assert list(called) == [ravi.pk]


def test_who_was_named_stays_after_leaving() -> None:
    community = a_community(kind="closed")
    author, fenna = a_member(a_person(), community), a_member(a_person(), community)
    post = a_post(author, community=community, involved=[(fenna, "keek mee")])
    fenna.memberships.all().delete()
    edit_post(author, post=post, title="Anders", html=post.html, involved=[(fenna, "keek mee")])
    assert post.involvements.filter(part="named", person=fenna).exists()


def test_author_and_who_runs_the_place_edit_and_nobody_else() -> None:
    community = a_community()
    author, moderator = a_member(a_person(), community), a_person()
    a_member(moderator, community, role="moderator")
    post = a_post(author, community=community)
    assert can_edit(author, post)
    assert can_edit(community.created_by, post)
    assert can_edit(moderator, post)
    for other in (a_member(a_person(), community), a_person(), a_guest(of=community)):
        with pytest.raises(NotAllowed):
            edit_post(other, post=post, title="Weg", html="")
    edit_post(moderator, post=post, title="Rechtgezet", html=post.html)
    assert post.involvements.filter(part="edited", person=moderator).exists()


def test_the_form_shows_the_text_as_it_was_typed_and_saves_it(visitor: Visitor) -> None:
    author, fenna = a_person(), a_person("Fenna Postma")
    visitor.visit(author).post(
        "/schrijven/",
        {
            "soort": "article",
            "title": "Klei",
            "text": f"Met **nadruk** en @{fenna.handle}.",
            "audience": "everyone",
            "involved": f"@{fenna.handle} zag het aan het gras",
            "tags": "klei",
        },
    )
    post = Post.objects.get()
    address = reverse("edit_post", args=[post.pk])

    form = visitor.get(address).context["form"]
    assert form["text"].value() == f"Met **nadruk** en @{fenna.handle}."
    assert form["involved"].value() == f"@{fenna.handle} zag het aan het gras"
    answer = visitor.post(
        address,
        {"title": "Zware klei", "text": "Zonder.", "tags": "klei, gras", "involved": ""},
    )

    assert answer.status_code == 302
    post.refresh_from_db()
    assert (post.title, post.html) == ("Zware klei", "<p>Zonder.</p>")
    assert {row.part for row in post.involvements.all()} == {"wrote", "edited"}


def test_earlier_texts_are_read_by_who_may_edit(visitor: Visitor) -> None:
    author = a_person()
    post = a_post(author, html="<p>Zoals het was.</p>")
    edit_post(author, post=post, title=post.title, html="<p>Zoals het is.</p>")
    address = reverse("revisions", args=[post.pk])

    assert "Zoals het was." in visitor.visit(author).get(f"{address}?versie=1").text
    assert "Zoals het was." not in visitor.get(f"{address}?versie=7").text
    assert visitor.visit(a_person()).get(address).status_code == 403


def test_a_bookmark_is_edited_in_the_archive(visitor: Visitor) -> None:
    author = a_person()
    post = a_link_post(author)
    answer = visitor.visit(author).get(reverse("edit_post", args=[post.pk]))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/bewaren/?adres=https%3A")


def test_who_sees_but_may_not_edit_is_refused(visitor: Visitor) -> None:
    post = a_post()
    for name in ("edit_post", "withdraw_post", "remove_post"):
        assert visitor.visit(a_person()).get(reverse(name, args=[post.pk])).status_code == 403
        assert visitor.post(reverse(name, args=[post.pk]), {"title": "x"}).status_code == 403
