"""What the screens about themes ask. Every count is of what this viewer may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.utils import timezone

from communities.queries import departments
from kenniscafe import richtext
from kenniscafe.editorial import in_language_of
from people.models import OrganisationUnit, User
from posts.models import Involvement, Post
from posts.querysets import PostQuerySet
from themes.models import Contribution, ThemePage
from threads.mentions import linked, people_in

PER_PAGE: Final = 20
WORDS: Final = 30
WEEK: Final = timedelta(days=7)
DID: Final = [Involvement.Part.WROTE, Involvement.Part.NAMED, Involvement.Part.REPLIED]


@dataclass(frozen=True, slots=True)
class Drop:
    """A contribution as the theme shows it."""

    post: Post
    text: str

    @property
    def own_title(self) -> bool:
        return not self.text.startswith(self.post.title.rstrip("…"))


@dataclass(frozen=True, slots=True)
class Carrier:
    person: User
    words: str


@dataclass(frozen=True, slots=True)
class Theme:
    """The page of one theme."""

    drops: list[Drop]
    page: Page[Post]
    colleagues: int
    units: int
    all_units: int
    new: int
    carriers: list[Carrier]
    may_edit: bool

    @property
    def contributions(self) -> int:
        return self.page.paginator.count


@dataclass(frozen=True, slots=True)
class Tile:
    """A theme among others."""

    page: ThemePage
    contributions: int
    new: int


def theme_page(viewer: User, theme: ThemePage, *, number: str | None) -> Theme:
    posts = posts_on(viewer, theme)
    page = Paginator(posts.with_card_data(), PER_PAGE).get_page(number)
    units = list(posts.order_by().values_list("author_unit", flat=True).distinct())
    of_unit = departments()
    return Theme(
        drops=_drops(list(page)),
        page=page,
        colleagues=_colleagues(viewer, posts),
        units=len({of_unit[unit] for unit in units if unit in of_unit}),
        all_units=OrganisationUnit.objects.filter(parent=None).count(),
        new=posts.filter(contribution__at__gte=timezone.now() - WEEK).count(),
        carriers=_carriers(viewer, theme),
        may_edit=can_write(viewer, theme),
    )


def posts_on(viewer: User, theme: ThemePage) -> PostQuerySet:
    """Newest first."""
    seen = Post.objects.visible_to(viewer).published()
    on = seen.filter(contribution__theme__translation_key=theme.translation_key)
    return on.order_by("-contribution__at", "-pk")


def can_write(viewer: User, theme: ThemePage) -> bool:
    return viewer.is_superuser or viewer.pk == theme.asked_by_id


def running(viewer: User) -> list[Tile]:
    """The heaviest first."""
    shown = in_language_of(viewer, ThemePage.objects.visible_to(viewer).running())
    return _tiles(viewer, sorted(shown, key=lambda theme: (-theme.weight, theme.title)))


def ended(viewer: User) -> list[Tile]:
    """The last that ended first."""
    shown = in_language_of(viewer, ThemePage.objects.visible_to(viewer).ended())
    return _tiles(viewer, sorted(shown, key=lambda theme: (theme.ends_on, theme.pk), reverse=True))


def theme_of(viewer: User, post: Post) -> Tile | None:
    """Where a post hangs, with how much hangs there."""
    seen = Contribution.objects.visible_to(viewer).filter(post=post).values("theme_id")
    key = ThemePage.objects.visible_to(viewer).filter(pk__in=seen).values("translation_key")
    shown = in_language_of(
        viewer, ThemePage.objects.visible_to(viewer).filter(translation_key__in=key)
    )
    return next(iter(_tiles(viewer, shown)), None)


def in_my_language(viewer: User, slug: str) -> ThemePage | None:
    """The theme at an address; a translation has the address of its own and is read at both."""
    seen = ThemePage.objects.visible_to(viewer)
    keys = seen.filter(slug=slug).values("translation_key")
    return next(iter(in_language_of(viewer, seen.filter(translation_key__in=keys))), None)


def _tiles(viewer: User, themes: list[ThemePage]) -> list[Tile]:
    counts = _counts(viewer, themes)
    askers = User.objects.select_related("profile").in_bulk([theme.asked_by_id for theme in themes])
    for theme in themes:
        theme.asked_by = askers.get(theme.asked_by_id)
    return [Tile(theme, *counts[theme.translation_key]) for theme in themes]


def _counts(viewer: User, themes: list[ThemePage]) -> Mapping[Any, tuple[int, int]]:
    """Per translation key: how many contributions the viewer sees, and how many of this week."""
    keys = [theme.translation_key for theme in themes]
    seen = Contribution.objects.visible_to(viewer).filter(theme__translation_key__in=keys)
    this_week = Count("pk", filter=Q(at__gte=timezone.now() - WEEK))
    standing = seen.filter(post__withdrawal=None)
    rows = standing.order_by().values_list("theme__translation_key")
    counted = rows.annotate(total=Count("pk"), new=this_week)
    return dict.fromkeys(keys, (0, 0)) | {key: (total, new) for key, total, new in counted}


def _drops(posts: list[Post]) -> list[Drop]:
    called = people_in(post.html for post in posts)
    return [Drop(post, richtext.excerpt(linked(post.html, called), WORDS)) for post in posts]


def _colleagues(viewer: User, posts: PostQuerySet) -> int:
    parts = Involvement.objects.visible_to(viewer).filter(part__in=DID, post__in=posts.order_by())
    people: int = parts.order_by().values("person").distinct().count()
    return people


def _carriers(viewer: User, theme: ThemePage) -> list[Carrier]:
    named = [(block.value["person"], block.value["words"]) for block in theme.carriers]
    ids = [person.pk for person, _words in named if person is not None]
    seen = User.objects.visible_to(viewer).in_bulk(ids)
    return [
        Carrier(seen[person.pk], words) for person, words in named if person and person.pk in seen
    ]
