"""What the editors of the demo organisation made: its front page, handbook and themes, and where to begin in each community."""

from datetime import date, timedelta
from typing import Any

from wagtail.models import Locale, Page

from communities.models import Community, CommunityPage
from frontend.blocks import BODY
from kenniscafe import richtext
from pages.models import HandbookPage, HomePage, StandardPage
from pages.seeding.content import read
from pages.seeding.demo_posts import World
from people.models import Organisation
from themes.models import Contribution, ThemePage

EDITED = "7 10:00"  # days ago: when somebody last looked after an introduction


def seed_pages(world: World) -> None:
    told = read("pages.toml")
    home = _home(told["home"], world)
    languages = {locale.language_code: locale for locale in Locale.objects.all()}
    english = home.copy_for_translation(
        languages["en"]
    )  # a draft: of the front page there is no English
    under = {"nl": home, "en": english}
    for one in told["standing"]:
        _add(
            home, StandardPage(title=one["title"], slug=one["slug"], body=_body(one["body"])), world
        )
    chapters: dict[str, dict[str, Page]] = {"": under}
    for one in told["handbook"]:
        above = chapters[one.get("under", "")]
        chapters[one["key"]] = _chapter(one, above, languages, world)
    _themes(under, languages, world)


def seed_introductions(world: World) -> None:
    """Where each community begins: its words, then what to read."""
    for one in read("communities.toml")["community"]:
        community = world.communities[one["slug"]]
        words = richtext.from_markdown(one.get("about", ""), people={})
        begin = [world.posts[name] for name in one.get("start_posts", []) if name in world.posts]
        cards = [{"type": "post", "value": post.pk} for post in begin]
        raw: list[dict[str, Any]] = []
        if words:
            raw.append({"type": "paragraph", "value": words})
        if cards:
            raw.append({"type": "cards", "value": cards})
        _introduction(community, raw, world)


def _introduction(community: Community, raw: list[dict[str, Any]], world: World) -> None:
    at = world.calendar.at(EDITED)
    page = CommunityPage.objects.create(
        community=community,
        body=raw,
        live=bool(raw),
        first_published_at=at,
        last_published_at=at,
    )
    if raw:
        page.live_revision = page.save_revision(
            user=community.created_by, clean=False, log_action=False
        )
        page.save(update_fields=["live_revision"])


def _home(told: dict[str, Any], world: World) -> Any:
    home: Any = HomePage.objects.get()
    home.title = home.draft_title = Organisation.objects.get().name
    home.body = _body(told["body"])
    home.live = True
    home.first_published_at = home.last_published_at = world.calendar.at(EDITED)
    home.save(clean=False)
    return home


def _english_home(home: HomePage, english: Locale) -> HomePage:
    """English pages need something to hang under; the front page itself is told in Dutch alone."""
    page = HomePage(title=home.title, slug="home-en", live=False)
    page.locale, page.translation_key = english, home.translation_key
    home.get_parent().add_child(instance=page)
    return page


def _chapter(
    one: dict[str, Any], above: dict[str, Page], languages: dict[str, Locale], world: World
) -> dict[str, Page]:
    """In the languages it is told in; a page that is not translated stands under no other."""
    dutch = HandbookPage(title=one["title"], slug=one["slug"], body=_body(one["body"]))
    made = {"nl": _add(above["nl"], dutch, world)}
    if (other := one.get("en")) and "en" in above:
        page = HandbookPage(title=other["title"], slug=other["slug"], body=_body(other["body"]))
        page.locale, page.translation_key = languages["en"], dutch.translation_key
        made["en"] = _add(above["en"], page, world)
    return made


def _themes(under: dict[str, Page], languages: dict[str, Locale], world: World) -> None:
    for one in read("themes.toml")["theme"]:
        theme = _add(under["nl"], _theme(one, world), world)
        if other := one.get("en"):
            page = _theme(one | other, world)
            page.locale, page.translation_key = languages["en"], theme.translation_key
            _add(under["en"], page, world)
        Contribution.objects.bulk_create(
            Contribution(post=post, theme=theme, by=post.author, at=post.published_at)
            for post in (world.posts[name] for name in one["posts"])
        )


def _theme(one: dict[str, Any], world: World) -> ThemePage:
    return ThemePage(
        title=one["title"],
        slug=one["slug"],
        question=one["question"],
        asked_by=world.people[one["asked_by"]],
        asked_as=one["asked_as"],
        weight=one["weight"],
        starts_on=_day(one["begins"], world),
        ends_on=_day(one["ends"], world) if "ends" in one else None,
        outcome=one.get("outcome", ""),
        vision=[("paragraph", richtext.from_markdown(one["vision"], people={}))],
        carriers=[
            {"type": "carrier", "value": {"person": world.people[who].pk, "words": words}}
            for who, words in one.get("carriers", [])
        ],
    )


def _day(ago: str, world: World) -> date:
    return world.calendar.day - timedelta(days=int(ago))


def _add(parent: Page, page: Page, world: World) -> Page:
    """As its editors published it, without the steps it took."""
    page.first_published_at = page.last_published_at = world.calendar.at(EDITED)
    page.locale_id = page.locale_id or parent.locale_id
    parent.add_child(instance=page)
    return page


def _body(told: list[Any]) -> list[Any]:
    blocks = dict(BODY)
    return [(kind, blocks[kind].to_python(_value(kind, value))) for kind, value in told]


def _value(kind: str, told: Any) -> Any:
    """What the file says in short, as the block stores it."""
    if kind == "paragraph":
        return richtext.from_markdown(told, people={})
    if kind == "quote":
        return {"words": told[0], "who": told[1]}
    if kind == "notice":
        return {"title": told[0], "text": told[1]}
    if kind == "steps":
        return [{"title": title, "text": text} for title, text in told]
    if kind == "table":
        return {
            "columns": [{"type": "text", "heading": heading} for heading in told[0]],
            "rows": [{"values": row} for row in told[1:]],
        }
    return told
