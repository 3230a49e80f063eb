"""Who may do what in the administration with pages, pictures and documents. Wagtail asks these and nothing else.

Administrators   every page of the tree; pictures and documents that are no community's
Editors   handbook and standing pages, without publishing; pictures and documents that are no community's
Whose theme it is   that page, and pictures and documents that are no community's
Community managers   the pictures and documents of their own community, and nothing of any other
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Collection, GroupPagePermission, Page
from wagtail.permission_policies import BasePermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy

from communities.models import CommunityPage
from pages.models import HOME_DEPTH, HandbookPage, StandardPage
from people.models import User
from people.permissions import is_editor
from people.querysets import UserQuerySet
from themes.models import ThemePage

OF_EDITORS = ("add_page", "change_page")
OF_THEIR_THEME = ("change_page", "publish_page")
WITH_FILES = {"add", "change", "delete", "choose"}


class PagePolicy(PagePermissionPolicy):
    def get_all_permissions_for_user(self, user: User) -> list[GroupPagePermission]:
        """As if each theme had a group of its own with the one whose theme it is."""
        given = list(super().get_all_permissions_for_user(user))
        if not user.may_enter or user.is_superuser:
            return given
        may = Permission.objects.filter(
            codename__in=OF_THEIR_THEME, content_type__app_label="wagtailcore"
        )
        if is_editor(user):
            given += _of_editors()
        theirs = ThemePage.objects.filter(asked_by=user)
        return given + [
            GroupPagePermission(page=theme.page_ptr, permission=each)
            for theme in theirs.select_related("page_ptr")
            for each in may
        ]


def _of_editors() -> list[GroupPagePermission]:
    """As if they were in a group for each standing page at the top, and for the handbook; none may publish."""
    codes = {"codename__in": OF_EDITORS, "content_type__app_label": "wagtailcore"}
    kinds = ContentType.objects.get_for_models(StandardPage, HandbookPage).values()
    tops = Page.objects.filter(depth=HOME_DEPTH + 1, content_type__in=kinds)
    return [
        GroupPagePermission(page=page, permission=each)
        for page in tops
        for each in Permission.objects.filter(**codes)
    ]


class FilePolicy(BasePermissionPolicy):
    """For pictures and for documents."""

    def collections_user_has_any_permission_for(self, user: User, actions: Iterable[str]) -> Any:
        if not WITH_FILES & set(actions):
            return Collection.objects.none()
        return Collection.objects.filter(_collections_of(user))

    def collections_user_has_permission_for(self, user: User, action: str) -> Any:
        return self.collections_user_has_any_permission_for(user, [action])

    def instances_user_has_any_permission_for(self, user: User, actions: Iterable[str]) -> Any:
        collections = self.collections_user_has_any_permission_for(user, actions)
        return self.model.objects.filter(collection__in=collections.order_by().values("pk"))

    def user_has_any_permission(self, user: User, actions: Iterable[str]) -> bool:
        """Only where there is a place to put them: Wagtail falls over a choice of none."""
        return bool(self.collections_user_has_any_permission_for(user, actions).exists())

    def user_has_permission(self, user: User, action: str) -> bool:
        return self.user_has_any_permission(user, [action])

    def user_has_any_permission_for_instance(
        self, user: User, actions: Iterable[str], instance: Any
    ) -> bool:
        mine = self.collections_user_has_any_permission_for(user, actions)
        return bool(mine.filter(pk=instance.collection_id).exists())

    def user_has_permission_for_instance(self, user: User, action: str, instance: Any) -> bool:
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def users_with_any_permission(self, actions: Iterable[str]) -> UserQuerySet:
        """Only asked for to list who put something there: that is told to nobody."""
        nobody: UserQuerySet = User.objects.none()
        return nobody


def _collections_of(user: User) -> Q:
    of_communities = CommunityPage.objects.exclude(collection=None).values("collection_id")
    theirs = CommunityPage.objects.written_by(user).exclude(collection=None).values("collection_id")
    others = (
        user.is_superuser or is_editor(user) or ThemePage.objects.filter(asked_by=user).exists()
    )
    return Q(pk__in=theirs) | (~Q(pk__in=of_communities) if others else Q(pk__in=[]))
