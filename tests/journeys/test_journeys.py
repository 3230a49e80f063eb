"""What people come to do, in a real browser, wide and narrow, in Dutch; axe looks at every page on the way."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import BAS, CALLUM, DAAN, FENNA, NOOR, Person


def test_somebody_signs_in_and_lands_on_vandaag(somebody: Person) -> None:
    page = somebody.visit("/aanmelden/")
    somebody.sign_in(NOOR)
    somebody.look()
    expect(page.locator("h1")).to_contain_text("Noor")
    expect(page.locator(".done-feed")).to_contain_text("Je bent bij")
    assert 0 < page.locator("article.item").count() <= 50


def test_a_wrong_password_does_not_say_which_of_the_two_was_wrong(somebody: Person) -> None:
    page = somebody.visit("/aanmelden/")
    page.locator("input[name=login]").fill(NOOR)
    page.locator("input[name=password]").fill("dit is het niet")
    page.locator("input[name=password]").press("Enter")
    expect(page.locator("main")).to_contain_text("horen niet bij elkaar")
    somebody.look()


def test_a_forgotten_password_always_gets_the_same_answer(somebody: Person) -> None:
    page = somebody.visit("/wachtwoord-vergeten/")
    page.locator("input[type=email]").fill("niemand@nergens.example")
    page.locator("main form button").last.click()
    expect(page.locator("h1")).to_contain_text("Kijk in je mail")
    somebody.look()


def test_somebody_reads_reacts_replies_and_finds_it_back(somebody: Person, width: int) -> None:
    somebody.sign_in(FENNA)
    page = somebody.visit("/zoeken/?q=zware+klei")
    page.locator("main a", has_text="klei bij Wielsluis").first.click()
    page.wait_for_load_state("load")
    somebody.look()
    expect(page.locator("h1")).to_contain_text("Wielsluis")
    expect(page.get_by_role("heading", name="Betrokken")).to_be_visible()

    words = f"De emmer staat klaar op {width}."
    page.get_by_label("Jouw reactie").fill(words)
    page.get_by_role("button", name="Plaats reactie").click()
    expect(page.locator(".comment").last).to_contain_text(words)
    somebody.look()


def test_somebody_writes_a_question_and_edits_it(somebody: Person, width: int) -> None:
    somebody.sign_in(NOOR)
    page = somebody.visit("/schrijven/?soort=question")
    title = f"Wie heeft er een laars in maat 47, gezien op {width}?"
    page.locator("[name=title]").fill(title)
    text = page.get_by_role("textbox", name="Wat moeten collega’s erover weten?")
    text.press_sequentially("Voor de dinsdagloop. Vraag het ook @fenna-postma")
    page.locator("#editor-people [data-value=fenna-postma]").wait_for()
    text.press_sequentially(".")
    page.get_by_role("combobox", name="Tags").fill("dinsdagloop,")
    page.get_by_role("button", name="Stel je vraag").click()
    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator(".prose .mention")).to_contain_text("Fenna Postma")
    somebody.look()

    number = re.search(r"/berichten/(\d+)/", page.url)
    assert number is not None
    somebody.visit(f"/berichten/{number[1]}/bewerken/")
    page.locator("[name=title]").fill(f"{title} Of 46.")
    page.locator("main form button.primary").click()
    expect(page.locator("h1")).to_contain_text("Of 46.")


def test_an_empty_post_says_what_is_missing_and_loses_nothing(somebody: Person) -> None:
    somebody.sign_in(NOOR)
    page = somebody.visit("/schrijven/?soort=article")
    page.get_by_role("combobox", name="Tags").fill("klei, emmer")
    page.get_by_role("combobox", name="Tags").press("Escape")
    page.locator("main form button.primary").click()
    expect(page.locator("[role=alert]").first).to_be_visible()
    expect(page.locator("[name=tags]")).to_have_value(re.compile("klei.*emmer"))
    somebody.look()


def test_somebody_keeps_a_post_and_a_link_and_finds_them(somebody: Person, width: int) -> None:
    somebody.sign_in(CALLUM)
    page = somebody.visit("/bewaren/")
    page.locator("[name=address]").fill(f"https://waterbouwblad.example/otter-{width}")
    page.locator("[name=title]").fill(f"The otter counts {width}")
    page.locator("[name=note]").fill("Step three.")
    page.locator("main form button.primary").click()
    page.wait_for_url("**/archief/**")
    somebody.look()
    somebody.visit("/archief/?q=otter")
    expect(page.locator(".bm", has_text=f"The otter counts {width}")).to_be_visible()


def test_somebody_joins_and_leaves_a_community(somebody: Person) -> None:
    somebody.sign_in(CALLUM)
    page = somebody.visit("/communities/groen-en-blauw/")
    join = page.get_by_role("button", name="Join", exact=True)
    join.first.click()
    page.wait_for_load_state("load")
    somebody.look()
    expect(page.locator("main")).to_contain_text("Member")
    page.locator("main summary", has_text="Member").first.click()
    page.get_by_role("button", name="Leave this community").click()
    page.wait_for_load_state("load")
    somebody.visit("/communities/groen-en-blauw/")
    expect(page.get_by_role("button", name="Join", exact=True).first).to_be_visible()


def test_a_manager_sees_what_waits_and_looks_after_the_place(somebody: Person) -> None:
    somebody.sign_in(NOOR)
    page = somebody.visit("/communities/")
    expect(page.get_by_role("heading", name="Wacht op jou")).to_be_visible()
    somebody.visit("/communities/eerste-honderd-dagen/beheer/")
    somebody.visit("/communities/eerste-honderd-dagen/leden/")
    somebody.visit("/communities/eerste-honderd-dagen/uitnodigen/")
    somebody.visit("/communities/eerste-honderd-dagen/beheer/instellingen/")
    somebody.visit("/nieuwe-community/")


def test_people_are_found_and_followed(somebody: Person) -> None:
    somebody.sign_in(NOOR)
    page = somebody.visit("/mensen/?naam=geert")
    page.locator("main a", has_text="Geert Boonstra").first.click()
    page.wait_for_load_state("load")
    somebody.look()
    expect(page.locator("h1")).to_have_text("Geert Boonstra")


def test_somebody_tells_about_themselves(somebody: Person) -> None:
    somebody.sign_in(FENNA)
    somebody.visit("/account/")
    page = somebody.visit("/account/profiel/")
    page.locator("[name=quote]").fill("Vraag me naar gras. Iedereen kijkt naar het water.")
    page.locator("main form button.primary").last.click()
    page.wait_for_load_state("load")
    expect(page.locator("main")).to_contain_text("bewaard")


def test_a_guest_sees_their_own_communities_and_nothing_else(somebody: Person) -> None:
    somebody.sign_in(BAS)
    page = somebody.visit("/communities/")
    expect(page.locator("main")).to_contain_text("Ontwerpatelier vak 12")
    expect(page.locator("main")).not_to_contain_text("Dijkwerkers")
    somebody.visit("/communities/dijkwerkers/", status=404)
    somebody.visit("/")
    somebody.visit("/mensen/")
    somebody.visit("/zoeken/?q=klei")


def test_an_administrator_opens_the_administration_behind_our_door(somebody: Person) -> None:
    somebody.sign_in(DAAN)
    answer = somebody.page.goto(somebody.cafe.address + "/beheer/")
    assert answer is not None
    assert answer.status == 200
    somebody.page.goto(somebody.cafe.address + "/beheer/pages/")


def test_who_manages_nothing_does_not_open_the_administration(somebody: Person) -> None:
    somebody.sign_in(CALLUM)
    answer = somebody.page.goto(somebody.cafe.address + "/beheer/")
    assert answer is not None
    assert answer.status in (403, 404)


def test_what_does_not_exist_says_so_and_shows_a_way_on(somebody: Person) -> None:
    somebody.sign_in(NOOR)
    page = somebody.visit("/berichten/999999/", status=404)
    expect(page.locator("main")).to_contain_text("Hier ligt geen tegel")


def test_the_long_night_has_pages_and_links_to_one_reply(somebody: Person) -> None:
    somebody.sign_in(NOOR)
    page = somebody.visit("/zoeken/?q=vannacht")
    page.locator("main a", has_text="vannacht lopen we").first.click()
    page.wait_for_load_state("load")
    page.goto(f"{page.url.split('#')[0]}?pagina=2")
    expect(page.locator("#reactie-150")).to_be_visible()
    somebody.look()


def test_in_english_everything_is_english(somebody: Person) -> None:
    somebody.sign_in(CALLUM)
    for path in ["/", "/communities/", "/mensen/", "/archief/", "/schrijven/", "/zoeken/?q=map"]:
        page = somebody.visit(path)
        expect(page.locator("html")).to_have_attribute("lang", "en")
        menu = page.locator("nav").first.inner_text()
        assert "Vandaag" not in menu
        assert "Zoeken" not in menu


def test_in_english_somebody_writes_replies_thanks_and_finds_it_back(
    somebody: Person, width: int
) -> None:
    somebody.sign_in(CALLUM)
    page = somebody.visit("/schrijven/?soort=note")
    words = f"Heather grows on the seaward side, seen at {width}."
    page.locator(".edit").fill(words)
    page.get_by_role("button", name="Post note").click()
    expect(page.locator("article.post")).to_contain_text(words)
    somebody.look()

    page.get_by_label("Your reply").fill("And sea lavender below it.")
    page.get_by_role("button", name="Post reply").click()
    reply = page.locator(".comment").last
    expect(reply).to_contain_text("sea lavender")
    reply.get_by_role("button", name=re.compile("Thanks")).click()
    expect(reply.get_by_role("button", name=re.compile("Thanks"))).to_contain_text("1")
    somebody.look()

    page.goto(page.url.split("#")[0])
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator("form.keep button").first.click()
    somebody.visit("/archief/?q=heather")
    expect(page.locator(".bm").first).to_contain_text("Heather grows")

    somebody.visit("/communities/?toon=alle")
    page.locator("main a", has_text="Dijkwerkers").first.click()
    page.wait_for_load_state("load")
    somebody.look()
