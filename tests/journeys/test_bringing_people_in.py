"""Everybody who works here comes in from a list: looked at, read in, and through the door, in a real browser."""

import re
from collections.abc import Callable
from email import message_from_bytes, policy
from time import monotonic, sleep

from playwright.sync_api import FilePayload, expect

from tests.journeys.conftest import DAAN, Cafe, Person

CHOSEN = "een fiets op de dijk"


def until(found: Callable[[], str | None]) -> str:
    ends = monotonic() + 60
    while monotonic() < ends:
        if word := found():
            return word
        sleep(0.3)
    raise TimeoutError("It did not come.")


def invitation_to(cafe: Cafe, address: str) -> str | None:
    """The link in the letter that lies in the folder."""
    for path in (cafe.data / "mail").glob("*.eml"):
        letter = message_from_bytes(path.read_bytes(), policy=policy.default)
        body = letter.get_body(("plain",))
        if letter["To"] == address and body is not None:
            link = re.search(r"https?://\S+(/nieuw-wachtwoord/\S+)", body.get_content())
            return link[1] if link else None
    return None


def the_list(address: str, width: int) -> bytes:
    lines = [
        "e-mail;naam;functie;afdeling;soort;tot en met",
        f"{address};Sanne Vos;dijkbeheerder;Waterveiligheid > Dijken {width};;",
        "geen adres;Wie;;;;",
        f"joris.{width}@partner.example;=Joris();adviseur;;gast;",
    ]
    return "\r\n".join(lines).encode("utf-16")


def look_at_it(somebody: Person, content: bytes) -> None:
    page = somebody.visit("/cafe-beheer/")
    page.get_by_role("link", name="Mensen inlezen").click()
    somebody.look()
    page.get_by_role("button", name="Kijk wat er gebeurt").click()
    expect(page.locator(".errsum")).to_contain_text("Kies een bestand")
    somebody.look()
    file = FilePayload(name="mensen.csv", mimeType="text/csv", buffer=content)
    page.get_by_label("Bestand met mensen").set_input_files(files=[file])
    page.get_by_role("button", name="Kijk wat er gebeurt").click()
    expect(page.locator(".verdict")).to_contain_text("Dit zou er gebeuren: 1 nieuw, 0 veranderd")


def test_from_a_list_to_signing_in(somebody: Person, cafe: Cafe, width: int) -> None:
    address = f"sanne.vos.{width}@delagestromen.example"
    page = somebody.sign_in(DAAN).page
    look_at_it(somebody, the_list(address, width))
    for said in (
        "‘geen adres’ is geen e-mailadres",
        "Een gast heeft een laatste dag nodig",
        f"Waterveiligheid > Dijken {width}",
    ):
        expect(page.locator("main")).to_contain_text(said)
    somebody.look()

    page.get_by_label("Stuur nieuwe mensen een uitnodiging").check()
    page.get_by_role("button", name="Lees in").click()
    # It tells by itself how far it is.
    expect(page.locator(".verdict")).to_contain_text("Ingelezen: 1 nieuw", timeout=60_000)
    page.reload()
    somebody.look()
    with page.expect_download() as downloaded:
        page.get_by_role("link", name="Haal het verslag op").click()
    assert "'=Joris()" in downloaded.value.path().read_text(encoding="utf-8-sig")
    page.get_by_role("link", name="Sanne Vos").click()
    expect(page.locator("h1")).to_have_text("Sanne Vos")

    link = until(lambda: invitation_to(cafe, address))
    somebody.sign_out()
    choose_a_password(somebody, cafe.address + link)
    somebody.sign_out().sign_in(address, CHOSEN)
    somebody.visit("/account/")
    expect(page.locator("main")).to_contain_text(address)


def choose_a_password(somebody: Person, link: str) -> None:
    page = somebody.page
    page.goto(link)
    page.locator("input[type=password]").first.fill(CHOSEN)
    somebody.look()
    page.locator("main form button.primary").click()
    page.wait_for_url(lambda url: "nieuw-wachtwoord" not in url)


def test_an_administrator_shapes_the_departments(somebody: Person, width: int) -> None:
    name = f"Team Bellen {width}"
    somebody.sign_in(DAAN)
    page = somebody.visit("/cafe-beheer/afdelingen/")
    page.get_by_label("Naam").fill(name)
    page.get_by_label("Valt onder").select_option(label="Waterketen")
    page.get_by_role("button", name="Maak afdeling").press("Enter")
    page.get_by_role("link", name=re.compile(name)).click()
    expect(page.locator(".lead")).to_have_text("onder Waterketen")
    somebody.look()
    page.get_by_role("button", name="Haal de afdeling weg").click()
    expect(page.locator("main")).not_to_contain_text(name)
