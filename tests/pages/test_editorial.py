"""Pages of the editors at their addresses, in the reader's language, with what stands on them."""

import json
from typing import Any

import pytest
from wagtail.models import Locale

from pages.models import HandbookPage, HomePage, StandardPage
from search.models import SearchChange
from tests.conftest import Visitor
from tests.factories import a_community, a_guest, a_person
from tests.factories.posts import a_post
from tests.factories.themes import a_page, a_theme

pytestmark = pytest.mark.django_db


def blocks(*told: tuple[str, Any]) -> str:
    return json.dumps([{"type": kind, "value": value} for kind, value in told])


def an_english(page: Any, under: Any, **said: Any) -> Any:
    english = Locale.objects.get(language_code="en")
    return a_page(type(page), under, locale=english, translation_key=page.translation_key, **said)


def a_handbook() -> tuple[HandbookPage, HandbookPage, HandbookPage]:
    cover = a_page(HandbookPage, title="Handboek", slug="handboek")
    dike = a_page(HandbookPage, cover, title="Aan de dijk", slug="aan-de-dijk")
    return cover, dike, a_page(HandbookPage, dike, title="De handvolproef", slug="handvolproef")


def test_the_handbook_is_a_tree_with_its_contents_beside_it(visitor: Visitor) -> None:
    cover, dike, test = a_handbook()
    a_page(HandbookPage, cover, title="Nog niet af", live=False)
    visitor.visit(a_person())

    assert (cover.address, dike.address) == ("/handboek/", "/handboek/aan-de-dijk/")
    assert test.address == "/handboek/aan-de-dijk/handvolproef/"
    page = visitor.get(test.address)
    assert f'href="{test.address}" lang="nl" aria-current="page"' in page.text
    [top] = page.context["chapters"]
    assert (top.page, top.below[0].page, top.below[0].below[0].page) == (cover, dike, test)
    assert "Nog niet af" not in page.text


def test_a_page_of_the_handbook_leads_to_what_hangs_below_it(visitor: Visitor) -> None:
    cover, dike, test = a_handbook()
    test.body = blocks(("paragraph", "<p>De eerste stap van de klei.</p>"))
    test.save_revision().publish()
    visitor.visit(a_person())

    for page, parts in ((cover, [dike]), (dike, [test]), (test, [])):
        assert [part.page for part in visitor.get(page.address).context["parts"]] == parts
    assert "De eerste stap van de klei." in visitor.get(dike.address).text


def test_a_reader_gets_their_own_language_and_otherwise_dutch(visitor: Visitor) -> None:
    cover, dike, test = a_handbook()
    english_home = an_english(HomePage.objects.get(), HomePage.objects.get().get_parent())
    english_cover = an_english(cover, english_home, title="Handbook", slug="handbook")
    an_english(dike, english_cover, title="At the dike", slug="at-the-dike")

    visitor.visit(a_person(language="en"))
    page = visitor.get(dike.address).text
    assert '<article lang="en">' in page
    assert "At the dike" in page
    assert "De handvolproef" in page, "what is not translated is read in Dutch"
    assert '<article lang="nl">' in visitor.get(test.address).text

    visitor.visit(a_person())
    assert '<article lang="nl">' in visitor.get("/handboek/at-the-dike/").text


def test_a_standing_page_has_an_address_of_ours(visitor: Visitor) -> None:
    page = a_page(StandardPage, slug="over-het-cafe", title="Over dit café")
    below = a_page(StandardPage, page, slug="geschiedenis")
    visitor.visit(a_person())
    assert visitor.get("/over/over-het-cafe/").status_code == 200
    assert visitor.get("/over/over-het-cafe/geschiedenis/").status_code == 200
    assert below.url == "/over/over-het-cafe/geschiedenis/"
    for nowhere in (
        "/over/iets/",
        "/over/over-het-cafe/iets/",
        "/handboek/iets/",
        "/over/../x/",
        "/over/%00x/",
    ):
        assert visitor.get(nowhere).status_code == 404


def test_the_name_of_the_organisation_leads_to_its_page_once_that_says_something(
    visitor: Visitor,
) -> None:
    home = HomePage.objects.get()
    visitor.visit(a_person())
    assert 'href="/over/"' not in visitor.get("/").text

    home.body = blocks(("paragraph", "<p>Wij houden het droog.</p>"))
    home.save_revision(clean=False).publish()
    from pages.shell import forget_what_is_told

    forget_what_is_told()  # after commit, which does not come in this test
    assert 'href="/over/"' in visitor.get("/").text
    assert "Wij houden het droog." in visitor.get("/over/").text
    assert 'href="/over/"' not in visitor.visit(a_guest(of=a_community())).get("/").text


