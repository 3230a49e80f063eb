"""Themes as colleagues meet them: the wall, one theme with what comes in, and the band on Vandaag."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from posts.actions import withdraw_post
from tests.conftest import Visitor
from tests.factories import a_community, a_guest, a_person
from tests.factories.posts import a_note, a_post
from tests.factories.themes import a_contribution, a_theme, in_english
from themes.models import Contribution, ThemePage

pytestmark = pytest.mark.django_db


def test_the_wall_shows_the_heaviest_first_and_what_ended_apart(visitor: Visitor) -> None:
    light, heavy = a_theme(weight=1), a_theme(weight=5)
    ended = a_theme(ends=-3, outcome="Dinsdag is loopdag")
    a_theme(begins=-2, title="Straks pas")

    page = visitor.visit(a_person()).get(reverse("themes"))

    assert [tile.page for tile in page.context["running"]] == [heavy, light]
    assert [tile.page for tile in page.context["ended"]] == [ended]
    assert "Dinsdag is loopdag" in page.text
    assert "Straks pas" not in page.text


def test_a_theme_shows_what_its_reader_may_see_and_counts_no_more(visitor: Visitor) -> None:
    theme, hidden = a_theme(), a_community(kind="hidden")
    shown, secret = (
        a_post(title="Voor allen"),
        a_post(hidden.created_by, community=hidden, title="Voor ons"),
    )
    for post in (shown, secret, gone := a_post(title="Toch niet")):
        a_contribution(post, theme)
    withdraw_post(gone.author, post=gone)

    page = visitor.visit(a_person()).get(theme.address)
    assert "Voor allen" in page.text
    assert "Voor ons" not in page.text
    assert page.context["theme"].contributions == page.context["theme"].new == 1

    theirs = visitor.visit(hidden.created_by).get(theme.address)
    assert theirs.context["theme"].contributions == 2


def test_a_theme_asks_by_name_and_leads_to_writing(visitor: Visitor) -> None:
    theme = a_theme(a_person("Hanneke Vrolijk"), asked_as="secretaris-directeur")
    page = visitor.visit(a_person()).get(theme.address).text
    for words in (theme.question, "Hanneke Vrolijk", "secretaris-directeur"):
        assert words in page
    assert f"{reverse('write')}?thema={theme.pk}" in page


def test_what_ended_asks_nothing_more(visitor: Visitor) -> None:
    theme = a_theme(ends=-3, outcome="Vier programma’s weg")
    page = visitor.visit(a_person()).get(theme.address).text
    assert "?thema=" not in page
    assert "Kies dit thema" not in page
    assert "Wat er binnenkwam" in page
    assert "Vier programma’s weg" in page


@pytest.mark.parametrize("state", [{"live": False}, {"begins": -1}])
def test_what_is_not_yet_there_has_no_address(visitor: Visitor, state: dict[str, int]) -> None:
    theme = a_theme(**state)
    answer = visitor.visit(a_person()).get(theme.address)
    nowhere = visitor.get(reverse("theme", args=["dit-bestaat-niet"]))
    assert answer.status_code == nowhere.status_code == 404


def test_a_guest_finds_no_themes_anywhere(visitor: Visitor) -> None:
    theme = a_theme()
    visitor.visit(a_guest(of=a_community()))
    assert visitor.get(theme.address).status_code == 404
    assert visitor.get(reverse("themes")).status_code == 403
    assert theme.title not in visitor.get("/").text
    assert reverse("themes") not in visitor.get("/").text


def test_a_theme_taken_away_while_it_is_read_is_gone_at_the_next_step(visitor: Visitor) -> None:
    theme = a_theme()
    visitor.visit(a_person())
    assert visitor.get(theme.address).status_code == 200

    theme.unpublish()

    assert visitor.get(theme.address).status_code == 404
    assert theme.title not in visitor.get(reverse("themes")).text


def test_everybody_reads_their_own_language_where_it_is_there(visitor: Visitor) -> None:
    theme = a_theme(title="Data die we vertrouwen")
    in_english(theme, title="Data we trust", question="Which measurement?")
    other = a_theme(title="Alleen Nederlands")
    a_contribution(a_post(title="Wat ik meet"), theme)

    dutch = visitor.visit(a_person()).get(theme.address).text
    english = visitor.visit(a_person(language="en")).get(theme.address)

    assert "Data die we vertrouwen" in dutch
    assert '<h1 lang="en">Data we trust' in english.text
    assert "Wat ik meet" in english.text, "it hangs on both"
    wall = visitor.get(reverse("themes"))
    assert len(wall.context["running"]) == 2
    assert f'<h1 lang="nl">{other.title}' in visitor.get(other.address).text


def test_the_band_on_vandaag_says_what_is_new(visitor: Visitor) -> None:
    theme = a_theme(title="Dijken klaar")
    a_contribution(a_post(), theme)
    a_contribution(a_post(), theme)
    old = a_contribution(a_post(), theme)
    Contribution.objects.filter(pk=old.pk).update(at=timezone.now() - timedelta(days=8))

    [tile] = visitor.visit(a_person()).get("/").context["today"].themes
    assert (tile.page, tile.contributions, tile.new) == (theme, 3, 2)


def test_a_post_says_where_it_hangs(visitor: Visitor) -> None:
    theme, post = a_theme(title="Dijken klaar"), a_post()
    visitor.visit(a_person())
    assert theme.address not in visitor.get(post.get_absolute_url()).text

    a_contribution(post, theme)
    page = visitor.get(post.get_absolute_url()).text
    assert page.count(f'href="{theme.address}"') == 2, "beside its kind, and in the rail"
    assert theme.question in page

    theme.unpublish()
    assert theme.address not in visitor.get(post.get_absolute_url()).text


def test_who_carries_it_is_named_as_far_as_they_are_here(visitor: Visitor) -> None:
    here, gone = a_person("Sanne Kuiper"), a_person("Weg Gegaan", is_active=False)
    carriers = [
        {"type": "carrier", "value": {"person": person.pk, "words": "doet het voor"}}
        for person in (here, gone)
    ]
    theme = a_theme()
    ThemePage.objects.filter(pk=theme.pk).update(carriers=carriers)
    page = visitor.visit(a_person()).get(theme.address).text
    assert "Sanne Kuiper" in page
    assert "Weg Gegaan" not in page


def test_what_it_costs_does_not_grow(visitor: Visitor, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    theme = a_theme()
    visitor.visit(a_person())
    a_contribution(a_note(), theme)
    for path in (theme.address, reverse("themes"), "/"):
        visitor.get(path)
    with django_assert_max_num_queries(100) as one:
        for path in (theme.address, reverse("themes"), "/"):
            visitor.get(path)
    for _ in range(6):
        a_contribution(a_note(), a_theme())
        a_contribution(a_note(), theme)
    with django_assert_max_num_queries(len(one)):
        for path in (theme.address, reverse("themes")):
            visitor.get(path)
