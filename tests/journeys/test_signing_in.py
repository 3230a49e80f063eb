"""A second step in a real browser, with a passkey of the browser's own making: set up, asked for, taken away."""

from playwright.sync_api import Page, expect

from tests.journeys.conftest import BAS, CALLUM, PASSWORD, Person
from tests.people.keys import code_of


def a_device_with_a_passkey(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
            }
        },
    )


def prove(page: Page) -> None:
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Verder").click()


def sign_out(somebody: Person) -> None:
    somebody.visit("/account/").locator("main [data-sign-out] button").click()
    expect(somebody.page.locator("h1")).to_have_text("Aanmelden")


def sign_in_again(page: Page, email: str) -> None:
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")


def add_a_passkey(somebody: Person) -> list[str]:
    """What it gives to keep: the recovery codes."""
    page = somebody.visit("/account/apparaten/")
    page.get_by_role("link", name="Voeg een passkey toe").click()
    somebody.look()
    prove(page)
    page.get_by_label("Hoe noem je dit apparaat?").fill("Laptop van Het Peil")
    somebody.look()
    page.get_by_role("button", name="Vraag het mijn apparaat").click()
    expect(page.locator(".codes li")).to_have_count(10)
    somebody.look()
    kept = page.locator(".codes li").all_inner_texts()
    page.get_by_role("link", name="Ik heb ze bewaard").click()
    return kept


def add_an_app(somebody: Person) -> str:
    """What the app keeps."""
    page = somebody.page
    page.get_by_role("link", name="Gebruik een app met codes").click()
    somebody.look()
    key = page.locator(".key").inner_text()
    page.get_by_label("Code van zes cijfers").fill(code_of(key))
    page.get_by_role("button", name="Gebruik deze app").click()
    expect(page.locator(".devs").last).to_contain_text("App met codes")
    somebody.look()
    return key


def take_away_both(somebody: Person) -> None:
    page = somebody.visit("/account/apparaten/")
    for question in ("Deze passkey weghalen?", "De app met codes weghalen?"):
        page.get_by_role("link", name="Haal weg").first.click()
        if "/opnieuw/" in page.url:
            prove(page)
        expect(page.locator("main h2").first).to_have_text(question)
        somebody.look()
        page.get_by_role("button", name="Haal weg").click()
        page.wait_for_url("**/account/apparaten/")
    expect(page.locator("main")).not_to_contain_text("Herstelcodes")


def test_somebody_signs_in_with_an_app_a_passkey_and_a_recovery_code(somebody: Person) -> None:
    page = somebody.go_through_the_door(BAS).page
    a_device_with_a_passkey(page)
    kept = add_a_passkey(somebody)
    key = add_an_app(somebody)

    sign_out(somebody)
    sign_in_again(page, BAS)
    expect(page.locator("h1")).to_have_text("Vul je code in")
    somebody.look()
    page.get_by_label("Code van zes cijfers").fill("000000")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Dit klopt niet, of het is al gebruikt.")).to_be_visible()
    somebody.look()
    page.get_by_label("Code van zes cijfers").fill(code_of(key))
    page.keyboard.press("Enter")
    page.wait_for_url(somebody.cafe.address + "/")

    sign_out(somebody)
    sign_in_again(page, BAS)
    page.get_by_role("link", name="Gebruik je passkey").click()
    expect(page.locator("h1")).to_have_text("Gebruik je passkey")
    somebody.look()
    page.get_by_role("button", name="Vraag het mijn apparaat").click()
    page.wait_for_url(somebody.cafe.address + "/")

    sign_out(somebody)
    sign_in_again(page, BAS)
    page.get_by_role("link", name="Gebruik een herstelcode").click()
    page.get_by_label("Herstelcode").fill(kept[0])
    page.get_by_role("button", name="Verder").click()
    page.wait_for_url(somebody.cafe.address + "/")
    take_away_both(somebody)


def test_a_device_that_gives_nothing_leaves_another_way(somebody: Person) -> None:
    page = somebody.go_through_the_door(CALLUM).page
    somebody.visit("/account/apparaten/")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.evaluate("() => { navigator.credentials.create = () => Promise.reject(new Error()); }")

    page.get_by_role("button", name="Ask my device").click()

    expect(page.get_by_role("alert")).to_have_text(
        "Your device gave no passkey. Try again, or choose another way."
    )
    somebody.look()
    expect(page.get_by_role("button", name="Ask my device")).to_be_visible()
