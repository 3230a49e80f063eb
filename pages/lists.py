"""The administration lists what its reader may see, and changes none: its links lead to our own screens, whose buttons
call the actions. One address for each list and no more, so none opens a door that the café keeps shut."""

from typing import Any

from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.base import ViewSet

from communities.models import Community
from people.models import User
from posts.models import Post
from posts.permissions import keeper_of
from posts.upkeep import due


class SeenList(IndexView):
    search_url = None
    paginate_by = 50


class PostList(SeenList):
    model = Post
    page_title = _("Posts")
    header_icon = "doc-full"
    index_url_name = "post_list:list"
    default_ordering = "-published_at"
    columns = (
        TitleColumn("title", label=_("Title"), get_url=lambda post: post.get_absolute_url()),
        Column("get_kind_display", label=_("Kind")),
        Column("author", label=_("Author")),
        Column("community", label=_("Community")),
        DateColumn("published_at", label=_("Posted"), sort_key="published_at"),
        TitleColumn(
            "remove",
            label=_("Look after"),
            accessor=lambda _post: _("Remove"),
            get_url=lambda post: reverse("remove_post", args=[post.pk]),
        ),
    )

    def get_base_queryset(self) -> QuerySet[Post]:
        seen = Post.objects.visible_to(self.request.user).published()
        return seen.select_related("author", "community")


class DueList(SeenList):
    """The report of what must be looked at again, by whom."""

    model = Post
    page_title = _("Is this still right?")
    header_icon = "history"
    index_url_name = "due_list:list"
    default_ordering = "check_on"
    columns = (
        TitleColumn("title", label=_("Title"), get_url=lambda post: post.get_absolute_url()),
        DateColumn("check_on", label=_("To look at from"), sort_key="check_on"),
        Column(
            "keeper",
            label=_("Keeps it right"),
            accessor=lambda post: post.owner if post.owner_id == keeper_of(post) else post.author,
        ),
        Column("community", label=_("Community")),
        TitleColumn(
            "look",
            label=_("To do"),
            accessor=lambda _post: _("Look at it"),
            get_url=lambda post: post.get_absolute_url(),
        ),
    )

    def get_base_queryset(self) -> QuerySet[Post]:
        return due(self.request.user).select_related("author", "owner", "community")


class CommunityList(SeenList):
    model = Community
    page_title = _("Communities")
    header_icon = "group"
    index_url_name = "community_list:list"
    default_ordering = "name"
    columns = (
        TitleColumn("name", label=_("Name"), sort_key="name", get_url=lambda place: place.url),
        Column("get_kind_display", label=_("Kind")),
        Column("members", label=_("Members")),
        Column(
            "state",
            label=_("State"),
            accessor=lambda place: _("In the archive") if place.is_archived else _("In use"),
        ),
        TitleColumn(
            "archive",
            label=_("Look after"),
            accessor=lambda place: _("Open again") if place.is_archived else _("Archive"),
            get_url=lambda place: reverse("community_archive", args=[place.slug]),
        ),
    )

    def get_base_queryset(self) -> QuerySet[Community]:
        seen = Community.objects.visible_to(self.request.user).with_counts()
        return seen.select_related("archival")


class PersonList(SeenList):
    model = User
    page_title = _("People")
    header_icon = "user"
    index_url_name = "person_list:list"
    default_ordering = "name"
    columns = (
        TitleColumn(
            "name", label=_("Name"), sort_key="name", get_url=lambda who: who.get_absolute_url()
        ),
        Column("get_kind_display", label=_("Kind")),
        Column("unit", label=_("Department"), accessor="profile.unit"),
        DateColumn("access_until", label=_("Access until"), sort_key="access_until"),
    )

    def get_base_queryset(self) -> QuerySet[User]:
        people: QuerySet[User] = User.objects.visible_to(self.request.user).with_profile()
        return people


class Listing(ViewSet):
    """For administrators: others find the same on the screens of the café."""

    add_to_admin_menu = True
    view_class: Any = None

    def get_urlpatterns(self) -> list[URLPattern]:
        return [path("", self.construct_view(self.view_class), name="list")]


LISTS = [
    Listing(
        "post_list",
        url_prefix="berichten",
        icon="doc-full",
        menu_name="posts",
        menu_label=_("Posts"),
        menu_order=300,
        view_class=PostList,
    ),
    Listing(
        "community_list",
        url_prefix="communities",
        icon="group",
        menu_name="communities",
        menu_label=_("Communities"),
        menu_order=310,
        view_class=CommunityList,
    ),
    Listing(
        "person_list",
        url_prefix="mensen",
        icon="user",
        menu_name="people",
        menu_label=_("People"),
        menu_order=320,
        view_class=PersonList,
    ),
    Listing(
        "due_list",
        url_prefix="klopt-dit-nog",
        icon="history",
        menu_name="due",
        menu_label=_("Is this still right?"),
        menu_hook="register_reports_menu_item",
        view_class=DueList,
    ),
]
