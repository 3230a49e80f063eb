"""Editorial pages as a reader finds them: at their address, in their language, the handbook with its contents."""

from dataclasses import dataclass, field
from typing import Any

from frontend.blocks import text_of
from kenniscafe.editorial import EditorialPage, in_language_of
from kenniscafe.richtext import clean_line
from pages.models import HOME_DEPTH, HandbookPage, HomePage, StandardPage
from people.models import User


@dataclass(slots=True)
class Chapter:
    page: HandbookPage
    below: list["Chapter"] = field(default_factory=list)

    @property
    def opening(self) -> str:
        return clean_line(text_of(list(self.page.body)[:1]), limit=120)


def about_page(viewer: User) -> EditorialPage | None:
    return _first(viewer, HomePage.objects.visible_to(viewer))


def below_home(viewer: User) -> list[EditorialPage]:
    """Where one reads on: the handbook, then the standing pages at the top."""
    found: list[EditorialPage] = []
    for kind in (HandbookPage, StandardPage):
        top = kind.objects.visible_to(viewer).filter(depth=HOME_DEPTH + 1)
        found += in_language_of(viewer, top)
    return found


def standing_page(viewer: User, path: str) -> EditorialPage | None:
    roots = HomePage.objects.values_list("url_path", flat=True)  # visibility: addresses only
    return _at(viewer, StandardPage, list(roots), path)


def handbook_page(viewer: User, path: str) -> EditorialPage | None:
    """Without a path the cover."""
    covers = HandbookPage.objects.visible_to(viewer).filter(depth=HOME_DEPTH + 1)
    if not path:
        return _first(viewer, covers)
    return _at(viewer, HandbookPage, list(covers.values_list("url_path", flat=True)), path)


def contents(viewer: User) -> list[Chapter]:
    """The tree as it was first written, each page in the viewer's language where it is there."""
    seen = HandbookPage.objects.visible_to(viewer)
    mine = {page.translation_key: page for page in in_language_of(viewer, seen)}
    chapters: dict[str, Chapter] = {}
    for page in seen.once().order_by("path"):
        chapter = chapters[page.path] = Chapter(mine[page.translation_key])
        above = chapters.get(page.path[: -page.steplen])
        if above is not None:
            above.below.append(chapter)
    return [chapter for path, chapter in chapters.items() if path[:-4] not in chapters]


def parts_of(page: HandbookPage, chapters: list[Chapter]) -> list[Chapter]:
    """What hangs right below a page of the tree; of a page that is not in it, nothing."""
    for chapter in chapters:
        if chapter.page.translation_key == page.translation_key:
            return chapter.below
        if parts := parts_of(page, chapter.below):
            return parts
    return []


def _at(viewer: User, kind: Any, roots: list[str], path: str) -> EditorialPage | None:
    seen = kind.objects.visible_to(viewer)
    below = path.strip("/").replace("\x00", "")
    there = seen.filter(url_path__in=[f"{root}{below}/" for root in roots])
    keys = there.order_by().values("translation_key")
    return _first(viewer, seen.filter(translation_key__in=keys))


def _first(viewer: User, pages: Any) -> EditorialPage | None:
    found: list[EditorialPage] = in_language_of(viewer, pages)
    return found[0] if found else None
