"""The administration lists the tags its reader may know of, and changes none: its links lead to our own screens.

One address and no more, so no door to a tag is opened that the café keeps shut: no history, usage, chooser or bulk action.
"""

from typing import Any

from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.base import ViewSet

from tags.models import Tag


class TagList(IndexView):
    model = Tag
    page_title = _("Tags")
    header_icon = "tag"
    index_url_name = "tag_list:list"
    search_url = None
    default_ordering = "name"
    columns = (
        TitleColumn("name", label=_("Name"), sort_key="name", get_url=lambda tag: tag.url),
        Column("name_en", label=_("Name in English"), sort_key="name_en"),
        BooleanColumn("curated", label=_("Curated"), sort_key="curated"),
        TitleColumn(
            "edit",
            label=_("Look after"),
            accessor=lambda _tag: _("Edit"),
            get_url=lambda tag: reverse("edit_tag", args=[tag.slug]),
        ),
        TitleColumn(
            "merge",
            label=_("Merge"),
            accessor=lambda _tag: _("Merge"),
            get_url=lambda tag: reverse("merge_tag", args=[tag.slug]),
        ),
    )

    def get_base_queryset(self) -> QuerySet[Tag]:
        return Tag.objects.visible_to(self.request.user).in_use()


class Tags(ViewSet):
    name = "tag_list"
    url_prefix = "tags"
    icon = "tag"
    menu_label = _("Tags")
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[URLPattern]:
        return [path("", self.construct_view(TagList), name="list")]


@hooks.register("register_admin_viewset")
def list_of_tags() -> Any:
    return Tags()
