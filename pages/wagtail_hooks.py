"""What Wagtail's administration asks of us: who may do what there, and what it looks like."""

from typing import Any, Final

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django_vite.core.asset_loader import DjangoViteAssetLoader
from wagtail import hooks
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import AbstractPage
from wagtail.permissions import register_permission_policy

from pages.editors import known_to
from pages.lists import LISTS, Listing
from pages.policies import FilePolicy, PagePolicy

NOBODYS: Final = frozenset({"help"})
FOR_ADMINISTRATORS: Final = frozenset({"tags", "posts", "communities", "people", "reports"})

register_permission_policy(AbstractPage, PagePolicy())
# For exactly these: Wagtail registers its own for them as well, and who comes last is no matter then.
register_permission_policy(Image, FilePolicy(Image), exact_class=True)
register_permission_policy(Document, FilePolicy(Document), exact_class=True)


@hooks.register("construct_page_chooser_queryset")
@hooks.register("construct_explorer_page_queryset")
def only_pages_they_know(*asked: Any) -> Any:
    """The explorer names the page it stands at first."""
    pages, request = asked[-2:]
    return known_to(request.user, pages)


@hooks.register("insert_global_admin_css")
def our_colours() -> SafeString:
    sheet = DjangoViteAssetLoader.instance().generate_vite_asset_url("styles/admin.css")
    return format_html('<link rel="stylesheet" href="{}">', sheet)


@hooks.register("construct_snippet_action_menu")
@hooks.register("construct_page_action_menu")
def publish_first(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Who may publish finds that on the button, and a draft one step further."""
    items.sort(key=lambda item: item.name != "action-publish")


@hooks.register("construct_main_menu")
def only_what_is_theirs(request: HttpRequest, items: list[Any]) -> None:
    """Lists are for administrators; help stands in our own guide, not on a page outside."""
    shut = NOBODYS if request.user.is_superuser else NOBODYS | FOR_ADMINISTRATORS
    items[:] = [item for item in items if item.name not in shut]


@hooks.register("register_admin_viewset")
def lists() -> list[Listing]:
    return LISTS
