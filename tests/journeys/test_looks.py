"""Every page, at four widths and in both themes, keeps to the design: tokens, heading sizes, targets, no sideways scroll."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.conftest import NOOR, Cafe, Person, listen

PAGES = [
    "/",
    "/communities/",
    "/communities/dijkwerkers/",
    "/mensen/",
    "/mensen/fenna-postma/",
    "/archief/",
    "/bewaren/",
    "/schrijven/",
    "/schrijven/concepten/",
    "/themas/",
    "/handboek/",
    "/berichten/96/eerder/",
    "/berichten/96/verplaatsen/",
    "/bestanden/4/",
    "/communities/dijkwerkers/nakijken/",
    "/communities/dijkwerkers/sjablonen/",
    "/zoeken/?q=klei",
    "/account/",
    "/account/profiel/",
    "/account/even-weg/",
    "/meldingen/",
    "/meldingen/afstellen/",
    "/communities/dijkwerkers/gemeld/",
    "/tags/klei/",
    "/berichten/1/",
    "/communities/eerste-honderd-dagen/leden/",
]
WIDTHS = [1280, 820, 390, 360]
HEADINGS = {"wide": {"44px", "46px"}, "narrow": {"34px"}}
LOOK = Path(__file__).with_name("look.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module", params=["light", "dark"])
def reader(request: pytest.FixtureRequest, cafe: Cafe, browser: Browser) -> Iterator[Person]:
    context = browser.new_context(locale="nl-NL", color_scheme=request.param, has_touch=True)
    person = Person(cafe, context.new_page())
    listen(person)
    person.sign_in(NOOR)
    yield person
    context.close()
    assert person.complaints == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_keeps_to_the_design(reader: Person, path: str) -> None:
    trouble = []
    for width in WIDTHS:
        reader.page.set_viewport_size({"width": width, "height": 900})
        answer = reader.page.goto(reader.cafe.address + path)
        assert answer is not None
        assert answer.status == 200, path
        found = json.loads(reader.page.evaluate(LOOK))
        heading = HEADINGS["wide" if width >= 720 else "narrow"]
        if found["h1"] is not None and found["h1"] not in heading:
            trouble.append(f"{width}: h1 is {found['h1']}")
        if found["sideways"] > 0:
            trouble.append(f"{width}: {found['sideways']} px sideways")
        trouble += [f"{width}: font {font}" for font in found["fonts"]]
        trouble += [f"{width}: colour {colour}" for colour in found["colours"]]
        if width < 720:
            trouble += [f"{width}: small target {target}" for target in found["targets"]]
    assert trouble == []
