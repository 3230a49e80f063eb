"""Reading, writing, replying, keeping and finding need no JavaScript."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.conftest import FENNA, Cafe, Person, listen


@pytest.fixture
def plain(cafe: Cafe, browser: Browser) -> Iterator[Person]:
    context = browser.new_context(
        viewport={"width": 390, "height": 900}, locale="nl-NL", java_script_enabled=False
    )
    person = Person(cafe, context.new_page())
    listen(person)
    person.sign_in(FENNA)
    yield person
    context.close()
    assert person.complaints == []


def test_somebody_writes_replies_reacts_keeps_and_finds(plain: Person) -> None:
    page, home = plain.page, plain.cafe.address
    page.goto(f"{home}/schrijven/?soort=note")
    page.locator("[name=text]").fill("Het gras van vak 12 staat weer recht.")
    page.locator("main form button.primary").click()
    expect(page.locator("main")).to_contain_text("staat weer recht")
    post = page.url

    page.get_by_label("Jouw reactie").fill("Ik zag het ook.")
    page.get_by_role("button", name="Plaats reactie").click()
    expect(page.locator("main")).to_contain_text("Ik zag het ook.")

    page.goto(post)
    page.locator("button", has_text="Bedankt").first.click()
    expect(page.locator("main")).to_contain_text("staat weer recht")

    page.goto(post)
    page.locator("a", has_text="Wat van jou is op deze pagina").click()
    yours = page.locator("#van-mij")
    expect(yours).to_contain_text("Reactie 1")
    yours.get_by_role("button", name="Draai terug").first.click()
    expect(page.locator("main")).to_contain_text("staat weer recht")

    page.goto(post)
    page.locator("form.keep button").first.click()
    page.goto(f"{home}/archief/?q=recht")
    expect(page.locator(".bm").first).to_contain_text("staat weer recht")

    page.goto(f"{home}/zoeken/?q=zandmeevoerende")
    expect(page.locator("main")).to_be_visible()
