"""One person as one viewer may know them: what they tell, and what they published. Never what they saved or read."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.models import Bookmark
from communities.models import Membership
from people.models import Follow, PersonTag, User
from people.permissions import readable_fields
from people.queries import ICONS, AwayNote, away_notes
from posts.models import Post
from tags.models import Tag
from threads.models import Message

LATELY = 8

DID: dict[str, tuple[str, Promise]] = {
    Post.Kind.ARTICLE: ("newspaper", _("wrote")),
    Post.Kind.QUESTION: ("circle-help", _("asked")),
    Post.Kind.IDEA: ("lightbulb", _("had an idea:")),
    Post.Kind.LINK: ("bookmark", _("shared")),
    Post.Kind.NOTE: ("pen-line", _("noted")),
}


@dataclass(frozen=True, slots=True)
class Stance:
    word: str
    icon: str
    tags: list[Tag]


@dataclass(frozen=True, slots=True)
class Place:
    membership: Membership
    shared: bool


@dataclass(frozen=True, slots=True)
class Deed:
    """Something published: when, what was done, and where it can be read."""

    at: datetime
    icon: str
    words: Promise
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class ProfilePage:
    is_me: bool
    following: bool
    bookmark: int | None
    away: AwayNote | None
    told: dict[str, Any]
    years: int | None
    stances: list[Stance]
    places: list[Place]
    lately: list[Deed]


def profile_page(viewer: User, person: User) -> ProfilePage:
    told = _told(viewer, person)
    is_me = viewer.pk == person.pk
    kept = Bookmark.objects.filter(owner=viewer, person=person)
    return ProfilePage(
        is_me=is_me,
        following=Follow.objects.visible_to(viewer).filter(person=person).exists(),
        bookmark=kept.values_list("pk", flat=True).first(),
        away=away_notes(viewer, [person]).get(person.pk),
        told=told,
        years=timezone.localdate().year - told["since"] if told.get("since") else None,
        stances=_stances(viewer, person),
        places=_places(viewer, person),
        lately=_lately(viewer, person),
    )


def _told(viewer: User, person: User) -> dict[str, Any]:
    readable = readable_fields(viewer, person.profile)
    told = {name: getattr(person.profile, name) for name in readable - {"email", "tags"}}
    if "email" in readable:
        told["email"] = person.email
    return told


def _stances(viewer: User, person: User) -> list[Stance]:
    said = PersonTag.objects.visible_to(viewer).shown().filter(person=person)
    tags: dict[str, list[Tag]] = {}
    for row in said.select_related("tag").order_by("tag__name"):
        tags.setdefault(row.stance, []).append(row.tag)
    return [
        Stance(str(stance.label), ICONS[stance], tags[stance])
        for stance in PersonTag.Stance
        if stance in tags
    ]


def _places(viewer: User, person: User) -> list[Place]:
    """Communities of which the viewer may know that this person is in them."""
    seen = Membership.objects.visible_to(viewer).select_related("community")
    both = seen.filter(person__in=[viewer, person], community__archival__isnull=True)
    mine = {row.community_id for row in both if row.person_id == viewer.pk}
    theirs = [row for row in both if row.person_id == person.pk]
    return [
        Place(row, shared=row.community_id in mine and viewer.pk != person.pk)
        for row in sorted(theirs, key=lambda row: row.community.name)
    ]


def _lately(viewer: User, person: User) -> list[Deed]:
    posts = Post.objects.visible_to(viewer).published().filter(author=person)
    replies = Message.objects.visible_to(viewer).standing().filter(author=person)
    posts = posts.defer("html").order_by("-published_at")[:LATELY]
    replies = replies.select_related("thread", "acceptance").order_by("-created_at")
    deeds = [_posted(post) for post in posts]
    deeds += [_replied(message) for message in replies.defer("html")[:LATELY]]
    return sorted(deeds, key=lambda deed: deed.at, reverse=True)[:LATELY]


def _posted(post: Post) -> Deed:
    icon, words = DID[post.kind]
    return Deed(post.published_at, icon, words, post.title, post.get_absolute_url())


def _replied(message: Message) -> Deed:
    address = reverse("message", args=[message.thread_id, message.number])
    if hasattr(message, "acceptance"):
        words, icon = _("gave the accepted answer to"), "circle-check"
    else:
        words, icon = _("replied to"), "message-circle"
    return Deed(message.created_at, icon, words, message.thread.title, address)
