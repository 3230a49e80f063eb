"""What editors make: pages, themes with what hangs on them, and pictures; some of it still to come."""

from datetime import timedelta
from io import BytesIO
from typing import Any

from django.core.files.images import ImageFile
from django.utils import timezone
from PIL import Image as Picture
from wagtail.images.models import Image
from wagtail.models import Collection, Page

from communities.actions import open_page
from communities.models import Community
from pages.models import HandbookPage, HomePage, StandardPage
from search.changes import mark_many
from tests.factories.themes import a_page, a_theme
from tests.permissions.world import World
from themes.actions import hang_on_theme


def publish_pages(world: World) -> None:
    home = HomePage.objects.get()
    home.body = [("heading", world.says("editorial", "home", "body"))]
    home.live = True
    home.save()
    world.add("home", "editorial", {"pk": home.pk})
    _page(world, "standing", StandardPage, "editorial", "path")
    cover = a_page(HandbookPage, slug="handboek", title=world.says("editorial", "cover", "title"))
    world.add("cover", "editorial", {"pk": cover.pk})
    _page(world, "chapter", HandbookPage, "editorial", "path", parent=cover)
    _theme(world, "running", "editorial", "everyone_article", "open_article")
    _theme(world, "ended", "editorial", ends=-3)
    picture = _picture(world, "editorial", Collection.get_first_root_node())
    standing = StandardPage.objects.get()
    standing.body.append(("picture", {"image": picture, "alt": picture.title}))
    standing.save()
    world.add("editorial_upload", "editorial", {"name": picture.file.name, "pk": picture.pk})
    _tell_search()


def prepare_pages(world: World) -> None:
    """What readers do not know of yet, and what stands in hiding."""
    cover = HandbookPage.objects.order_by("depth").first()
    _page(world, "standing_unread", StandardPage, "nobody", "path", live=False)
    _page(world, "chapter_unread", HandbookPage, "nobody", "path", parent=cover, live=False)
    _theme(world, "draft", "nobody", live=False)
    _theme(world, "coming", "nobody", starts_on=timezone.localdate() + timedelta(days=3))
    hang_on_theme(world.people["member"], post=world.posts["hidden_article"], theme=_running())
    for place in ("closed", "hidden"):
        page = open_page(world.people["manager"], community=world.places[place])
        picture = _picture(world, place, page.collection)
        page.body.append(("picture", {"image": picture, "alt": picture.title}))
        page.save()
        ids = {"name": picture.file.name, "pk": picture.pk, "page": page.pk}
        world.add(f"{place}_upload", place, ids | {"collection": page.collection_id})
    _tell_search()


def _tell_search() -> None:
    """As publishing does; these were saved without it."""
    mark_many("page", Page.objects.values_list("pk", flat=True))
    mark_many("community", Community.objects.values_list("pk", flat=True))


def _running() -> Any:
    from themes.models import ThemePage

    return ThemePage.objects.order_by("pk").first()


def _page(world: World, name: str, kind: Any, row: str, key: str, **said: Any) -> None:
    title, body = world.says(row, name, "title"), world.says(row, name, "body")
    parent = said.pop("parent", None)
    slug = name.replace("_", "-")
    page = a_page(kind, parent, title=title, slug=slug, body=[("heading", body)], **said)
    world.add(name, row, {key: slug, "pk": page.pk})


def _theme(world: World, name: str, row: str, *posts: str, **said: Any) -> None:
    theme = a_theme(
        world.people["moderator"],
        slug=f"{name}-theme",
        title=world.says(row, name, "theme"),
        question=world.says(row, name, "question"),
        **said,
    )
    world.add(f"{name}_theme", row, {"slug": theme.slug, "pk": theme.pk})
    for post in posts:
        hang_on_theme(world.posts[post].author, post=world.posts[post], theme=theme)


def _picture(world: World, row: str, collection: Any) -> Any:
    drawn = BytesIO()
    Picture.new("RGB", (40, 30), "navy").save(drawn, "PNG")
    title = world.says(row, row, "picture")
    return Image.objects.create(
        title=title,
        file=ImageFile(drawn, name=f"{title}.png"),
        collection=collection,
        uploaded_by_user=world.people["manager"],
    )
