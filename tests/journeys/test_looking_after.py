"""What keeps a café in order, in a real browser: what holds and what does not, where it belongs, and its tags."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import CALLUM, DAAN, FENNA, NOOR, Person


def write(somebody: Person, title: str, tags: str = "dinsdagloop") -> str:
    """The address of a new note for everybody."""
    page = somebody.visit("/schrijven/?soort=note")
    page.locator("[name=title]").fill(title)
    page.get_by_role("textbox", name="Tekst").fill("Wat ik vandaag zag.")
    page.get_by_role("combobox", name="Tags").fill(f"{tags},")
    page.locator("main form button.primary").click()
    expect(page.locator("h1")).to_have_text(title)
    number = re.search(r"/berichten/\d+/", page.url)
    assert number is not None
    return number[0]


def from_the_menu(page: Page, name: str, *, more: str = "Meer over dit bericht") -> None:
    page.get_by_label(more).click()
    page.locator("article .menu").get_by_text(name, exact=True).click()


def test_somebody_keeps_a_post_right_and_says_when_it_no_longer_is(
    somebody: Person, width: int
) -> None:
    somebody.sign_in(FENNA)
    address = write(somebody, f"De emmerproef, gezien op {width}")
    page = somebody.visit(address)
    from_the_menu(page, "Wie houdt dit bij?")
    page.get_by_label("Elk half jaar").check()
    somebody.look()
    page.get_by_role("button", name="Bewaar wijzigingen").click()

    from_the_menu(page, "Ja, dit klopt nog")
    expect(page.locator("article header")).to_contain_text("Nagekeken door Fenna Postma")

    from_the_menu(page, "Achterhaald")
    page.get_by_label("Waarom klopt het niet meer?").fill("Er is een nieuwe proef.")
    page.get_by_label("Wat kan iemand in plaats daarvan lezen?").fill("zware klei bij Wielsluis")
    somebody.look()
    page.get_by_role("button", name="Zet op achterhaald").click()
    page.get_by_label(re.compile("zware klei bij Wielsluis")).check()
    somebody.look()
    page.get_by_role("button", name="Zet op achterhaald").click()
    expect(page.locator("#achterhaald")).to_contain_text(
        "Wat de zware klei bij Wielsluis ons leerde"
    )
    somebody.look()

    page.get_by_role("button", name="Het klopt nog").click()
    expect(page.locator("#achterhaald")).to_have_count(0)


def test_a_manager_sees_what_must_be_looked_at_again(somebody: Person) -> None:
    somebody.sign_in(NOOR)
    page = somebody.visit("/communities/dijkwerkers/nakijken/")
    expect(page.get_by_role("heading", name="Klopt dit nog?")).to_be_visible()
    expect(page.locator("main .tabs [aria-current]")).to_be_in_viewport(ratio=1)
    somebody.look()


def test_somebody_moves_a_post_and_hears_first_who_reads_it_there(
    somebody: Person, width: int
) -> None:
    somebody.sign_in(FENNA)
    address = write(somebody, f"Voor de dijkwerkers, gezien op {width}")
    page = somebody.visit(address)
    from_the_menu(page, "Verplaats")
    page.get_by_label("Dijkwerkers").check()
    page.get_by_role("button", name="Laat zien wie het dan leest").click()
    expect(page.get_by_role("heading", name="In Dijkwerkers")).to_be_visible()
    somebody.look()
    page.get_by_role("button", name="Verplaats het").click()
    expect(page.locator("nav.crumb")).to_contain_text("Dijkwerkers")


def test_an_administrator_merges_a_tag(somebody: Person, width: int) -> None:
    somebody.sign_in(DAAN)
    word = f"zwareklei-{width}"
    write(somebody, f"Met een woord te veel, gezien op {width}", word)
    page = somebody.visit(f"/tags/{word}/")
    page.locator("#main").get_by_role("link", name="Beheer").click()
    somebody.look()
    page.get_by_role("link", name="Voeg samen met een andere tag").click()
    page.locator("[name=into]").fill("klei")
    page.locator("[name=into]").press("Escape")
    page.get_by_role("button", name="Laat zien wat er verhuist").click()
    expect(page.locator("main")).to_contain_text("Je kunt dit niet terugdraaien.")
    somebody.look()
    page.get_by_role("button", name="Voeg samen met #klei").click()
    expect(page.locator("h1")).to_have_text("#klei")
    expect(page.locator("main")).to_contain_text(word)
    somebody.visit(f"/tags/{word}/")
    expect(page.locator("h1")).to_have_text("#klei")


def test_what_exists_already_is_taken_instead_of_asked_again(somebody: Person) -> None:
    somebody.sign_in(NOOR)
    page = somebody.visit("/schrijven/")
    page.locator("[name=title]").press_sequentially("Wat leerde de zware klei bij Wielsluis ons")
    found = page.locator("#bestaat li", has_text="zware klei bij Wielsluis")
    expect(found).to_contain_text("Dit zocht ik")
    page.get_by_text("Vraag", exact=True).click()
    expect(found).to_contain_text("Dit beantwoordt mijn vraag")
    somebody.look()
    found.get_by_role("button").click()
    expect(page.locator("h1")).to_contain_text("Wielsluis")
    expect(page.locator("[role=status]").last).to_contain_text("Je hebt niets geplaatst.")


def test_in_english_a_post_is_checked_marked_and_moved(somebody: Person, width: int) -> None:
    somebody.sign_in(CALLUM)
    page = somebody.visit("/schrijven/?soort=article")
    page.locator("[name=title]").fill(f"Heather on the seaward side, seen at {width}")
    page.locator(".edit").fill("It grows where the clay is dry.")
    page.get_by_role("button", name="Post article").click()
    expect(page.locator("h1")).to_contain_text("Heather")
    from_the_menu(page, "Who keeps this right?", more="More about this post")
    page.get_by_label("Every six months").check()
    somebody.look()
    page.get_by_role("button", name="Keep changes").click()
    from_the_menu(page, "Yes, it still holds", more="More about this post")
    expect(page.locator("article header")).to_contain_text("Checked by Callum Reid")

    from_the_menu(page, "Obsolete", more="More about this post")
    page.get_by_label("Why does it no longer hold?").fill("It was mown.")
    somebody.look()
    page.get_by_role("button", name="Mark as obsolete").click()
    expect(page.locator("#achterhaald")).to_contain_text("Obsolete since")
    somebody.look()
    page.get_by_role("button", name="It still holds").click()

    from_the_menu(page, "Move", more="More about this post")
    page.get_by_label("Dijkwerkers").check()
    page.get_by_role("button", name="Show who will read it").click()
    somebody.look()
    page.get_by_role("button", name="Move it").click()
    expect(page.locator("nav.crumb")).to_contain_text("Dijkwerkers")
