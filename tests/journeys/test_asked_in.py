"""Somebody from outside is asked in, comes in by their link, and is out the moment their account ends."""

from playwright.sync_api import Browser, expect

from tests.journeys.conftest import DAAN, Person, listen


def invited(somebody: Person, address: str) -> str:
    """Where the link leads, without the host the café is told to have."""
    page = somebody.visit("/cafe-beheer/uitnodigen/")
    page.get_by_label("E-mailadres").fill(address)
    page.get_by_label("Soort").select_option("partner")
    page.get_by_role("button", name="Uitnodigen").click()
    expect(page.get_by_role("alert")).to_contain_text("Zeg tot wanneer")
    somebody.look()
    page.get_by_label("Tot en met").fill("2099-03-31")
    page.get_by_role("button", name="Uitnodigen").click()
    row = page.locator(".devs li").filter(has_text=address)
    link = row.get_by_role("link").get_attribute("href")
    somebody.look()
    return "/welkom/" + str(link).split("/welkom/")[1]


def come_in(guest: Person, link: str, name: str) -> None:
    page = guest.visit(link)
    page.get_by_label("Je naam").fill(name)
    page.get_by_label("Kies een wachtwoord").fill("vier gewone woorden samen")
    page.get_by_role("button", name="Kom binnen").click()
    page.wait_for_url("**/eerste-dag/")
    guest.look()


def end(somebody: Person, address: str, name: str) -> None:
    page = somebody.visit(f"/cafe-beheer/mensen/?q={address}")
    page.get_by_role("link", name=name).click()
    somebody.look()
    page.get_by_label("Waarom eindigt dit account?").fill("Het werk is klaar.")
    page.get_by_role("button", name="Beëindig dit account").click()
    expect(page.locator("h1 + p")).to_contain_text("beëindigd")
    somebody.look()


def test_a_guest_comes_in_by_a_link_and_goes_when_the_account_ends(
    somebody: Person, browser: Browser, width: int
) -> None:
    somebody.sign_in(DAAN)
    address, name = f"oda{width}@buiten.example", f"Oda Vlier {width}"
    link = invited(somebody, address)
    outside = browser.new_context(viewport={"width": width, "height": 900}, locale="nl-NL")
    guest = Person(somebody.cafe, outside.new_page())
    listen(guest)

    come_in(guest, link, name)
    end(somebody, address, name)

    guest.page.reload()
    expect(guest.page.locator("h1")).to_have_text("Aanmelden")
    assert guest.complaints == []
    outside.close()
