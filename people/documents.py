"""A person as search knows them: what everyone may read, and apart from it what is for their communities.

"Only me" is never indexed. Phone and e-mail are found as they are read: by whoever may.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch, QuerySet

from kenniscafe.richtext import plain_text
from people.models import PersonTag, User, Visibility
from people.querysets import UserQuerySet, Viewer
from search.documents import EMPLOYEES, Document, Near, Tagged, members_token, person_token
from search.sources import Source

# `communities` fills this in (it stands above `people`): memberships, as a list named `joined`.
_joined: list[Prefetch[Any]] = []


def know_memberships(memberships: Prefetch[Any]) -> None:
    _joined[:] = [memberships]


def rows() -> UserQuerySet:
    said = PersonTag.objects.shown().select_related("tag").order_by("pk")
    people: UserQuerySet = User.objects.colleagues().with_profile()
    return people.prefetch_related(Prefetch("person_tags", said, to_attr="said"), *_joined)


def to_document(person: User) -> Document:
    profile = person.profile
    joined = person.joined  # type: ignore[attr-defined]  # by rows()
    near = (person_token(person.pk), *(members_token(row.community_id) for row in joined))
    return Document(
        kind="person",
        id=person.pk,
        tab="people",
        audience=(EMPLOYEES, *near),
        title=person.name,
        body=_text(person, Visibility.EVERYONE),
        tags=_tags(person, Visibility.EVERYONE),
        unit=profile.unit_id,
        published_at=person.created_at,
        near=Near(
            audience=near,
            body=_text(person, Visibility.COMMUNITIES),
            tags=_tags(person, Visibility.COMMUNITIES),
        ),
    )


def read_back(viewer: User) -> QuerySet[User, User]:
    seen: UserQuerySet = User.objects.visible_to(viewer)
    return seen.with_profile()


def tokens(viewer: Viewer) -> Iterator[str]:
    if viewer.is_authenticated and viewer.may_enter:
        yield person_token(viewer.pk)


def named(viewer: User, words: str) -> QuerySet[User, int]:
    """`by:` followed by a piece of the name, or the handle."""
    seen: UserQuerySet = User.objects.visible_to(viewer)
    found = seen.filter(name__icontains=words) | seen.filter(handle=words)
    return found.values_list("pk", flat=True)


def _text(person: User, seen: Visibility) -> str:
    profile = person.profile
    told = {
        "place": profile.place,
        "phone": profile.phone,
        "email": person.email,
        "languages": profile.languages,
        "quote": profile.quote,
        "about": plain_text(profile.about),
        "wants": "\n".join(profile.wants),
    }
    lines = [text for field, text in told.items() if profile.visibility_of(field) == seen]
    if seen == Visibility.EVERYONE:
        lines = [profile.job, profile.unit.name if profile.unit else "", *lines]
    return "\n".join(line for line in lines if line)


def _tags(person: User, seen: Visibility) -> tuple[Tagged, ...]:
    if person.profile.visibility_of("tags") != seen:
        return ()
    said = person.said  # type: ignore[attr-defined]  # by rows()
    tags = {row.tag_id: Tagged(row.tag_id, row.tag.name) for row in said}
    return tuple(tags.values())


SOURCE = Source(
    kind="person",
    rows=rows,
    to_document=to_document,
    read_back=read_back,
    template="people/hit.html",
    name_field="name",
)
