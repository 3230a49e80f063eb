"""A post is reported, looked at and hidden: the one who reported stays unknown, the author reads why, the log keeps it."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import PASSWORD, Cafe, Person, manage

A_PLACE = """
from communities.actions import join_community, start_community
from people.actions import add_person
from posts.actions import publish_post

def person(name):
    return add_person(
        None, email=name + "@{domain}", name=name.title() + " Vlier", language="{language}", password="{password}"
    )

keeper, author, reporter = person("kato{key}"), person("aart{key}"), person("roos{key}")
place = start_community(keeper, name="Plek {key}", purpose="Proef", slug="plek-{key}")
for somebody in (author, reporter):
    join_community(somebody, community=place)
publish_post(author, kind="article", title="{title}", html="<p>Jij weer.</p>", community=place)
"""
DOMAIN = "delagestromen.example"
REASON = "Speel de bal, dan staat het er weer."


def report(reader: Person, title: str) -> None:
    page = reader.page
    page.get_by_role("link", name=title).first.click()
    page.get_by_label(reader.say("More about this post")).click()
    page.locator("article .menu a[href*='/melden/']").click()
    where = page.locator("#dialog" if reader.scripts else "main")
    where.get_by_label(reader.say("It is hurtful")).check()
    reader.look()
    if reader.scripts:
        page.keyboard.press("Escape")
        expect(where).to_be_hidden()
        page.get_by_label(reader.say("More about this post")).click()
        page.locator("article .menu a[href*='/melden/']").click()
        where.get_by_label(reader.say("It is hurtful")).check()
    where.get_by_role("button", name=reader.say("Report", "verb")).click()
    thanks = reader.say("Thank you. A moderator looks at it, and nobody learns who you are.")
    expect(page.locator("body")).to_contain_text(thanks)
    reader.look()


def judge(reader: Person, title: str) -> None:
    page = reader.page
    page.locator(".mod-l .bm", has_text=title).click()
    expect(page.locator(".mod-d")).to_contain_text("Jij weer.")
    expect(page.locator("main")).not_to_contain_text("Roos")
    reader.look()
    decide(page).click()
    expect(page.get_by_role("alert").first).to_be_visible()
    reader.look()
    page.locator("[name=what][value=hide]").check()
    page.locator("[name=rule]").select_option("hurtful")
    page.locator("[name=reason]").fill(REASON)
    decide(page).click()
    expect(page.locator(".mod-l")).to_contain_text(reader.say("Nothing waits."))
    reader.look()


def decide(page: Page) -> Locator:
    return page.locator(".mod-d form button.primary")


def test_what_is_reported_is_hidden_and_its_author_reads_why(reader: Person, cafe: Cafe) -> None:
    size = reader.page.viewport_size
    key = f"{reader.language}{size['width'] if size else ''}"
    title = f"Over jou, gezien op {key}"
    said = {"domain": DOMAIN, "language": reader.language, "password": PASSWORD}
    manage(cafe.data, "shell", "-v", "0", "-c", A_PLACE.format(key=key, title=title, **said))
    place = f"/communities/plek-{key}/"

    reader.sign_in(f"roos{key}@{DOMAIN}").visit(place)
    report(reader, title)
    address = re.sub(r"https?://[^/]+", "", reader.page.url)

    reader.sign_out().sign_in(f"kato{key}@{DOMAIN}").visit(f"{place}gemeld/")
    judge(reader, title)
    page = reader.visit(f"{place}wat-er-gebeurde/")
    expect(page.locator("main")).to_contain_text(
        reader.say("%(actor)s hid %(words)s") % {"actor": f"Kato{key} Vlier", "words": title}
    )
    expect(page.locator("main")).to_contain_text(REASON)

    reader.sign_out().sign_in(f"aart{key}@{DOMAIN}").visit(address)
    expect(page.locator("main")).to_contain_text(REASON)
    expect(page.locator("main")).not_to_contain_text("Roos")

    reader.sign_out().sign_in(f"roos{key}@{DOMAIN}").visit(address, status=404)
