"""Writing with all that belongs to it, on a phone and without a script: every button sends the form."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.conftest import DAAN, FENNA, NOOR, Cafe, Person, listen


@pytest.fixture
def plain(cafe: Cafe, browser: Browser) -> Iterator[Callable[[str], "Plain"]]:
    """Who signs in at a browser that runs nothing; several may."""
    opened: list[Plain] = []

    def sign_in(email: str) -> Plain:
        context = browser.new_context(
            viewport={"width": 390, "height": 900}, locale="nl-NL", java_script_enabled=False
        )
        person = Plain(cafe, context.new_page())
        listen(person)
        person.sign_in(email)
        opened.append(person)
        return person

    yield sign_in
    for person in opened:
        person.page.context.close()
        assert person.complaints == []


class Plain(Person):
    def go(self, path: str) -> Page:
        self.page.goto(self.cafe.address + path)
        return self.seen()

    def press(self, name: str) -> Page:
        return self.leave_by(self.page.get_by_role("button", name=name, exact=True).last)

    def leave_by(self, way: Locator) -> Page:
        """By a link or a button that sends a form; every one of them answers with a page."""
        with self.page.expect_navigation(wait_until="load"):
            way.click()
        return self.seen()

    def open(self, words: str) -> None:
        self.page.locator("summary", has_text=words).click()

    def seen(self) -> Page:
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert self.page.evaluate(wide) <= 0, self.page.url
        return self.page

    def write(self, title: str, text: str = "Wat ik zag.", kind: str = "article") -> Page:
        page = self.go(f"/schrijven/?soort={kind}")
        page.locator("[name=title]").fill(title)
        page.locator("[name=text]").fill(text)
        return page

    def post(self) -> str:
        """The address of what is posted."""
        page = self.leave_by(self.page.locator("main form.write button.primary"))
        number = re.search(r"/berichten/\d+/", page.url)
        assert number is not None, self.page.locator("main").inner_text()[:600]
        return number[0]

    def choose(self, name: str) -> Page:
        self.page.get_by_label("Meer over dit bericht").click()
        return self.leave_by(self.page.locator("article .menu").get_by_text(name, exact=True))


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    photo, table = tmp_path / "gras.png", tmp_path / "metingen.csv"
    Image.new("RGB", (900, 600), "green").save(photo)
    table.write_text("paal;dag\n12;dinsdag\n", encoding="utf-8")
    return [photo, table]


def test_a_text_with_a_picture_and_a_document(
    plain: Callable[[str], Plain], files: list[Path]
) -> None:
    fenna = plain(FENNA)
    page = fenna.write("Gras van boven, zonder script")
    page.locator("[name=uploads]").set_input_files(files)
    fenna.press("Voeg toe")
    expect(page.locator("[name=title]")).to_have_value("Gras van boven, zonder script")
    expect(page.locator(".upl li")).to_have_count(2)
    page.get_by_label("Wat laat de afbeelding zien?").fill("Kaal gras bij de dijk")
    fenna.press("Zet in de tekst")
    assert "![Kaal gras bij de dijk](/bestanden/" in page.locator("[name=text]").input_value()
    expect(page.locator(".upl li")).to_have_count(1)

    fenna.open("Later, of als concept")
    fenna.press("Bewaar als concept")
    expect(page.locator("h1")).to_have_text("Mijn concepten")
    page.get_by_role("link", name="Gras van boven, zonder script").click()
    expect(page.locator(".upl li")).to_contain_text("metingen.csv")
    address = fenna.post()
    expect(page.get_by_role("img", name="Kaal gras bij de dijk")).to_be_visible()
    expect(page.locator("main")).to_contain_text("metingen.csv")

    fenna.go(f"{address}bewerken/")
    page.locator("[name=title]").fill("Gras van boven, nog eens")
    fenna.press("Bewaar")
    expect(page.locator("h1")).to_have_text("Gras van boven, nog eens")
    expect(page.locator("main")).to_contain_text("metingen.csv")
    expect(page.get_by_role("img", name="Kaal gras bij de dijk")).to_be_visible()


def test_a_file_that_was_chosen_and_not_added_goes_along(
    plain: Callable[[str], Plain], files: list[Path]
) -> None:
    fenna = plain(FENNA)
    page = fenna.write("Met een tabel erbij")
    page.locator("[name=uploads]").set_input_files(files[1])
    fenna.post()
    expect(page.locator("main")).to_contain_text("metingen.csv")


def test_a_conflict_shows_both_texts_and_keeps_the_files(
    plain: Callable[[str], Plain], files: list[Path]
) -> None:
    fenna, again = plain(FENNA), plain(FENNA)
    page = fenna.write("Wie het eerst komt", "De klei is nat.")
    page.locator("[name=uploads]").set_input_files(files[1])
    edit = f"{fenna.post()}bewerken/"
    fenna.go(edit)
    other = again.go(edit)
    other.locator("[name=text]").fill("De klei is nat. En zwaar.")
    again.press("Bewaar")

    page.locator("[name=text]").fill("Let op: de klei is nat.")
    page.locator("[name=uploads]").set_input_files(files[0])
    fenna.press("Bewaar")
    expect(page.locator(".vers ins").first).to_be_visible()
    fenna.press("Voeg samen")
    expect(page.locator(".upl li")).to_have_count(2)
    assert "En zwaar." in page.locator("[name=text]").input_value()
    fenna.press("Bewaar")
    expect(page.locator("article.post")).to_contain_text("En zwaar.")
    expect(page.locator("main")).to_contain_text("metingen.csv")
    expect(page.locator("main")).to_contain_text("gras")


def test_a_post_is_planned_and_changed_again(plain: Callable[[str], Plain]) -> None:
    fenna = plain(FENNA)
    page = fenna.write("Morgen bij vak 12, zonder script")
    fenna.open("Later, of als concept")
    later = timezone.localtime() + timedelta(days=2)
    page.locator("[name=publish_at]").fill(later.strftime("%Y-%m-%dT09:00"))
    fenna.press("Plan in")
    row = page.locator("li", has_text="Morgen bij vak 12, zonder script")
    expect(row).to_contain_text("Wordt geplaatst op")
    row.get_by_role("link").first.click()
    expect(page.locator("[name=publish_at]")).to_have_value(later.strftime("%Y-%m-%dT09:00"))


def test_a_poll_is_made_and_one_votes_and_votes_again(plain: Callable[[str], Plain]) -> None:
    fenna = plain(FENNA)
    page = fenna.write("Welke dag lopen we?", kind="question")
    fenna.open("Voeg een peiling toe")
    page.locator("[name=poll_options]").fill("Maandag")
    page.locator("main form.write button.primary").click()
    expect(page.locator("#id_poll_options_error")).to_be_visible()
    page.locator("[name=poll_options]").fill("Maandag\nDinsdag")
    address = fenna.post()

    noor = plain(NOOR)
    page = noor.go(address)
    page.get_by_label("Dinsdag").check()
    noor.press("Kies")
    expect(page.locator("#peiling")).to_contain_text("1 mens koos")
    page.get_by_role("link", name="Verander mijn keuze").click()
    page.get_by_label("Maandag").check()
    noor.press("Verander mijn keuze")
    expect(page.locator("#peiling li", has_text="Maandag")).to_contain_text("jouw keuze")

    page = fenna.go(address)
    fenna.press("Sluit de peiling")
    expect(page.locator("#peiling")).to_contain_text("Dit kozen collega’s")


def test_a_post_is_kept_right_marked_and_moved(plain: Callable[[str], Plain]) -> None:
    fenna = plain(FENNA)
    page = fenna.write("De emmerproef, zonder script")
    address = fenna.post()
    fenna.choose("Wie houdt dit bij?")
    page.get_by_label("Elk half jaar").check()
    fenna.press("Bewaar wijzigingen")
    fenna.choose("Ja, dit klopt nog")
    expect(page.locator("article header")).to_contain_text("Nagekeken door Fenna Postma")
    fenna.choose("Achterhaald")
    page.get_by_label("Waarom klopt het niet meer?").fill("Er is een nieuwe proef.")
    page.get_by_label("Wat kan iemand in plaats daarvan lezen?").fill("zware klei bij Wielsluis")
    fenna.press("Zet op achterhaald")
    page.get_by_label(re.compile("zware klei bij Wielsluis")).check()
    fenna.press("Zet op achterhaald")
    expect(page.locator("#achterhaald")).to_contain_text("zware klei bij Wielsluis")
    fenna.press("Het klopt nog")

    fenna.go(address)
    fenna.choose("Verplaats")
    page.get_by_label("Dijkwerkers").check()
    fenna.press("Laat zien wie het dan leest")
    expect(page.get_by_role("heading", name="In Dijkwerkers")).to_be_visible()
    fenna.press("Verplaats het")
    expect(page.locator("nav.crumb")).to_contain_text("Dijkwerkers")


def test_an_administrator_merges_a_tag(plain: Callable[[str], Plain]) -> None:
    daan = plain(DAAN)
    page = daan.write("Met een woord te veel, zonder script")
    page.locator("[name=tags]").fill("zwareklei-plat")
    daan.post()
    page = daan.go("/tags/zwareklei-plat/")
    page.locator("#main").get_by_role("link", name="Beheer").click()
    page.get_by_role("link", name="Voeg samen met een andere tag").click()
    page.locator("[name=into]").fill("klei")
    daan.press("Laat zien wat er verhuist")
    expect(page.locator("main")).to_contain_text("Je kunt dit niet terugdraaien.")
    daan.press("Voeg samen met #klei")
    expect(page.locator("h1")).to_have_text("#klei")
    expect(daan.go("/tags/zwareklei-plat/").locator("h1")).to_have_text("#klei")


def test_a_manager_puts_a_template_ready_and_a_member_begins_with_it(
    plain: Callable[[str], Plain],
) -> None:
    noor = plain(NOOR)
    page = noor.go("/communities/dijkwerkers/sjablonen/")
    page.get_by_label("Hoe heet het?").fill("Veldverslag zonder script")
    page.locator("[name=text]").fill("## Wat zag je?\n\n## Wat deed je?")
    page.get_by_label("Artikel").check()
    noor.press("Zet klaar")
    page = noor.go("/schrijven/?community=dijkwerkers")
    page.get_by_role("link", name="Veldverslag zonder script").click()
    assert "## Wat zag je?" in page.locator("[name=text]").input_value()
    page.locator("[name=title]").fill("Verslag van vak 12")
    noor.post()
    expect(page.locator("article.post h2").first).to_have_text("Wat zag je?")


def test_pages_whose_script_never_comes_leave_nothing_to_complain_about(somebody: Person) -> None:
    """axe is a script itself: it cannot look where none runs."""
    page = somebody.page
    page.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    somebody.sign_in(FENNA)
    page.goto(f"{somebody.cafe.address}/schrijven/?soort=note")
    page.locator("[name=text]").fill("Wat ik zag.")
    page.locator("main form.write button.primary").click()
    page.wait_for_url(re.compile(r"/berichten/\d+/"))
    post = page.url.removeprefix(somebody.cafe.address).partition("?")[0]
    for path in ("", "bewerken/", "bijhouden/", "achterhaald/", "verplaatsen/", "eerder/"):
        somebody.visit(post + path)
    for kind in ("article", "question", "idea"):
        somebody.visit(f"/schrijven/?soort={kind}")
        expect(page.locator("[name=text]")).to_be_visible()
    somebody.visit("/schrijven/concepten/")
    somebody.visit("/communities/dijkwerkers/sjablonen/")
