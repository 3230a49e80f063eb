"""The editor is offered what would run or call out, in every way a text comes into it: nothing runs, nothing leaves.

The browser's own guard (the page's content policy) is off here, so that what is kept out is kept out by us.
"""

from collections.abc import Iterator
from html import escape

import pytest
from playwright.sync_api import Browser, Page, expect

from kenniscafe import richtext
from tests.journeys.conftest import NOOR, Cafe, Person, listen
from tests.kenniscafe.test_richtext_xss import PAYLOADS, Inspector
from tests.posts.hostile import SHARP
from tests.posts.hostile import Page as Shown

RAN = """
  window.ran = [];
  for (const name of ["alert", "confirm", "prompt", "print", "open"]) window[name] = () => window.ran.push(name);
  addEventListener("error", (event) => window.ran.push(event.message ?? "not there"));
"""
THROUGH = """
  ([way, texts]) => {
    window.ran.length = 0;
    const form = document.querySelector("form.write");
    const place = form.querySelector("[data-editor-target=place]");
    return texts.map((text) => {
      place.dispatchEvent(new CustomEvent("editor:load", { detail: way === "load" ? text : "", bubbles: true }));
      if (way !== "load") {
        const clipboardData = new DataTransfer();
        clipboardData.setData(way, text);
        const pasted = { clipboardData, bubbles: true, cancelable: true };
        form.querySelector(".edit").dispatchEvent(new ClipboardEvent("paste", pasted));
      }
      return window.ran.length ? `${window.ran.splice(0)}: ${text}` : new FormData(form).get("html");
    });
  }
"""
FIGURES = [
    '<figure><img data-file="7" src="https://evil.example/x.png" alt="a"></figure>',
    '<figure><img data-file="7" src="//evil.example/x.png" alt="a"></figure>',
    '<figure><img data-file="7" src="data:image/svg+xml,<svg onload=alert(1)>" alt="a"></figure>',
    '<figure><img data-file="7" src="x" onerror="alert(1)" alt="&quot;><script>alert(1)</script>"></figure>',
    '<table><tr><td>a</td></tr><tr><td><img data-file="7" src="https://evil.example/x.png"></td><td>b</td></tr></table>',
    '<dl><dt><img data-file="7" src="https://evil.example/x.png" alt="a"></dt></dl>',
    '<p><span class="mention" data-person="1&quot; onclick=&quot;alert(1)">@<img src=x onerror=alert(1)></span></p>',
    '<form name="querySelector"><input name="attributes"><input id="tik-0"><p id="write" name="html">a</p></form>',
    '<p id="editor-people">a</p><img name="getElementById"><a id="body" href="/x">b</a><form id="ran"></form>',
]
AROUND = ["{}", "<table><tr><td>{}", '<figure><img data-file="7" alt="a"><figcaption>{}']


@pytest.fixture
def writer(cafe: Cafe, browser: Browser) -> Iterator[Person]:
    context = browser.new_context(locale="nl-NL", bypass_csp=True)
    context.add_init_script(RAN)
    person = Person(cafe, context.new_page())
    listen(person)
    person.sign_in(NOOR)
    yield person
    context.close()


def opened(writer: Person, path: str = "/schrijven/?soort=article") -> Page:
    writer.page.goto(writer.cafe.address + path)
    writer.page.locator(".edit").wait_for()
    return writer.page


def nothing_happened(writer: Person) -> None:
    writer.page.wait_for_timeout(100)
    assert writer.page.evaluate("window.ran") == []
    assert writer.complaints == []


@pytest.mark.parametrize("way", ["load", "text/html", "text/plain"])
@pytest.mark.parametrize("around", AROUND)
def test_no_payload_runs_or_calls_out_in_the_editor(writer: Person, way: str, around: str) -> None:
    page = opened(writer)
    texts = [around.format(payload) for payload in [*PAYLOADS, *FIGURES]]
    came = page.evaluate(THROUGH, [way, texts])
    assert len(came) == len(texts)
    assert sum(1 for html in came if html) > 150
    for text, html in zip(texts, came, strict=True):
        assert Shown(html).faults == [], text
        assert Inspector(richtext.sanitise(html)).faults == [], text
    nothing_happened(writer)


