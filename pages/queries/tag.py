"""What stands under one tag: posts and people, as far as the viewer may see them."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.safestring import SafeString

from pages.queries.cards import cards
from people.models import Follow, PersonTag, User
from posts.models import Post
from tags.models import Tag
from tags.permissions import looks_after_tags
from tags.queries import other_words

PER_PAGE = 20
PEOPLE = 12
# Who can help stands first.
STANCES = ["knows", "practises", "offers", "learns", "seeks"]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody and, in words, what they have with the tag."""

    person: User
    stances: str


@dataclass(frozen=True, slots=True)
class TagPage:
    tag: Tag
    page: Page[Any]
    cards: list[SafeString]
    people: list[Person]
    other_people: int
    follows: bool
    also: list[str]
    changes: bool  # the viewer looks after tags

    @property
    def people_total(self) -> int:
        return len(self.people) + self.other_people


def tag_page(viewer: User, tag: Tag, *, number: str | None) -> TagPage:
    posts = Post.objects.visible_to(viewer).published().filter(post_tags__tag=tag)
    newest = posts.slips().order_by("-last_activity_at", "-pk")
    page = Paginator(newest, PER_PAGE).get_page(number)
    people = _people(viewer, tag)
    return TagPage(
        tag=tag,
        page=page,
        cards=cards(viewer, list(page)),
        people=people[:PEOPLE],
        other_people=len(people[PEOPLE:]),
        follows=Follow.objects.visible_to(viewer).filter(tag=tag).exists(),
        also=other_words(tag),
        changes=looks_after_tags(viewer),
    )


def _people(viewer: User, tag: Tag) -> list[Person]:
    shown = PersonTag.objects.visible_to(viewer).shown().filter(tag=tag)
    rows = list(shown.select_related("person__profile__unit"))
    rows.sort(key=lambda row: (STANCES.index(row.stance), row.person.name))
    said: dict[User, list[str]] = {}
    for row in rows:
        said.setdefault(row.person, []).append(str(PersonTag.Stance(row.stance).label))
    return [Person(person, ", ".join(stances)) for person, stances in said.items()]
