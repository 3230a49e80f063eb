"""Editorial pages and themes, as their editors would leave them."""

from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone
from wagtail.models import Locale

from pages.models import HomePage
from people.models import User
from posts.models import Post
from tests.factories import a_person
from themes.actions import hang_on_theme
from themes.models import Contribution, ThemePage

_number = count(1)


def a_page(kind: Any, parent: Any = None, **said: Any) -> Any:
    number = next(_number)
    said.setdefault("title", f"Pagina {number}")
    said.setdefault("slug", f"pagina-{number}")
    page = kind(**said)
    (parent or HomePage.objects.first()).add_child(instance=page)
    return page


def a_theme(asked_by: User | None = None, *, begins: int = 30, **said: Any) -> ThemePage:
    """`begins`: so many days ago; `ends` in as many days."""
    ends, parent = said.pop("ends", None), said.pop("under", None)
    said.setdefault("question", "Wat weet jij dat nergens staat opgeschreven?")
    theme: ThemePage = a_page(
        ThemePage,
        parent,
        asked_by=asked_by or a_person(),
        starts_on=said.pop("starts_on", timezone.localdate() - timedelta(days=begins)),
        ends_on=None if ends is None else timezone.localdate() + timedelta(days=ends),
        **said,
    )
    return theme


def in_english(theme: ThemePage, **said: Any) -> ThemePage:
    english = Locale.objects.get(language_code="en")
    parent = HomePage.objects.filter(locale=english).first()
    if parent is None:
        root = HomePage.objects.first().get_parent()
        key = HomePage.objects.first().translation_key
        parent = a_page(HomePage, root, locale=english, translation_key=key, live=False)
    return a_theme(
        theme.asked_by,
        locale=english,
        translation_key=theme.translation_key,
        under=parent,
        **said,
    )


def a_contribution(post: Post, theme: ThemePage) -> Contribution:
    return hang_on_theme(post.author, post=post, theme=theme)


def one_heading(words: str) -> dict[str, str]:
    """What the editor of the administration sends for a body of one heading."""
    return {
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "heading",
        "body-0-id": "",
        "body-0-value": words,
    }
