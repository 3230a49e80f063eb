"""A post belongs to one theme at most: chosen on its form, by who may change it."""

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from kenniscafe.permissions import NotAllowed
from posts.models import Post
from tests.conftest import Visitor
from tests.factories import a_community, a_guest, a_person
from tests.factories.posts import a_post
from tests.factories.themes import a_contribution, a_theme, in_english
from themes.actions import hang_on_theme, take_off_theme
from themes.models import Contribution
from themes.permissions import ThemeHasEnded

pytestmark = pytest.mark.django_db


def written(**said: Any) -> dict[str, Any]:
    return {
        "soort": "note",
        "title": "",
        "text": "De schuif klemt.",
        "audience": "everyone",
        "client_key": str(uuid4()),
    } | said


def themes_offered(visitor: Visitor, path: str = "") -> list[str]:
    field = visitor.get(path or reverse("write")).context["form"].fields.get("thema")
    return [] if field is None else [str(value) for value, _label in field.choices]


def test_one_writes_for_a_theme(visitor: Visitor) -> None:
    theme, me = a_theme(), a_person()
    answer = visitor.visit(me).post(reverse("write"), written(thema=theme.pk))
    assert answer.status_code == 302
    hung = Contribution.objects.get()
    assert (hung.post, hung.theme, hung.by) == (Post.objects.get(), theme, me)


def test_a_link_from_the_theme_chooses_it(visitor: Visitor) -> None:
    theme = a_theme()
    visitor.visit(a_person())
    page = visitor.get(f"{reverse('write')}?thema={theme.pk}").text
    assert f'<option value="{theme.pk}" selected' in page
    for nonsense in ("x", "999999", "-1", "１"):
        assert visitor.get(f"{reverse('write')}?thema={nonsense}").status_code == 200


def test_what_runs_is_offered_and_to_guests_nothing(visitor: Visitor) -> None:
    running = a_theme()
    a_theme(ends=-1), a_theme(begins=-1), a_theme(live=False)
    assert themes_offered(visitor.visit(a_person())) == ["", str(running.pk)]
    assert themes_offered(visitor.visit(a_guest(of=a_community()))) == []


@pytest.mark.parametrize("value", ["x", "999999", "-1", "0", "1e3", "١", "<script>", "9" * 30])
def test_a_theme_nobody_offered_is_refused_and_nothing_is_lost(
    visitor: Visitor, value: str
) -> None:
    a_theme()
    answer = visitor.visit(a_person()).post(reverse("write"), written(thema=value))
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"thema"}
    assert "De schuif klemt." in answer.text
    assert not Post.objects.exists()


def test_a_theme_that_was_taken_away_meanwhile_is_refused(visitor: Visitor) -> None:
    theme, _other = a_theme(), a_theme()
    visitor.visit(a_person())
    theme.unpublish()
    answer = visitor.post(reverse("write"), written(thema=theme.pk))
    assert answer.status_code == 422
    assert "De schuif klemt." in answer.text


def test_a_guest_hangs_nothing_on_a_theme(visitor: Visitor) -> None:
    theme, place = a_theme(), a_community()
    guest = a_guest(of=place)
    visitor.visit(guest).post(reverse("write"), written(audience=place.pk, thema=theme.pk))
    post = Post.objects.get()
    assert not Contribution.objects.exists()
    with pytest.raises(NotAllowed):
        hang_on_theme(guest, post=post, theme=theme)


def test_an_author_moves_it_to_another_theme_and_off(visitor: Visitor) -> None:
    theme, other = a_theme(), a_theme()
    post = a_post()
    a_contribution(post, theme)
    visitor.visit(post.author)
    path = reverse("edit_post", args=[post.pk])
    said = {"title": post.title, "text": "Wat ik leerde.", "tags": "", "involved": ""}

    assert f'<option value="{theme.pk}" selected' in visitor.get(path).text
    assert visitor.post(path, said | {"thema": other.pk}).status_code == 302
    assert Contribution.objects.get().theme == other
    assert visitor.post(path, said | {"thema": ""}).status_code == 302
    assert not Contribution.objects.exists()


def test_where_it_hangs_it_may_stay_when_the_theme_has_ended(visitor: Visitor) -> None:
    theme, post = a_theme(), a_post()
    first = a_contribution(post, theme)
    theme.ends_on = theme.starts_on
    theme.save()
    visitor.visit(post.author)
    path = reverse("edit_post", args=[post.pk])

    assert str(theme.pk) in themes_offered(visitor, path)
    said = {"title": "Anders", "text": "Wat ik leerde.", "tags": "", "involved": ""}
    assert visitor.post(path, said | {"thema": theme.pk}).status_code == 302
    assert Contribution.objects.get() == first
    with pytest.raises(ThemeHasEnded):
        a_contribution(a_post(), theme)


def test_what_hangs_on_a_theme_that_is_away_stays_there(visitor: Visitor) -> None:
    theme, post = a_theme(), a_post()
    a_contribution(post, theme)
    a_theme()
    theme.unpublish()
    visitor.visit(post.author)
    said = {"title": "Anders", "text": "Wat ik leerde.", "tags": "", "involved": "", "thema": ""}
    assert visitor.post(reverse("edit_post", args=[post.pk]), said).status_code == 302
    assert Contribution.objects.get().theme == theme


def test_only_who_may_change_a_post_hangs_it_or_takes_it_off() -> None:
    theme, post, stranger = a_theme(), a_post(), a_person()
    with pytest.raises(NotAllowed):
        hang_on_theme(stranger, post=post, theme=theme)
    a_contribution(post, theme)
    with pytest.raises(NotAllowed):
        take_off_theme(stranger, post=post)


def test_a_translation_is_the_same_theme(visitor: Visitor) -> None:
    theme = a_theme()
    english = in_english(theme)
    reader = a_person(language="en")
    assert themes_offered(visitor.visit(reader)) == ["", str(english.pk)]
    visitor.post(reverse("write"), written(thema=english.pk))
    assert Contribution.objects.get().theme == theme
