"""Coming in with an account of the organisation: out to who keeps it, and back; or back with a reason why not."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.conftest import NOOR, Cafe, Person, a_cafe, listen
from tests.people.providers import Provider, a_provider


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with a_provider() as running:
        running.knows("noor", email=NOOR)
        running.knows("iemand", email=NOOR, email_verified=False)
        yield running


@pytest.fixture(scope="module")
def cafe_with_work_accounts(demo_data: Path, provider: Provider) -> Iterator[Cafe]:
    client = {"OIDC_CLIENT_ID": "cafe", "OIDC_CLIENT_SECRET": "geheim", "OIDC_NAME": "Het Peil"}
    with a_cafe(demo_data, OIDC_ISSUER=provider.issuer, **client) as running:
        yield running


def by_work_account(person: Person, subject: str) -> None:
    page = person.visit("/aanmelden/")
    page.get_by_role("link", name="Met je account van Het Peil").click()
    page.locator("input[name=sub]").fill(subject)
    page.locator("input[name=sub]").press("Enter")
    page.wait_for_url(f"{person.cafe.address}/**")


def test_somebody_comes_in_with_their_work_account(
    cafe_with_work_accounts: Cafe, provider: Provider, browser: Browser, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="nl-NL")
    context.route(lambda address: "//localhost:" not in address, lambda route: route.abort())
    person = Person(cafe_with_work_accounts, context.new_page())
    listen(person, goes_to=f"localhost:{provider.port}")
    page = person.page

    by_work_account(person, "iemand")
    expect(page.locator("main")).to_contain_text("zegt niet dat je e-mailadres van jou is")
    person.look()
    by_work_account(person, "noor")
    assert page.url == person.cafe.address + "/"
    expect(page.locator("h1")).to_contain_text("Noor")
    person.visit("/account/apparaten/")
    expect(page.locator("main")).to_contain_text("Het Peil")

    context.close()
    assert person.complaints == []
