"""Writing with the editor: what goes in comes out, nothing typed is lost, and the plain form says the same."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from hypothesis.internal.conjecture import providers
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from kenniscafe import richtext
from kenniscafe.richtext.sanitising import parsed
from kenniscafe.richtext.tree import Run, change_runs, html_of, merged
from tests.journeys.conftest import NOOR, PASSWORD, ROOT, Cafe, Person, listen
from tests.kenniscafe.written_html import HANDLES, PEOPLE, broken, documents

STATUS = "[data-autosave-target=status]"


def open_form(somebody: Person, path: str = "/schrijven/?soort=article") -> Page:
    somebody.sign_in(NOOR)
    page = somebody.visit(path)
    page.locator(".edit").wait_for()
    return page


def test_somebody_writes_with_a_table_a_mention_and_a_link(somebody: Person, width: int) -> None:
    page = open_form(somebody)
    page.locator("[name=title]").fill(f"Klei bij paal {width}")
    text = page.get_by_role("textbox", name="Tekst")
    text.press_sequentially("Vraag het @fen")
    page.get_by_role("option", name=re.compile("Fenna Postma")).wait_for()
    somebody.look()
    text.press("Enter")
    text.press_sequentially("of kijk op delagestromen.example ")
    page.get_by_role("button", name="Link").click()
    page.get_by_label("Adres").fill("javascript:alert(1)")
    page.get_by_role("button", name="Zet erin").click()
    expect(page.get_by_text("Dit is geen adres.")).to_be_visible()
    somebody.look()
    page.get_by_label("Adres").fill("delagestromen.example")
    page.get_by_role("button", name="Zet erin").click()
    text.press("Enter")
    page.get_by_role("toolbar", name="Opmaak").get_by_role("button", name="Tabel").click()
    for words in ["Paal", "Dag", "12", "dinsdag"]:
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    page.get_by_role("button", name="Rij weg").click()
    somebody.look()
    page.get_by_role("button", name="Plaats artikel").click()

    prose = page.locator("article.post")
    expect(prose.locator("a.mention")).to_have_text("@Fenna Postma")
    expect(prose.locator("a", has_text="delagestromen.example")).to_have_attribute(
        "href", "https://delagestromen.example"
    )
    expect(prose.locator("thead th")).to_have_text(["Paal", "Dag"])
    expect(prose.locator("tbody td").last).to_have_text("dinsdag")
    somebody.look()


def test_a_picture_stands_in_the_text_and_says_what_it_shows(
    somebody: Person, tmp_path: Path
) -> None:
    photo = tmp_path / "gras.png"
    Image.new("RGB", (900, 600), "green").save(photo)
    page = open_form(somebody)
    page.locator("[name=title]").fill("Gras van boven")
    page.get_by_role("textbox", name="Tekst").press_sequentially("Zo ziet het eruit.")
    with page.expect_file_chooser() as choice:
        page.get_by_role("toolbar", name="Opmaak").get_by_role("button", name="Foto").click()
    choice.value.set_files(photo)
    page.get_by_role("button", name="Klaar").click()
    expect(page.get_by_text("Zeg in een paar woorden")).to_be_visible()
    somebody.look()
    page.get_by_label("Beschrijving").fill("Kaal gras bij de dijk")
    page.get_by_role("button", name="Klaar").click()
    page.locator(".edit figcaption").click()
    page.keyboard.type("In mei")
    somebody.look()
    expect(page.locator(STATUS)).to_contain_text("Bewaard om")
    page.reload()
    expect(page.locator(".edit figure img")).to_have_attribute("alt", "Kaal gras bij de dijk")
    page.get_by_role("button", name="Plaats artikel").click()

    figure = page.locator("article.post figure")
    expect(figure.get_by_role("img", name="Kaal gras bij de dijk")).to_be_visible()
    expect(figure.locator("figcaption")).to_have_text("In mei")
    somebody.look()


def test_a_document_stands_in_the_list_and_a_program_is_refused_with_its_reason(
    somebody: Person, tmp_path: Path
) -> None:
    table, program = tmp_path / "metingen.csv", tmp_path / "setup.exe"
    table.write_text("paal;dag\n12;dinsdag\n", encoding="utf-8")
    program.write_bytes(b"MZ\x90\x00" + bytes(4000))
    page = open_form(somebody)
    with page.expect_file_chooser() as choice:
        page.get_by_role("toolbar", name="Opmaak").get_by_role("button", name="Bestand").click()
    choice.value.set_files([table, program])
    files = page.locator(".upl").get_by_role("listitem")
    expect(files.filter(has_text="metingen.csv")).to_contain_text("klaar")
    refused = files.filter(has_text="setup.exe")
    expect(refused.get_by_role("alert")).to_contain_text("Programma’s nemen we niet aan")
    somebody.look()
    refused.get_by_role("button", name="Haal setup.exe weg").click()
    expect(files).to_have_count(1)
    assert page.locator("[name=files]").count() == 1


def test_reloading_goes_on_where_one_was(somebody: Person) -> None:
    page = open_form(somebody)
    page.get_by_role("textbox", name="Tekst").press_sequentially("Natte klei")
    page.get_by_role("combobox", name="Tags").fill("klei,")
    expect(page.locator(STATUS)).to_have_text(re.compile(r"Bewaard om \d+\.\d\d uur"))
    assert "concept=" in page.url

    page.reload()
    expect(page.locator(".edit")).to_have_text("Natte klei")
    expect(page.get_by_role("button", name="Haal #klei weg")).to_be_visible()
    expect(page.locator("[data-autosave-target=strips]")).to_be_empty()


def test_without_a_network_the_text_stays_and_a_crash_loses_nothing(somebody: Person) -> None:
    page = open_form(somebody)
    page.context.set_offline(True)
    page.get_by_role("textbox", name="Tekst").press_sequentially("Zware klei")
    expect(page.locator(STATUS)).to_contain_text("zonder net", timeout=8000)
    page.close()
    page.context.set_offline(False)
    somebody.complaints.clear()  # the browser itself complains of the missing network

    other = page.context.new_page()
    other.goto(f"{somebody.cafe.address}/schrijven/?soort=article")
    other.get_by_role("button", name="Zet terug").click()
    other.wait_for_url(re.compile("concept="))
    expect(other.locator(".edit")).to_have_text("Zware klei")


def test_who_is_signed_out_elsewhere_keeps_writing(somebody: Person) -> None:
    page = open_form(somebody)
    page.get_by_role("textbox", name="Tekst").press_sequentially("Zware klei")
    expect(page.locator(STATUS)).to_contain_text("Bewaard om")
    page.context.clear_cookies(name="sessionid")
    page.keyboard.type(" bij de dijk")
    expect(page.get_by_role("alert")).to_contain_text("Je bent afgemeld", timeout=8000)
    somebody.look()

    other = Person(somebody.cafe, page.context.new_page()).sign_in(NOOR)
    other.page.close()
    page.keyboard.type(" van vak 12")
    expect(page.get_by_role("alert")).to_have_count(0, timeout=20_000)
    expect(page.locator(STATUS)).to_contain_text("Bewaard om")


def test_two_tabs_of_one_draft_ask_which_text_stays(somebody: Person) -> None:
    page = open_form(somebody)
    page.get_by_role("textbox", name="Tekst").press_sequentially("Zware klei")
    page.wait_for_url(re.compile("concept="))
    other = page.context.new_page()
    other.goto(page.url)
    other.locator(".edit").press_sequentially(" en gras")
    expect(other.locator(STATUS)).to_contain_text("Bewaard om")

    page.locator(".edit").press_sequentially(" en zand")
    expect(page.get_by_role("alert")).to_contain_text("Je schreef elders verder", timeout=8000)
    somebody.look()
    page.get_by_role("button", name="Neem die tekst over").click()
    expect(page.locator(".edit")).to_contain_text("en gras")


def test_the_plain_form_and_the_editor_say_the_same(
    somebody: Person, browser: Browser, width: int
) -> None:
    page = open_form(somebody)
    page.locator("[name=title]").fill(f"Heen en weer op {width}")
    text = page.get_by_role("textbox", name="Tekst")
    text.press_sequentially("## Klei\nNat en **zwaar** @fenna-postma")
    page.locator("#editor-people [role=option]").first.wait_for()
    text.press_sequentially(".\n- een\ntwee")
    page.get_by_role("button", name="Plaats artikel").click()
    page.wait_for_url(re.compile("/berichten/"))
    written = page.locator("article.post .prose").inner_html()
    edit = page.url.split("#")[0] + "bewerken/"

    plain = browser.new_context(java_script_enabled=False, locale="nl-NL").new_page()
    Person(somebody.cafe, plain).sign_in(NOOR)
    plain.goto(edit)
    assert "## Klei" in plain.locator("[name=text]").input_value()
    plain.get_by_role("button", name="Bewaar", exact=True).click()
    assert plain.locator("article.post .prose").inner_html() == written
    plain.context.close()

    page.goto(edit)
    page.locator(".edit li").last.click()
    page.keyboard.press("End")
    page.keyboard.type(" en drie")
    page.get_by_role("button", name="Bewaar", exact=True).click()
    expect(page.locator("article.post .prose li")).to_have_text(["een", "twee en drie"])


def test_by_keyboard_alone_tab_leaves_the_text_and_a_table_after_escape(somebody: Person) -> None:
    page = open_form(somebody)
    text = page.get_by_role("textbox", name="Tekst")
    text.focus()
    page.keyboard.press("Tab")
    expect(text).not_to_be_focused()
    text.focus()
    page.keyboard.press("Alt+F10")
    expect(page.get_by_role("button", name="Vet")).to_be_focused()
    page.keyboard.press("Escape")
    expect(text).to_be_focused()
    page.keyboard.press("Alt+F10")
    for _ in range(10):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(text).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(text).not_to_be_focused()


def test_a_page_that_is_read_fetches_no_editor(somebody: Person) -> None:
    fetched: list[str] = []
    somebody.page.on("request", lambda request: fetched.append(request.url))
    somebody.sign_in(NOOR)
    for path in ["/", "/berichten/1/", "/zoeken/?q=klei"]:
        somebody.page.goto(somebody.cafe.address + path, wait_until="load")
    assert [url for url in fetched if re.search(r"/(editor|writing)-", url)] == []


def test_when_the_editor_cannot_come_the_plain_text_stays(somebody: Person) -> None:
    somebody.page.route(re.compile(r"/assets/editor-"), lambda route: route.abort())
    somebody.sign_in(NOOR)
    page = somebody.visit("/schrijven/?soort=note")
    page.locator("[name=text]").fill("Gewoon **tekst**.")
    expect(page.locator(STATUS)).to_contain_text("Bewaard om", timeout=8000)
    page.get_by_role("button", name="Plaats bericht").click()
    expect(page.locator("article.post .prose strong")).to_have_text("tekst")
    somebody.complaints[:] = [one for one in somebody.complaints if "ERR_FAILED" not in one]


@pytest.fixture
def editor(cafe: Cafe, browser: Browser) -> Iterator[Page]:
    """A form of which the text can be set and asked: `through(html)` is what the editor makes of it."""
    context = browser.new_context(locale="nl-NL")
    person = Person(cafe, context.new_page())
    listen(person)
    person.sign_in(NOOR, PASSWORD)
    page = person.visit("/schrijven/?soort=article")
    page.locator(".edit").wait_for()
    yield page
    context.close()
    assert person.complaints == []


def through(editor: Page, texts: list[str]) -> list[str]:
    return editor.evaluate(
        """texts => {
          const form = document.querySelector("form.write");
          const place = form.querySelector("[data-editor-target=place]");
          return texts.map(detail => {
            place.dispatchEvent(new CustomEvent("editor:load", { detail, bubbles: true }));
            return new FormData(form).get("html");
          });
        }""",
        texts,
    )


def test_what_goes_through_the_editor_comes_out_as_it_was(editor: Page) -> None:
    texts = sorted({*demo_texts(), *generated()})
    came = through(editor, texts)
    for before, after in zip(texts, came, strict=True):
        assert seen(richtext.sanitise(after)) == seen(before)


def demo_texts() -> list[str]:
    """Everything the demo organisation wrote."""
    bodies = [
        entry["body"].strip()
        for path in sorted((ROOT / "pages" / "demo" / "posts").glob("*.toml"))
        for post in tomllib.loads(path.read_text(encoding="utf-8"))["post"]
        for entry in [post, *post.get("reply", [])]
        if entry.get("body")
    ]
    return [richtext.from_markdown(body, people=PEOPLE) for body in bodies]


def generated(count: int = 400) -> list[str]:
    """What the property tests of the plain form are fed, the same every time."""
    found: list[str] = []

    @seed(7)
    @settings(
        max_examples=count, database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(st.one_of(documents, broken))
    def gather(html: str) -> None:
        found.append(richtext.resolve_mentions(richtext.sanitise(html), handles=HANDLES))

    # Else words of our code are in it, of as much of it as happens to be loaded by then.
    with patch.object(providers, "_get_local_constants", providers.Constants):
        gather()
    return found


def seen(html: str) -> str:
    """As a reader sees it: which of two marks on the same words stands outside makes no difference, nor whose a space is."""
    root = parsed(html)
    change_runs(root, lambda runs: merged(piece for run in runs for piece in _plain(run)))
    return html_of(root.children)


def _plain(run: Run) -> Iterator[Run]:
    marks = tuple(sorted(mark._replace(serial=0) for mark in run.marks))
    for words in re.split("( +)", run.text):
        if words:
            yield Run(words, () if words.isspace() else marks)
