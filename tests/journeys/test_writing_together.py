"""What comes with a text in the editor: files that are stopped, broken and kept, polls, templates; and all in English."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Locator, Page, Route, expect

from tests.journeys.conftest import CALLUM, FENNA, NOOR, Person
from tests.journeys.test_nothing_lost import another_device

STATUS = "[data-autosave-target=status]"
UPLOAD = re.compile(r"/bestanden/$")


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "gras.png"
    Image.new("RGB", (900, 600), "green").save(path)
    return path


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "metingen.csv"
    path.write_text("paal;dag\n12;dinsdag\n", encoding="utf-8")
    return path


def begin(somebody: Person, title: str, path: str = "/schrijven/?soort=article") -> Page:
    page = somebody.visit(path)
    page.locator(".edit").wait_for()
    if title:
        page.locator("[name=title]").fill(title)
    return page


def files(page: Page) -> Locator:
    return page.locator(".upl > li")


def place(page: Page, photo: Path, words: str, done: str = "Klaar") -> None:
    page.locator("[name=uploads]").set_input_files(photo)
    page.locator("#picture-alt").fill(words)
    page.locator("#picture-dialog").get_by_role("button", name=done).click()


def straight(page: Page) -> None:
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0, page.url


def send(page: Page) -> str:
    page.locator("main form.write button.primary").click()
    page.wait_for_url(re.compile(r"/berichten/\d+/"))
    straight(page)
    found = re.search(r"/berichten/\d+/", page.url)
    assert found
    return found[0]


def test_an_upload_is_stopped_and_leaving_meanwhile_asks_first(
    somebody: Person, table: Path
) -> None:
    somebody.sign_in(FENNA)
    page = begin(somebody, "Zonder tabel")
    page.route(UPLOAD, lambda _held: None)
    page.get_by_role("textbox", name="Tekst").press_sequentially("Zie de tabel.")
    expect(page.locator(STATUS)).to_contain_text("Bewaard om")
    page.locator("[name=uploads]").set_input_files(table)
    expect(files(page)).to_have_class("going")
    somebody.look()
    straight(page)

    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.close(run_before_unload=True)
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    expect(page.locator(".edit")).to_have_text("Zie de tabel.")

    page.get_by_role("button", name="Stop metingen.csv").click()
    expect(files(page)).to_have_count(0)
    page.unroute_all(behavior="ignoreErrors")
    send(page)  # asks nothing any more
    expect(page.locator("main")).not_to_contain_text("metingen.csv")


def test_an_upload_that_broke_off_is_tried_again_and_arrives_once(
    somebody: Person, table: Path
) -> None:
    somebody.sign_in(FENNA)
    page = begin(somebody, "Met een tabel die pas later kwam")
    page.get_by_role("textbox", name="Tekst").press_sequentially("Zie de tabel.")
    keys: list[bytes] = []

    def break_off(route: Route) -> None:
        keys.append(key_in(route))
        route.abort()

    page.route(UPLOAD, break_off)
    page.locator("[name=uploads]").set_input_files(table)
    expect(files(page)).to_have_class("broken")
    expect(files(page).get_by_role("alert")).to_be_visible()
    somebody.look()
    straight(page)
    page.unroute(UPLOAD)
    page.route(UPLOAD, lambda route: (keys.append(key_in(route)), route.continue_()))
    page.get_by_role("button", name="Probeer metingen.csv opnieuw").click()
    expect(files(page)).to_have_class("ok")
    assert len(set(keys)) == 1
    send(page)
    expect(page.locator("main a", has_text="metingen.csv")).to_have_count(1)
    somebody.look()
    somebody.complaints[:] = [one for one in somebody.complaints if "ERR_FAILED" not in one]


def key_in(route: Route) -> bytes:
    found = re.search(
        rb'name="client_key"\r\n\r\n([0-9a-f-]+)', route.request.post_data_buffer or b""
    )
    assert found
    return found[1]


def test_a_draft_with_a_picture_goes_on_elsewhere_and_an_edit_keeps_what_is_listed(
    somebody: Person, photo: Path, table: Path, width: int
) -> None:
    title = f"Gras en metingen ({width})"
    with another_device(somebody) as laptop:
        laptop.sign_in(NOOR)
        page = begin(laptop, title)
        place(page, photo, "Kaal gras")
        page.locator("[name=uploads]").set_input_files(table)
        expect(files(page)).to_have_class("ok")
        page.locator(".edit").press("Control+End")
        page.keyboard.type("Zo ziet het eruit.")
        expect(page.locator(STATUS)).to_contain_text("Bewaard om", timeout=8000)
        page.wait_for_timeout(2500)  # one more saving, with the last words

    somebody.sign_in(NOOR)
    page = somebody.visit("/schrijven/concepten/")
    page.get_by_role("link", name=title).click()
    picture = page.locator(".edit figure img")
    expect(picture).to_have_attribute("alt", "Kaal gras")
    expect(picture).to_have_js_property("naturalWidth", 900)
    expect(page.locator(".edit")).to_contain_text("Zo ziet het eruit.")
    expect(files(page)).to_contain_text("metingen.csv")
    somebody.look()
    straight(page)
    address = send(page)

    page = begin(somebody, "", f"{address}bewerken/")
    expect(files(page)).to_contain_text("metingen.csv")
    page.locator(".edit p").last.click()
    page.keyboard.type(" En nog iets.")
    page.locator("main form.write button.primary").click()
    expect(page.locator("article.post")).to_contain_text("En nog iets.")
    expect(page.locator("article.post").get_by_role("img", name="Kaal gras")).to_be_visible()
    expect(page.locator("main a", has_text="metingen.csv")).to_be_visible()


def test_a_poll_is_made_in_the_editor_and_votes_change(somebody: Person, width: int) -> None:
    somebody.sign_in(FENNA)
    page = begin(somebody, f"Welke dag lopen we ({width})?", "/schrijven/?soort=question")
    page.locator("summary", has_text="Voeg een peiling toe").click()
    page.get_by_label("Keuzes").fill("Maandag\nDinsdag")
    page.get_by_label("Laat zien wie wat koos").check()
    somebody.look()
    straight(page)
    send(page)
    page.get_by_label("Dinsdag").check()
    somebody.look()
    page.locator("#peiling").get_by_role("button", name="Kies").click()
    page.get_by_role("link", name="Verander mijn keuze").click()
    page.get_by_label("Maandag").check()
    page.get_by_role("button", name="Verander mijn keuze").click()
    expect(page.locator("#peiling li", has_text="Maandag")).to_contain_text("Fenna Postma")
    somebody.look()
    page.get_by_role("button", name="Sluit de peiling").click()
    expect(page.locator("#peiling")).to_contain_text("Dit kozen collega’s")


def test_a_template_is_made_and_begun_with_in_the_editor(somebody: Person, width: int) -> None:
    somebody.sign_in(NOOR)
    name = f"Veldverslag ({width})"
    page = somebody.visit("/communities/dijkwerkers/sjablonen/")
    straight(page)
    page.get_by_label("Hoe heet het?").fill(name)
    page.locator("[name=text]").fill("## Wat zag je?\n\n## Wat deed je?")
    page.get_by_label("Artikel").check()
    page.get_by_role("button", name="Zet klaar").click()
    somebody.visit("/schrijven/?community=dijkwerkers")
    page.get_by_role("link", name=name).click()
    expect(page.locator(".edit h2")).to_have_text(["Wat zag je?", "Wat deed je?"])
    somebody.look()
    page.locator("[name=title]").fill(f"Verslag van vak {width}")
    page.locator(".edit h2").first.click()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type("Kaal gras.")
    send(page)
    expect(page.locator("article.post .prose p").first).to_have_text("Kaal gras.")
    page = somebody.visit("/communities/dijkwerkers/sjablonen/")
    page.get_by_role("button", name=f"Verwijder {name}").click()
    expect(page.locator("main")).not_to_contain_text(name)


def test_in_english_somebody_writes_with_a_picture(
    somebody: Person, photo: Path, width: int
) -> None:
    somebody.sign_in(CALLUM)
    page = begin(somebody, f"Grass from above ({width})")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("textbox", name="Text").press_sequentially("This is what it looks like.")
    page.locator("[name=uploads]").set_input_files(photo)
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_text("Say in a few words what it shows")).to_be_visible()
    somebody.look()
    page.get_by_label("Description").fill("Bare grass on the dike")
    page.get_by_role("button", name="Done").click()
    expect(page.locator(STATUS)).to_contain_text("Saved at")
    send(page)
    picture = page.locator("article.post").get_by_role("img", name="Bare grass on the dike")
    expect(picture).to_be_visible()
    somebody.look()


def test_in_english_a_poll_is_planned_and_posted(somebody: Person, width: int) -> None:
    somebody.sign_in(CALLUM)
    page = begin(somebody, f"Which day do we walk ({width})?", "/schrijven/?soort=question")
    page.locator("summary", has_text="Add a poll").click()
    page.get_by_label("Choices").fill("Monday")
    page.locator("summary", has_text="Later, or as a draft").click()
    later = timezone.localtime() + timedelta(days=2)
    page.locator("[name=publish_at]").fill(later.strftime("%Y-%m-%dT09:00"))
    page.get_by_role("button", name="Post later").click()
    expect(page.locator("#id_poll_options_error")).to_contain_text("two to ten")
    somebody.look()
    page.get_by_label("Choices").fill("Monday\nTuesday")
    page.get_by_role("button", name="Post later").click()
    row = page.locator("main li", has_text=f"Which day do we walk ({width})?")
    expect(row).to_contain_text("Is posted on")
    somebody.look()
    row.get_by_role("link").first.click()
    page.locator(".edit").wait_for()
    page.locator("[name=publish_at]").fill("")
    send(page)
    page.get_by_label("Tuesday").check()
    page.locator("#peiling").get_by_role("button", name="Vote").click()
    expect(page.locator("#peiling li", has_text="Tuesday")).to_contain_text("your choice")
    somebody.look()
