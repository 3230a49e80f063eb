"""The first day, being away for a while, taking along what is one's own, and leaving: in a real browser."""

import re
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.conftest import NOOR, PASSWORD, Cafe, Person, manage

MARLEEN = "marleen.dekkers@delagestromen.example"
CODE = """
from people.actions import add_person
add_person(None, email="{email}", name="{name}", password="{password}")
"""


def somebody_new(cafe: Cafe, name: str) -> str:
    email = f"{name.lower()}@delagestromen.example"
    code = CODE.format(email=email, name=f"{name} Nieuwkomer", password=PASSWORD)
    manage(cafe.data, "shell", "-v", "0", "-c", code)
    return email


def onward(page: Page) -> None:
    page.get_by_role("button", name="Verder").click()


def test_somebody_new_takes_the_four_steps(somebody: Person, cafe: Cafe, width: int) -> None:
    somebody.sign_in(somebody_new(cafe, f"Eva{width}"))
    page = somebody.visit("/")
    somebody.look()
    page.get_by_role("link", name="Doe de vier stappen").click()
    somebody.look()
    page.get_by_label("Wat doe je, in gewone woorden?").fill("Ik praat met bewoners")
    page.keyboard.press("Enter")  # goes on, and does not skip
    expect(page.get_by_role("heading", level=2)).to_contain_text("Wat breng je mee")
    somebody.look()
    page.locator(".strow").first.get_by_text("leer ik").click()
    onward(page)
    somebody.look()
    page.get_by_label(re.compile("Taal die landt")).check()
    onward(page)
    somebody.look()
    page.get_by_role("button", name="Sla over").click()

    expect(page).to_have_url(re.compile(r"/$"))
    expect(page.get_by_text("Omdat je lid bent van Taal die landt").first).to_be_visible()
    expect(page.get_by_text("Je bent hier nieuw")).to_have_count(0)
    somebody.look()
    expect(somebody.visit("/account/")).to_have_title(re.compile("Mijn account"))
    expect(page.locator(".acc-h")).to_contain_text("Ik praat met bewoners")


def test_somebody_is_away_and_a_colleague_stands_in(somebody: Person, width: int) -> None:
    begin = timezone.localdate() + timedelta(days=60 + width // 10)  # other days at each width
    somebody.sign_in(NOOR)
    page = somebody.visit("/account/even-weg/")
    page.get_by_label("Eerste dag", exact=True).fill(begin.isoformat())
    page.get_by_label("Laatste dag", exact=True).fill("2020-01-01")
    page.get_by_label("Of iemand anders").fill("Marleen Dekkers")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_role("alert")).to_contain_text("De laatste dag kan niet voor de eerste")
    somebody.look()
    page.get_by_label("Laatste dag", exact=True).fill((begin + timedelta(days=3)).isoformat())
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_text("Marleen Dekkers is gevraagd").first).to_be_visible()
    somebody.look()

    somebody.sign_out().sign_in(MARLEEN)
    page = somebody.visit("/account/even-weg/")
    somebody.look()
    page.get_by_role("button", name=re.compile("Ja, dat doe ik")).first.click()
    expect(page.get_by_role("heading", name="Je vervangt")).to_be_visible()
    somebody.look()

    somebody.sign_out().sign_in(NOOR)
    page = somebody.visit("/account/even-weg/")
    expect(page.get_by_text("Marleen Dekkers vervangt je, en zei ja").first).to_be_visible()
    expect(page.get_by_text("heeft nog niets gezegd")).to_have_count(0)


def test_somebody_takes_their_data_along(somebody: Person, cafe: Cafe, width: int) -> None:
    somebody.sign_in(somebody_new(cafe, f"Mila{width}"))
    page = somebody.visit("/account/mijn-gegevens/")
    page.get_by_role("button", name="Maak mijn download").click()
    somebody.look()
    for _ in range(40):
        if page.get_by_text("Je download staat klaar").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    somebody.look()
    with page.expect_download() as waiting:
        page.locator(".strip a.btn").click()
    assert "profile.json" in zipfile.ZipFile(waiting.value.path()).namelist()


def test_somebody_leaves_and_comes_back(somebody: Person, cafe: Cafe, width: int) -> None:
    email = somebody_new(cafe, f"Ravi{width}")
    somebody.sign_in(email)
    page = somebody.visit("/account/weggaan/")
    page.get_by_label(re.compile("zonder mijn naam")).check()
    page.get_by_role("button", name="Sluit mijn account").click()
    somebody.look()
    page.get_by_label("Typ je e-mailadres").fill(email)
    page.get_by_role("button", name="Sluit mijn account").click()
    expect(page.get_by_role("heading", name="Je account is gesloten")).to_be_visible()
    somebody.look()

    page.get_by_role("link", name="Naar aanmelden").click()
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button.primary").click()
    expect(page.get_by_role("heading", name="Toch blijven?")).to_be_visible()
    somebody.look()
    page.get_by_role("button", name="Zet alles terug").click()
    somebody.sign_in(email)
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"Ravi{width}")


def test_the_last_manager_is_told_where_to_hand_over(
    somebody: Person, cafe: Cafe, width: int
) -> None:
    code = (
        "from people.models import User; from communities.actions import start_community; "
        "start_community(User.objects.get(email='{email}'), name='Alleen van {email}', purpose='Proef')"
    )
    email = somebody_new(cafe, f"Sam{width}")
    manage(cafe.data, "shell", "-v", "0", "-c", code.format(email=email))
    somebody.sign_in(email)
    page = somebody.visit("/account/weggaan/")
    expect(page.get_by_text(f"Niemand anders beheert Alleen van {email}")).to_be_visible()
    somebody.look()


@pytest.mark.parametrize("javascript", [False])
def test_the_first_day_needs_no_javascript(browser: object, cafe: Cafe, javascript: bool) -> None:
    email = somebody_new(cafe, "Kaya")
    context = browser.new_context(java_script_enabled=javascript, locale="nl-NL")  # type: ignore[attr-defined]
    page: Page = context.new_page()
    page.goto(f"{cafe.address}/aanmelden/")
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button.primary").click()
    page.goto(f"{cafe.address}/eerste-dag/")
    for _ in range(3):
        onward(page)
    page.get_by_role("button", name="Klaar, naar Vandaag").click()
    expect(page).to_have_url(f"{cafe.address}/")
    context.close()
