"""What the first day proposes, each with a reason that can be checked: the unit's topics, a theme, colleagues, places."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communities.models import Community, Membership
from communities.queries import sizes_of
from communities.querysets import CommunityQuerySet
from people.models import Follow, PersonTag, User
from posts.models import Post, PostTag
from posts.querysets import PostQuerySet
from tags.models import Tag
from themes.queries import running

NEW: Final = timedelta(days=30)
FIRST_DAYS: Final = timedelta(days=3)
OFFERED: Final = 5
LATELY: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class OfferedTag:
    tag: Tag
    why: str


@dataclass(frozen=True, slots=True)
class OfferedPlace:
    community: Community
    why: str


def is_new(viewer: User) -> bool:
    """They are offered the four steps, until they took or refused them."""
    came = viewer.created_at > timezone.now() - NEW
    return came and viewer.profile.settled_at is None


def in_first_days(viewer: User) -> bool:
    settled = viewer.profile.settled_at
    return settled is not None and settled > timezone.now() - FIRST_DAYS


def offered_tags(viewer: User) -> list[OfferedTag]:
    """What they said already is left out."""
    said = set(PersonTag.objects.filter(person=viewer).values_list("tag", flat=True))
    seen = Post.objects.visible_to(viewer).published()
    seen = seen.filter(published_at__gte=timezone.now() - LATELY)
    reasons: dict[int, str] = {}
    for found in (_of_the_unit(viewer, seen), _of_a_theme(viewer, seen), _of_colleagues(seen)):
        for tag_id, why in found.items():
            if tag_id not in said:
                reasons.setdefault(tag_id, why)
    tags = Tag.objects.visible_to(viewer).in_bulk(list(reasons))
    return [OfferedTag(tags[pk], why) for pk, why in reasons.items() if pk in tags][:OFFERED]


def offered_places(viewer: User) -> list[OfferedPlace]:
    """Open communities they are not in: about what they chose, then where their unit is, then the largest."""
    if not viewer.is_employee:
        return []
    seen = Community.objects.visible_to(viewer).in_use().filter(kind=Community.Kind.OPEN)
    places = seen.exclude(pk__in=Community.objects.joined_by(viewer).values("pk"))
    about, near = _about(viewer, places), _teammates(viewer, places)
    sizes = {pk: size.members for pk, size in sizes_of(places).items()}
    ranked = sorted(
        places,
        key=lambda place: (place.pk not in about, -near[place.pk], -sizes.get(place.pk, 0)),
    )
    return [
        OfferedPlace(place, about.get(place.pk) or _company(near[place.pk], sizes.get(place.pk, 0)))
        for place in ranked[:OFFERED]
    ]


def reasons_for(viewer: User, posts: Iterable[int]) -> dict[int, str]:
    """Why a post stands on their Vandaag, by its id."""
    follows = Follow.objects.visible_to(viewer)
    tags = follows.filter(tag__isnull=False).values("tag")
    tagged = PostTag.objects.filter(content_object__in=list(posts), tag__in=tags)
    of_tag = {
        row.content_object_id: _("Because you follow #%(tag)s") % {"tag": row.tag.label()}
        for row in tagged.select_related("tag")
    }
    mine = set(Community.objects.joined_by(viewer).values_list("pk", flat=True))
    people = set(follows.filter(person__isnull=False).values_list("person", flat=True))
    found = {}
    for post in (
        Post.objects.visible_to(viewer)
        .filter(pk__in=list(posts))
        .select_related("community", "author")
    ):
        if post.author_id in people:
            found[post.pk] = _("Because you follow %(name)s") % {"name": post.author.name}
        elif post.community is not None and post.community_id in mine:
            found[post.pk] = _("Because you are in %(community)s") % {
                "community": post.community.name
            }
    return found | of_tag


def _of_the_unit(viewer: User, seen: PostQuerySet) -> dict[int, str]:
    unit = viewer.profile.unit_id
    counts = _under(seen.filter(author_unit=unit).exclude(author=viewer), most=2) if unit else {}
    return {
        pk: ngettext(
            "Because %(count)s post of your department is about it",
            "Because %(count)s posts of your department are about it",
            count,
        )
        % {"count": count}
        for pk, count in counts.items()
    }


def _of_a_theme(viewer: User, seen: PostQuerySet) -> dict[int, str]:
    found: dict[int, str] = {}
    for tile in running(viewer):
        on_it = seen.filter(contribution__theme__translation_key=tile.page.translation_key)
        why = _("Because it is part of the theme %(theme)s") % {"theme": tile.page.title}
        found |= dict.fromkeys(_under(on_it, most=1), why)
    return found


def _of_colleagues(seen: PostQuerySet) -> dict[int, str]:
    rows = PostTag.objects.filter(content_object__in=seen).values("tag")
    writers = rows.annotate(people=Count("content_object__author", distinct=True))
    return {
        row["tag"]: ngettext(
            "Because %(count)s colleague writes about it",
            "Because %(count)s colleagues write about it",
            row["people"],
        )
        % {"count": row["people"]}
        for row in writers.order_by("-people", "tag")[: 3 * OFFERED]
    }


def _under(posts: PostQuerySet, *, most: int) -> dict[int, int]:
    """Tags with how many of these posts they are on, most first."""
    rows = PostTag.objects.filter(content_object__in=posts).values("tag")
    counted = rows.annotate(posts=Count("content_object")).order_by("-posts", "tag")[:most]
    return {row["tag"]: row["posts"] for row in counted}


def _about(viewer: User, places: CommunityQuerySet) -> dict[int, str]:
    """Where most is written about something they named."""
    said = PersonTag.objects.filter(person=viewer).select_related("tag")
    labels = {row.tag_id: row.tag.label() for row in said}
    there = PostTag.objects.filter(tag__in=labels, content_object__community__in=places)
    rows = there.values_list("content_object__community", "tag").annotate(posts=Count("pk"))
    found: dict[int, str] = {}
    for place, tag, count in rows.order_by("-posts"):
        found.setdefault(
            place,
            ngettext(
                "Because %(count)s post here is about %(tag)s",
                "Because %(count)s posts here are about %(tag)s",
                count,
            )
            % {"count": count, "tag": labels[tag]},
        )
    return found


def _teammates(viewer: User, places: CommunityQuerySet) -> Counter[int]:
    unit = viewer.profile.unit_id
    if unit is None:
        return Counter()
    here = Membership.objects.visible_to(viewer).filter(
        community__in=places, person__profile__unit=unit
    )
    return Counter(dict(here.order_by().values_list("community").annotate(people=Count("pk"))))


def _company(teammates: int, members: int) -> str:
    if teammates:
        return ngettext(
            "Because %(count)s colleague of your department is here",
            "Because %(count)s colleagues of your department are here",
            teammates,
        ) % {"count": teammates}
    return ngettext("%(count)s member", "%(count)s members", members) % {"count": members}
