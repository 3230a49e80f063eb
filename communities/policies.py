"""Who may write *Begin hier*, as Wagtail asks it."""

from typing import Any, Final

from wagtail.permission_policies import BasePermissionPolicy

from communities.models import CommunityPage, Membership
from people.models import User
from people.querysets import UserQuerySet

WRITING: Final = {"change", "publish"}


class ItsManagers(BasePermissionPolicy):
    """Pages are made and end with their community, so nobody adds or deletes one."""

    def user_has_permission(self, user: User, action: str) -> bool:
        return action in WRITING and CommunityPage.objects.written_by(user).exists()

    def user_has_permission_for_instance(
        self, user: User, action: str, instance: CommunityPage
    ) -> bool:
        mine = CommunityPage.objects.written_by(user).filter(pk=instance.pk)
        return action in WRITING and mine.exists()

    def user_has_any_permission_for_instance(
        self, user: User, actions: set[str], instance: CommunityPage
    ) -> bool:
        return any(self.user_has_permission_for_instance(user, act, instance) for act in actions)

    def instances_user_has_any_permission_for(self, user: User, actions: set[str]) -> Any:
        rows = CommunityPage.objects
        return rows.written_by(user) if WRITING & set(actions) else rows.none()

    def users_with_any_permission(self, actions: set[str]) -> UserQuerySet:
        managers = Membership.objects.filter(role=Membership.Role.MANAGER).values("person_id")
        found: UserQuerySet = User.objects.colleagues().filter(pk__in=managers)
        return found if WRITING & set(actions) else found.none()
