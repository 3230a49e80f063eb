"""What is typed survives a closed browser, another device, an ended session, a colleague who was first; and can wait."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.conftest import FENNA, NOOR, Person, listen

SHARED = 8  # by Fenna, in a community that Noor runs


@contextmanager
def another_device(somebody: Person, *, script: bool = True) -> Iterator[Person]:
    browser = somebody.page.context.browser
    assert browser is not None
    context = browser.new_context(locale="nl-NL", java_script_enabled=script)
    person = Person(somebody.cafe, context.new_page(), somebody.complaints)
    listen(person)
    yield person
    context.close()


def text_of(page: Page) -> str:
    """In either form: the plain one, or the editor's."""
    return page.evaluate(
        "[...document.querySelectorAll('textarea[name=text], textarea[name=html]')]"
        ".map((one) => one.value).join(' ')"
    )


def test_a_draft_goes_on_on_another_device(somebody: Person, width: int) -> None:
    title = f"Wat we leerden van de droogte ({width})"
    with another_device(somebody, script=False) as laptop:
        laptop.sign_in(NOOR)
        page = laptop.page
        page.goto(laptop.cafe.address + "/schrijven/?soort=article")
        page.locator("[name=title]").fill(title)
        page.locator("textarea[name=text]").fill("Drie dingen. **Eerst** de klei.")
        page.locator("summary", has_text="Later, of als concept").click()
        page.get_by_role("button", name="Bewaar als concept").click()
        expect(page.locator("h1")).to_have_text("Mijn concepten")

    somebody.sign_in(NOOR)
    page = somebody.visit("/schrijven/")
    page.get_by_role("link", name=re.compile(r"Je hebt \d+ concept")).click()
    somebody.look()
    page.get_by_role("link", name=title).click()
    somebody.look()
    expect(page.locator("[name=title]")).to_have_value(title)
    assert "Drie dingen" in text_of(page)
    page.locator("main form button.primary").click()
    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator(".post")).to_contain_text("Eerst de klei.")
    somebody.visit("/schrijven/concepten/")
    expect(page.get_by_role("link", name=title)).to_have_count(0)


def test_a_colleague_was_first_and_both_texts_are_put_together(
    somebody: Person, width: int
) -> None:
    address = f"/berichten/{SHARED}/bewerken/"
    somebody.sign_in(NOOR)
    page = somebody.visit(address)
    with another_device(somebody, script=False) as fenna:
        fenna.sign_in(FENNA)
        theirs = fenna.page
        theirs.goto(fenna.cafe.address + address)
        text = theirs.locator("textarea[name=text]")
        text.fill(f"Bij vorst wacht je, zag Fenna op {width}.\n\n{text.input_value()}")
        theirs.locator("[name=changed]").fill(f"Wat je doet bij vorst ({width})")
        theirs.locator("main form button.primary").click()
        expect(theirs.locator(".updates")).to_contain_text(f"Wat je doet bij vorst ({width})")

    title = page.locator("[name=title]")
    title.fill(f"{title.input_value()}, gezien op {width}")
    page.locator("main form button.primary").click()
    expect(page.locator("main [role=alert]").first).to_contain_text("Fenna Postma")
    expect(page.locator(".vers ins").first).to_be_visible()
    somebody.look()
    page.get_by_role("button", name="Voeg samen").click()
    expect(page.locator("main .strip").first).to_contain_text("Samengevoegd")
    somebody.look()
    page.locator("main form.write button.primary").click()
    expect(page.locator("h1")).to_contain_text(f"gezien op {width}")
    expect(page.locator(".post")).to_contain_text(f"Bij vorst wacht je, zag Fenna op {width}.")
    somebody.visit(f"/berichten/{SHARED}/eerder/")
    expect(page.locator(".edits ins").first).to_be_visible()
    somebody.visit(f"/berichten/{SHARED}/eerder/?van=1&tot=2")


def test_a_post_is_planned_and_waits(somebody: Person, width: int) -> None:
    somebody.sign_in(NOOR)
    with another_device(somebody, script=False) as plain:
        plain.sign_in(NOOR)
        page = plain.page
        page.goto(plain.cafe.address + "/schrijven/?soort=article")
        page.locator("[name=title]").fill(f"Morgen koffie bij vak {width}")
        page.locator("textarea[name=text]").fill("Om negen uur.")
        page.locator("summary", has_text="Later, of als concept").click()
        page.locator("[name=publish_at]").fill("2020-01-01T09:00")
        page.get_by_role("button", name="Plan in").click()
        expect(page.locator("#id_publish_at_error")).to_contain_text("voorbij")
        later = timezone.localtime() + timedelta(days=2)
        page.locator("[name=publish_at]").fill(later.strftime("%Y-%m-%dT09:00"))
        page.get_by_role("button", name="Plan in").click()
        expect(page.locator("h1")).to_have_text("Mijn concepten")
    page = somebody.visit("/schrijven/concepten/")
    row = page.locator("li", has_text=f"Morgen koffie bij vak {width}")
    expect(row).to_contain_text("Wordt geplaatst op")
    row.get_by_role("button", name="Gooi weg").click()
    expect(page.locator("main")).not_to_contain_text(f"Morgen koffie bij vak {width}")


def test_text_is_back_after_the_session_ended(somebody: Person, width: int) -> None:
    with another_device(somebody, script=False) as plain:
        plain.sign_in(NOOR)
        page = plain.page
        page.goto(plain.cafe.address + "/schrijven/?soort=note")
        page.locator("textarea[name=text]").fill(f"Dit schreef ik op {width}, vlak voor het eind.")
        page.context.clear_cookies(name="sessionid")
        page.locator("main form button.primary").click()
        page.locator("input[name=login]").fill(NOOR)
        page.locator("input[name=password]").fill("kruidkoek bij de koffie")
        page.locator("input[name=password]").press("Enter")
        expect(page.locator("textarea[name=text]")).to_have_value(
            f"Dit schreef ik op {width}, vlak voor het eind."
        )
