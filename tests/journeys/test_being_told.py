"""Somebody is mentioned: the bell, the mails, the bundle, the cup of coffee, why they are told, and how they turn it down."""

import re
import time
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.conftest import FENNA, PASSWORD, Cafe, Person, manage

# Neither quiet hours nor free days, whenever the test runs; the bundle leaves at any time.
SOMEBODY_WITH_A_POST = """
from datetime import time
from notifications.actions import choose_preferences
from people.actions import add_person
from posts.actions import publish_post

person = add_person(
    None, email="{email}", name="{name}", handle="{handle}", language="{language}", password="{password}"
)
choose_preferences(
    person, quiet_from=time(0), quiet_until=time(0), quiet_days=[], bundle_at=time(0), rhythm="never"
)
publish_post(person, kind="article", title="Wat {name} zag", html="<p>Het gras staat.</p>")
"""
# On a working day that was: what is written in the meantime stands in it too.
POUR_COFFEE = """
from datetime import timedelta
from unittest.mock import patch
from django.utils import timezone
from notifications.actions import choose_preferences, send_cups
from people.actions import follow_person
from people.models import User
from posts.actions import publish_post

person, fenna = (User.objects.get(email=email) for email in ("{email}", "{fenna}"))
choose_preferences(person, rhythm="workdays", channels={{"followed_post": []}})
follow_person(person, person=fenna)
publish_post(fenna, kind="article", title="Schapen op de dijk", html="<p>Ze grazen al.</p>")
day = timezone.localtime() - timedelta(days=1)
morning = (day - timedelta(days=max(0, day.weekday() - 4))).replace(hour=8)
with patch("django.utils.timezone.now", lambda: morning):
    send_cups()
"""
SEND_BUNDLES = "from notifications.actions import send_cups; send_cups()"


def run(cafe: Cafe, code: str) -> None:
    manage(cafe.data, "shell", "-v", "0", "-c", code)


def letter(cafe: Cafe, to: str, about: str) -> EmailMessage:
    """As it left; a moment may pass before it does."""
    for _ in range(120):
        for path in sorted(Path(cafe.data, "mail").glob("*.eml")):
            found = message_from_bytes(path.read_bytes(), policy=policy.default)
            assert isinstance(found, EmailMessage)
            if to in found["To"] and about in text(found):
                return found
        time.sleep(0.5)
    raise AssertionError(f"No letter to {to} about {about}.")


def text(mail: EmailMessage) -> str:
    plain = mail.get_body(("plain",))
    assert plain is not None
    return f"{mail['Subject']}\n{plain.get_content()}"


def way_out(mail: EmailMessage) -> str:
    """Where its unsubscribe header leads, without the host the café is told to have."""
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = str(mail["List-Unsubscribe"]).strip(" <>")
    assert link in text(mail)
    return "/" + link.split("/", 3)[3]


def reply(page: Page, words: str) -> None:
    page.get_by_label("Jouw reactie").fill(words)
    page.get_by_role("button", name="Plaats reactie").click()
    expect(page.locator(".comment").last).to_contain_text(words.split("@", maxsplit=1)[0])


def talk_to(fenna: Person, name: str, handle: str) -> None:
    """One reply that can wait, and one that calls them by name."""
    fenna.sign_in(FENNA)
    page = fenna.visit("/mensen/" + handle + "/")
    page.get_by_role("link", name=f"Wat {name} zag").first.click()
    reply(page, "Bij ons ook.")
    fenna.visit("/berichten/169/")
    reply(page, f"Weet jij dit? @{handle}")


def follow_the_why(reader: Person) -> None:
    page = reader.visit("/meldingen/")
    called = page.locator(".ntf > li", has=page.locator(".delft")).first
    called.get_by_text(reader.say("Why do I get this?")).click()
    said = reader.say("%(name)s mentioned you by name.") % {"name": "Fenna Postma"}
    expect(called.locator(".whybox")).to_contain_text(said)
    reader.look()
    called.locator("h3 a").click()
    expect(page.locator(".comment").last).to_contain_text("Fenna Postma")
    reader.look()


def bell_says(reader: Person, count: int) -> None:
    expect(reader.page.locator("a.bell")).to_have_attribute(
        "aria-label", re.compile(rf"\b{count}\b")
    )


def ticked(page: Page, kind: str) -> list[str]:
    boxes = page.locator(f"[name={kind}]:checked")
    return [str(box.get_attribute("value")) for box in boxes.all()]


def change_preferences(reader: Person) -> None:
    page = reader.visit("/meldingen/afstellen/")
    page.locator("[name=budget][value='5']").check()
    page.locator("[name=kind_reply][value=none]").check()
    page.get_by_role("button", name=reader.say("Save preferences")).click()
    expect(page.locator("body")).to_contain_text(reader.say("Your preferences are saved."))
    expect(page.locator("[name=budget][value='5']")).to_be_checked()
    assert ticked(page, "kind_reply") == ["none"]
    reader.look()


def stop_by(reader: Person, mail: EmailMessage) -> None:
    page = reader.visit(way_out(mail))
    page.get_by_role("button", name=reader.say("Stop this")).click()
    expect(page.locator("h1")).to_have_text(reader.say("Done"))
    reader.look()


def stop_the_coffee(reader: Person, cafe: Cafe, said: dict[str, str]) -> None:
    run(cafe, POUR_COFFEE.format(**said, fenna=FENNA))
    why = reader.say("Because you follow %(name)s") % {"name": "Fenna Postma"}
    stop_by(reader, letter(cafe, said["email"], why))
    page = reader.sign_in(said["email"]).visit("/meldingen/afstellen/")
    expect(page.locator("[name=rhythm]")).to_have_value("never")


def test_somebody_is_mentioned_and_decides_how_to_be_told(reader: Person, cafe: Cafe) -> None:
    width = reader.page.viewport_size["width"] if reader.page.viewport_size else 0
    handle = f"ida-{reader.language}-{width}"
    email, name = f"{handle}@delagestromen.example", f"Ida {reader.language} {width}"
    said = {"email": email, "name": name, "handle": handle, "language": reader.language}
    run(cafe, SOMEBODY_WITH_A_POST.format(**said, password=PASSWORD))
    talk_to(reader, name, handle)
    reader.sign_out()

    at_once = letter(cafe, email, "Weet jij dit?")
    reader.sign_in(email)
    page = reader.visit("/")
    bell_says(reader, 2)
    page.locator("a.bell").click()
    expect(page.locator(".ntf > li.new")).to_have_count(2)
    expect(page.locator(".held li")).to_have_count(1)
    follow_the_why(reader)
    reader.visit("/")
    bell_says(reader, 1)

    run(cafe, SEND_BUNDLES)
    bundle = letter(cafe, email, "Bij ons ook.")
    assert "Weet jij dit?" not in text(bundle)
    change_preferences(reader)
    stop_by(reader, at_once)
    reader.visit("/meldingen/afstellen/")
    assert ticked(page, "kind_mention") == ["cafe", "bundle"]
    reader.sign_out()
    stop_by(reader, bundle)
    reader.sign_in(email).visit("/meldingen/afstellen/")
    expect(page.locator("[name=bundles]")).not_to_be_checked()
    reader.sign_out()

    stop_the_coffee(reader, cafe, said)
