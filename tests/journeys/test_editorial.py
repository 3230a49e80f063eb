"""What editors come to do: keep *Begin hier* up to date, and ask a question as the one whose theme it is."""

from playwright.sync_api import FrameLocator, expect

from tests.journeys.conftest import CALLUM, DAAN, FENNA, NOOR, Person, listen

HANNEKE = "hanneke.vrolijk@delagestromen.example"


def previewed(somebody: Person) -> FrameLocator:
    """What readers will see, beside what is typed."""
    page = somebody.page
    page.locator("[data-side-panel-toggle=preview]").first.click()
    page.frame_locator("#w-preview-iframe").locator("main").wait_for()
    return page.frame_locator("#w-preview-iframe")


def looked_at(somebody: Person) -> None:
    """The same preview in a window of its own, where axe comes."""
    editor = somebody.page
    address = editor.locator("[data-w-preview-target=newTab]").get_attribute("href")
    somebody.page = editor.context.new_page()
    listen(somebody)
    somebody.visit(str(address).removeprefix(somebody.cafe.address))
    somebody.page.close()
    somebody.page = editor


def published(somebody: Person) -> None:
    somebody.page.locator("button[name=action-publish]").click()
    somebody.page.locator(".messages .success").first.wait_for()


def test_a_manager_keeps_begin_hier_up_to_date(somebody: Person, width: int) -> None:
    somebody.sign_in(NOOR)
    page = somebody.visit("/communities/dijkwerkers/")
    page.get_by_role("button", name="Inleiding bewerken").click()
    text = page.locator(".public-DraftEditor-content").first
    text.click()
    page.keyboard.press("Control+Home")
    page.keyboard.type(f"Gezien op {width}. ")
    page.wait_for_timeout(1000)  # Wagtail’s editor hands over what was typed after a moment
    expect(previewed(somebody).locator(".intro-here")).to_contain_text(f"Gezien op {width}. ")
    page.locator("[data-form-side-close-button]").click()
    looked_at(somebody)
    published(somebody)

    somebody.sign_out().sign_in(FENNA)
    page = somebody.visit("/communities/dijkwerkers/")
    begin = page.locator("section", has=page.locator("#start-here"))
    expect(begin).to_contain_text(f"Gezien op {width}. ")
    expect(begin).to_contain_text("Bijgewerkt door Noor Terwiel")
    expect(begin.locator(".startpts a")).to_have_count(3)


def test_whose_theme_it_is_writes_previews_and_publishes(somebody: Person, width: int) -> None:
    somebody.sign_in(HANNEKE)
    page = somebody.visit("/themas/vakmanschap-doorgeven/")
    page.get_by_role("link", name="Wijzig dit thema").click()
    question = f"Wat weet jij dat nergens staat, ook niet op {width}?"
    page.locator("[name=question]").fill(question)
    expect(previewed(somebody).locator(".letter .asked")).to_have_text(question)
    page.locator("[data-form-side-close-button]").click()
    looked_at(somebody)
    published(somebody)

    somebody.sign_out().sign_in(FENNA)
    page = somebody.visit("/themas/vakmanschap-doorgeven/")
    expect(page.locator(".letter .asked")).to_have_text(question)


def test_somebody_answers_a_theme(somebody: Person, width: int) -> None:
    somebody.sign_in(FENNA)
    page = somebody.visit("/themas/")
    page.get_by_role("link", name="Wat kan jouw team morgen anders doen").click()
    somebody.look()
    page.get_by_role("link", name="Geef het door").click()
    expect(page.get_by_label("Thema")).to_have_value(page.url.partition("thema=")[2])
    words = f"Een emmer minder per week, gezien op {width}."
    page.locator("[contenteditable=true]").first.press_sequentially(words)
    page.get_by_role("button", name="Plaats bericht").click()
    page.locator("article.post").wait_for()
    somebody.look()
    page.get_by_role("link", name="Schoon water begint bij de bron").click()
    expect(page.locator(".river")).to_contain_text(words)


def test_colleagues_read_the_handbook_in_their_own_language(somebody: Person) -> None:
    somebody.sign_in(CALLUM)
    page = somebody.visit("/handboek/")
    expect(page.locator("h1")).to_have_text("Handbook")
    page.get_by_role("link", name="Your first day", exact=True).click()
    somebody.look()
    expect(page.locator("article")).to_have_attribute("lang", "en")
    page.get_by_role("link", name="De handvolproef").click()
    somebody.look()
    expect(page.locator("article")).to_have_attribute("lang", "nl")
    somebody.visit("/over/")
    somebody.visit("/themas/data-die-we-vertrouwen/")
    expect(page.locator("h1")).to_have_text("Data we trust")


def test_an_administrator_finds_lists_that_lead_to_the_cafe(somebody: Person) -> None:
    somebody.sign_in(DAAN)
    somebody.visit("/beheer/")
    for path in ("berichten", "communities", "mensen", "tags", "klopt-dit-nog"):
        somebody.visit(f"/beheer/{path}/")
        expect(somebody.page.locator("tbody tr").first).to_be_visible()
    somebody.page.get_by_role("link", name="Kijk na").first.click()
    expect(somebody.page.locator("article.post")).to_be_visible()