def test_a_picture_is_only_ever_fetched_from_here(writer: Person) -> None:
    page = opened(writer)
    for html in FIGURES:
        page.evaluate(THROUGH, ["load", [html]])
        shown = page.locator(".edit img").evaluate_all(
            "all => all.map((one) => one.getAttribute('src'))"
        )
        assert [src for src in shown if src not in (None, "", "/bestanden/7/beeld/1440")] == [], (
            html
        )
    nothing_happened(writer)


@pytest.mark.parametrize("form", ["text", "html"])
def test_a_draft_full_of_payloads_opens_harmless(writer: Person, form: str) -> None:
    """As whoever knows the address of autosave would store it; every field, then the form and the list."""
    for number in range(0, len(SHARP), 30):
        some = SHARP[number : number + 30]
        key = f"0000000{form == 'html':d}-0000-4000-8000-{number:012}"
        page = opened(writer)
        said = {"soort": "article", "audience": "everyone", "client_key": key, "text": ""}
        said |= {"title": "".join(some)[:200], "tags": ",".join(one[:50] for one in some[:20])}
        said |= {
            "poll_options": "\n".join(some[:8]),
            "changed": some[0],
            "involved": "\n".join(some[:9]),
        }
        said |= {form: "\n\n".join(f"<p>{one}</p>" if form == "html" else one for one in some)}
        token = page.locator("form.write [name=csrfmiddlewaretoken]").input_value()
        answer = page.request.post(
            f"{writer.cafe.address}/schrijven/concept/",
            form=said | {"csrfmiddlewaretoken": token},
            headers={"Referer": page.url},
        )
        assert answer.status == 200
        opened(writer, f"/schrijven/?concept={key}")
        nothing_happened(writer)
        page.goto(f"{writer.cafe.address}/schrijven/concepten/")
        nothing_happened(writer)


def test_pasted_markdown_with_holes_in_it_is_read(writer: Person) -> None:
    page = opened(writer)
    holes = ["- een\n- \n- drie", "> \n>\n", "| a | |\n| --- | --- |\n| | b |", "1. \n2. "]
    [items, _, table, _] = page.evaluate(THROUGH, ["text/plain", holes])
    assert items.count("<li>") == 3
    assert table.count("<td>") == 2
    nothing_happened(writer)


def test_a_thousand_quotes_deep_does_not_stop_the_editor(writer: Person) -> None:
    page = opened(writer)
    deep = [
        "<blockquote>" * 1000 + "<p>diep</p>",
        "<ul><li>" * 1000 + "diep",
        "<div>" * 5000 + "diep",
    ]
    for way in ("load", "text/html"):
        for html in page.evaluate(THROUGH, [way, deep]):
            assert "diep" in richtext.plain_text(richtext.sanitise(html))
    [plain] = page.evaluate(THROUGH, ["text/plain", [">" * 1000 + " diep"]])
    assert "diep" in richtext.plain_text(richtext.sanitise(plain))
    page.locator(".edit").press_sequentially("Nog steeds")
    nothing_happened(writer)


def test_names_that_would_hide_the_forms_own_do_not_reach_it(writer: Person) -> None:
    """The form finds its parts by name: none of those comes out of a text."""
    page = opened(writer)
    names = ["html", "text", "client_key", "draft_number", "submit", "elements", "querySelector"]
    html = "".join(
        f'<input name="{escape(one)}" id="{escape(one)}"><p id="{one}">x</p>' for one in names
    )
    before = page.locator("form.write [name], form.write [id]").count()
    page.evaluate(THROUGH, ["text/html", [html]])
    assert page.locator("form.write [name], form.write [id]").count() == before
    expect(page.locator("[data-autosave-target=status]")).to_contain_text("Bewaard om")
    nothing_happened(writer)
