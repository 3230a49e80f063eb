"""An administrator's morning: what failed is tried again, and from there to accounts, reports, backup and log."""

from playwright.sync_api import expect

from tests.journeys.conftest import DAAN, Cafe, Person, manage
from tests.journeys.test_being_told import letter

A_NIGHT = """
from django.utils import timezone
from kenniscafe.models import Letter
from people.actions import add_person

sleeper = add_person(None, email="{email}", name="Wie niets kreeg")
Letter.objects.create(
    kind="new password", to=sleeper, failed_at=timezone.now(), attempts=9,
    fault="451 try later <{email}>", about={{"email": sleeper.email}},
)
"""


def try_again(somebody: Person, email: str) -> None:
    page = somebody.visit("/cafe-beheer/")
    failed = page.locator(".jobs li", has_text="een link voor een nieuw wachtwoord")
    failed.get_by_text("Foutmelding").click()
    expect(failed).to_contain_text("451 try later")
    expect(failed).not_to_contain_text(email)
    somebody.look()
    failed.get_by_role("button", name="Nog eens").click()
    expect(page.get_by_text("wordt opnieuw geprobeerd")).to_be_visible()
    expect(failed).to_have_count(0)
    somebody.look()


def end_account(somebody: Person, email: str) -> None:
    page = somebody.page
    page.locator("main").get_by_role("link", name="Accounts").click()
    page.get_by_label("Naam of e-mailadres").fill(email)
    page.get_by_role("button", name="Toon").click()
    page.get_by_role("link", name="Wie niets kreeg").click()
    somebody.look()
    page.get_by_label("Waarom eindigt dit account?").fill("Kwam nooit.")
    page.get_by_role("button", name="Beëindig dit account").click()
    expect(page.locator("h1 + p")).to_contain_text("beëindigd")


def test_an_administrator_looks_after_the_place(somebody: Person, cafe: Cafe, width: int) -> None:
    email = f"niets{width}@delagestromen.example"
    manage(cafe.data, "shell", "-v", "0", "-c", A_NIGHT.format(email=email))
    somebody.sign_in(DAAN)
    try_again(somebody, email)
    assert letter(cafe, email, "wachtwoord")["To"].addresses[0].addr_spec == email

    manage(cafe.data, "backup")
    page = somebody.visit("/cafe-beheer/")
    expect(page.locator("[aria-labelledby=reserve]")).to_contain_text("gelukt")
    end_account(somebody, email)

    somebody.visit("/cafe-beheer/").get_by_role("link", name="Meldingen voor beheerders").click()
    somebody.look()
    somebody.visit("/cafe-beheer/")
    page.locator("main").get_by_role("link", name="Wat er gebeurde").click()
    line = page.locator(".tl li", has_text="Kwam nooit.").first
    expect(line).to_contain_text("Daan Oosterbaan")
    somebody.look()