def test_publishing_and_taking_away_tell_search() -> None:
    page = a_page(StandardPage)
    SearchChange.objects.all().delete()
    page.save_revision().publish()
    assert SearchChange.objects.filter(kind="page", object_id=page.pk).exists()
    SearchChange.objects.all().delete()
    page.unpublish()
    assert SearchChange.objects.filter(kind="page", object_id=page.pk).exists()


def test_a_page_taken_away_while_it_is_read_is_gone_at_the_next_step(visitor: Visitor) -> None:
    page = a_page(StandardPage)
    visitor.visit(a_person())
    assert visitor.get(page.address).status_code == 200
    page.unpublish()
    assert visitor.get(page.address).status_code == 404


def test_every_block_is_drawn_by_our_own_component(visitor: Visitor) -> None:
    body = blocks(
        ("heading", "Waar je ons vindt"),
        ("paragraph", "<p>Aan de <b>rivier</b>.</p>"),
        ("quote", {"words": "Wij houden het droog.", "who": "Hanneke"}),
        ("steps", [{"title": "Knijp", "text": "Blijft hij staan?"}]),
        ("notice", {"title": "Let op", "text": "Bel 2600."}),
        (
            "table",
            {
                "columns": [{"type": "text", "heading": "Plek"}],
                "rows": [{"values": ["Werf Oosterhoek"]}],
                "caption": "",
            },
        ),
    )
    page = a_page(StandardPage, body=body)
    text = visitor.visit(a_person()).get(page.address).text
    for words in (
        '<h2 class="h-2">Waar je ons vindt</h2>',
        "<p>Aan de <strong>rivier</strong>.</p>",
        "“Wij houden het droog.”",
        "<b>Knijp</b>",
        "<b>Let op</b>",
        "<td>Werf Oosterhoek",
    ):
        assert words in text
    assert "block-" not in text.partition("<main")[2], "nothing of Wagtail’s own markup"


@pytest.mark.parametrize(
    "html",
    [
        "<p onclick=alert(1)>x</p>",
        '<p><a href="javascript:alert(1)">x</a></p>',
        "<script>alert(1)</script>",
        '<embed embedtype="media" url="https://elders.example/x">',
        '<p><img src=x onerror="alert(1)"></p>',
        '<svg><style><img src=x onerror="alert(1)"></style></svg>',
    ],
)
def test_what_is_stored_is_sanitised(html: str) -> None:
    page = a_page(StandardPage, body=blocks(("paragraph", html)))
    stored = StandardPage.objects.get(pk=page.pk).body[0].value.source
    for danger in ("onclick", "onerror", "javascript:", "<script", "<embed", "<img", "<svg"):
        assert danger not in stored


def test_cards_show_what_their_reader_may_see(visitor: Visitor) -> None:
    hidden = a_community(kind="hidden")
    shown, secret = (
        a_post(title="Voor allen"),
        a_post(hidden.created_by, community=hidden, title="Voor ons"),
    )
    theme, draft = a_theme(title="Dijken"), a_theme(title="Nog niet", live=False)
    gone = a_person("Weg Gegaan", is_active=False)
    cards = [
        *({"type": "post", "value": post.pk} for post in (shown, secret)),
        *({"type": "page", "value": page.pk} for page in (theme, draft)),
        {"type": "person", "value": gone.pk},
        {"type": "post", "value": 999_999},
    ]
    page = a_page(StandardPage, body=blocks(("cards", cards)))

    text = visitor.visit(a_person()).get(page.address).text
    assert "Voor allen" in text
    assert theme.address in text
    for missing in ("Voor ons", "Nog niet", "Weg Gegaan"):
        assert missing not in text
    assert "Voor ons" in visitor.visit(hidden.created_by).get(page.address).text


def test_a_stored_block_that_no_longer_exists_breaks_no_page(visitor: Visitor) -> None:
    page = a_page(StandardPage, body=blocks(("oud_blok", "x"), ("heading", "Kop")))
    assert "Kop" in visitor.visit(a_person()).get(page.address).text
