"""What Wagtail's administration asks of us: who may do what there, and what it looks like."""

from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import AbstractPage
from wagtail.permissions import register_permission_policy

from pages.editors import known_to
from pages.policies import FilePolicy, PagePolicy

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
    return format_html('<link rel="stylesheet" href="{}">', static("admin.css"))
