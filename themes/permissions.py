"""Who sees which theme, and who may hang a post on one."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kenniscafe.editorial import can_view_page
from kenniscafe.permissions import RuleBroken
from people.models import User
from people.querysets import Viewer
from posts.models import Post
from posts.permissions import can_edit
from posts.permissions import can_view as can_view_post
from themes.models import Contribution, ThemePage


def can_view(viewer: Viewer, theme: ThemePage) -> bool:
    return can_view_page(viewer, theme) and bool(theme.starts_on <= timezone.localdate())


def can_view_contribution(viewer: Viewer, contribution: Contribution) -> bool:
    return can_view(viewer, contribution.theme) and can_view_post(viewer, contribution.post)


def can_hang(actor: User, post: Post, theme: ThemePage) -> bool:
    """Whoever may change the post, on a theme they see."""
    return can_view(actor, theme) and can_edit(actor, post)


def can_take_off(actor: User, post: Post) -> bool:
    return actor.is_employee and can_edit(actor, post)


def owns_a_theme(actor: User) -> bool:
    return bool(ThemePage.objects.filter(asked_by=actor).exists())


class ThemeHasEnded(RuleBroken):
    message = _("This theme has ended. Choose another one, or none.")
