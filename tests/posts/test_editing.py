import re

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


def test_other_people_are_an_edit_without_a_revision() -> None:
    author, fenna = a_person(), a_person("Fenna")
    post = a_post(author, tags=["klei"], involved=[(fenna, "keek mee")])
    name_people(author, post=post, involved=[(fenna, "zag het aan het gras")])
    assert post.involvements.get(part="named").words == "zag het aan het gras"
    name_people(author, post=post, involved=[])
    assert not post.involvements.filter(part="named").exists()
    assert not Revision.objects.exists()
    assert Post.objects.get(pk=post.pk).edited_at is not None


def test_other_tags_are_an_edit_that_keeps_those_it_had() -> None:
    author = a_person()
    post = a_post(author, tags=["klei", "dijk"])
    edit_post(author, post=post, title=post.title, html=post.html, tags=["gras", "klei"])
    assert {tag.name for tag in Post.objects.get(pk=post.pk).tags.all()} == {"gras", "klei"}
    assert post.revisions.get().tags == ["dijk", "klei"]


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


def text_of(page: str) -> str:
    """Without the words for who hears it."""
    return re.sub(r'<span class="vh">.*?</span>', "", page)


def test_earlier_texts_are_read_by_who_may_edit(visitor: Visitor) -> None:
    author = a_person()
    post = a_post(
        author, title="Klei", html="<p>Zoals het was.</p><p>Dit bleef.</p>", tags=["klei"]
    )
    html = "<p>Zoals het is.</p><p>Dit bleef.</p>"
    edit_post(author, post=post, title="Zware klei", html=html, tags=["gras"])
    address = reverse("revisions", args=[post.pk])

    page = text_of(visitor.visit(author).get(address).text)
    assert "Zoals het <del>was</del><ins>is</ins>." in page
    assert "<del>Klei</del><ins>Zware klei</ins>" in page
    assert "<ins>#gras</ins>" in page
    assert "Dit bleef." not in page
    assert "1 alinea bleef gelijk" in page
    both = text_of(visitor.get(f"{address}?van=2&tot=1").text)
    assert "<h3 lang" in both
    assert '<h3 lang="nl"></h3>' not in both
    assert "Zoals het <del>was</del><ins>is</ins>." in both
    assert "Dit bleef." in both
    assert visitor.visit(a_person()).get(address).status_code == 403


@pytest.mark.parametrize("asked", ["van=1&tot=9", "van=2&tot=2", "van=x&tot=\x00", "van=0&tot=-1"])
def test_a_text_that_never_was_is_said_so(visitor: Visitor, asked: str) -> None:
    author = a_person()
    post = a_post(author)
    edit_post(author, post=post, title="Anders", html="")
    answer = visitor.visit(author).get(f"{reverse('revisions', args=[post.pk])}?{asked}")
    assert answer.status_code == 200
    assert "<ins>Anders" not in text_of(answer.text) or "van=x" in asked or "van=0" in asked


def test_what_an_edit_was_for_is_told_to_every_reader(visitor: Visitor) -> None:
    author = a_person("Noor Terwiel")
    post = a_post(author)
    visitor.visit(author).post(
        reverse("edit_post", args=[post.pk]),
        {"title": "Klei", "text": "Nat.", "based_on": 0, "changed": " De <b>maat</b>\nklopt nu "},
    )
    assert post.revisions.get().changed == "De <b>maat</b> klopt nu"
    page = visitor.visit(a_person()).get(post.get_absolute_url()).text
    assert "De &lt;b&gt;maat&lt;/b&gt; klopt nu" in page
    assert "Bijgewerkt" in page
    assert "Wat ik leerde van dijkvak" not in page


def test_thirty_edits_are_a_page_and_ask_no_more_than_three(
    visitor: Visitor, django_assert_max_num_queries: object
) -> None:
    author = a_person()
    post = a_post(author)
    for number in range(33):
        html = f'<p>Versie {number} <span class="mention" data-person="{author.pk}">@x</span></p>'
        edit_post(author, post=post, title="Klei", html=html)
    address = reverse("revisions", args=[post.pk])
    visitor.visit(author).get(address)
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        page = visitor.get(address)
    assert len(page.context["edits"]) == 30
    assert len(visitor.get(f"{address}?page=2").context["edits"]) == 3


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
