"""The theme a post belongs to, asked on the form of a post."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kenniscafe.editorial import in_language_of
from people.models import User
from posts.models import Post
from posts.slots import Slot
from themes.actions import hang_on_theme, take_off_theme
from themes.models import Contribution, ThemePage
from themes.permissions import ThemeHasEnded


class ThemeField(forms.TypedChoiceField):
    """Cleans to the number of a theme, or None."""

    def __init__(self, themes: list[ThemePage], chosen: int | None) -> None:
        super().__init__(
            label=_("Theme"),
            choices=[("", gettext("No theme")), *((theme.pk, theme.title) for theme in themes)],
            coerce=int,
            empty_value=None,
            required=False,
            initial=chosen,
        )


def field(viewer: User, post: Post | None) -> forms.Field | None:
    themes = in_language_of(viewer, ThemePage.objects.visible_to(viewer).running())
    hangs = _hangs_on(viewer, post)
    if hangs is not None:
        themes = _with_its_own(viewer, themes, hangs)
    own = next((theme.pk for theme in themes if hangs and _same(theme, hangs)), None)
    return ThemeField(themes, own) if themes else None


def save(actor: User, post: Post, answer: Any) -> None:
    """What hangs on a theme that they do not see was not asked, and stays."""
    if answer is not None:
        theme = ThemePage.objects.visible_to(actor).filter(pk=answer).first()
        if theme is None:
            raise ThemeHasEnded  # it was taken away while they wrote
        hang_on_theme(actor, post=post, theme=theme)
    elif _hangs_on(actor, post) is not None:
        take_off_theme(actor, post=post)


def _hangs_on(viewer: User, post: Post | None) -> ThemePage | None:
    """Most posts hang on nothing, which is told without asking what the viewer sees."""
    if post is None or not Contribution.objects.filter(post=post).exists():
        return None
    seen = Contribution.objects.visible_to(viewer).filter(post=post)
    hangs = seen.select_related("theme").first()
    return hangs.theme if hangs is not None else None


def _with_its_own(viewer: User, themes: list[ThemePage], hangs: ThemePage) -> list[ThemePage]:
    """Where it hangs already it may stay, also when that theme has ended."""
    if any(_same(theme, hangs) for theme in themes):
        return themes
    shown = ThemePage.objects.visible_to(viewer).filter(translation_key=hangs.translation_key)
    return [*themes, *in_language_of(viewer, shown)]


def _same(one: ThemePage, other: ThemePage) -> bool:
    return bool(one.translation_key == other.translation_key)


SLOT = Slot(field=field, save=save)
