"""Everything that changes somebody's archive.

A kept outside link that is given to a community or everyone keeps exactly one post of kind link;
taking it back to "only me" withdraws that post.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.events import Dropped, Kept
from archive.models import Bookmark
from archive.permissions import can_change, can_keep, can_publish
from communities.models import Community
from kenniscafe import richtext
from kenniscafe.events import publish
from kenniscafe.permissions import RuleBroken, require
from people.models import User
from posts.actions import edit_post, publish_post, restore_post, withdraw_post
from posts.models import Link, Post
from tags.actions import tags_named
from threads.models import Message

Audience = Bookmark.Audience


class AddressIsNoLink(RuleBroken):
    message = _("That is not an address we can keep. It starts with http:// or https://.")


class YouCannotKeepYourself(RuleBroken):
    message = _("You keep other people here; you are already with yourself.")


@dataclass(frozen=True, slots=True)
class Place:
    """Who may see a kept link: `only_me`, a community's readers or all colleagues."""

    audience: str = Audience.ONLY_ME
    community: Community | None = None


def keep(
    actor: User,
    *,
    thing: Post | Message | User,
    note: str = "",
    tags: Sequence[str] = (),
    shared: bool = False,
) -> Bookmark:
    """Keeping again is the same bookmark, with what is now said of it."""
    if thing == actor:
        raise YouCannotKeepYourself
    require(can_keep(actor, thing))
    values = _said(note) | {"audience": Audience.SHARED if shared else Audience.ONLY_ME}
    key: dict[str, Any] = {"owner": actor, field_of(thing): thing}
    with transaction.atomic():
        bookmark, _new = Bookmark.objects.update_or_create(defaults=values, **key)
        _tell(actor, bookmark, tags)
    return bookmark


def field_of(thing: Post | Message | User) -> str:
    """The bookmark's column that points at it."""
    return {Post: "post", Message: "message", User: "person"}[type(thing)]


def keep_link(
    actor: User,
    *,
    address: str,
    title: str,
    note: str = "",
    tags: Sequence[str] = (),
    place: Place = Place(),
    client_key: UUID | None = None,
) -> Bookmark:
    """Keeping the same address again changes the bookmark that is there."""
    require(actor.may_enter)
    safe = richtext.safe_link(address)
    if safe is None:
        raise AddressIsNoLink
    title = richtext.clean_line(title, limit=200)
    with transaction.atomic():
        link, _made = Link.objects.get_or_create(
            key=richtext.normalise_address(safe), defaults={"address": safe, "title": title}
        )
        bookmark = Bookmark.objects.select_for_update().filter(owner=actor, link=link).first()
        bookmark = bookmark or Bookmark(owner=actor, link=link, client_key=client_key)
        return _place_link(actor, bookmark, title, note, tags, place)


def change_bookmark(
    actor: User,
    *,
    bookmark: Bookmark,
    note: str,
    tags: Sequence[str],
    place: Place,
    title: str = "",
) -> Bookmark:
    require(can_change(actor, bookmark))
    with transaction.atomic():
        if bookmark.link_id is not None:
            title = richtext.clean_line(title, limit=200)
            return _place_link(actor, bookmark, title, note, tags, place)
        for name, value in (_said(note) | {"audience": place.audience}).items():
            setattr(bookmark, name, value)
        bookmark.save()
        _tell(actor, bookmark, tags)
    return bookmark


def drop_bookmark(actor: User, *, bookmark: Bookmark) -> None:
    require(can_change(actor, bookmark))
    with transaction.atomic():
        _withdraw_published(actor, bookmark)
        post_id = bookmark.post_id
        bookmark.delete()
        publish(Dropped(post_id=post_id, person_id=actor.pk))


def _place_link(
    actor: User,
    bookmark: Bookmark,
    title: str,
    note: str,
    tags: Sequence[str],
    place: Place,
) -> Bookmark:
    if place.audience != Audience.ONLY_ME:
        require(can_publish(actor, place.community))
    moved = (bookmark.audience, bookmark.community_id) != (
        place.audience,
        place.community.pk if place.community else None,
    )
    if moved:
        _withdraw_published(actor, bookmark)
    bookmark.title, bookmark.audience, bookmark.community = title, place.audience, place.community
    for name, value in _said(note).items():
        setattr(bookmark, name, value)
    bookmark.save()
    if place.audience != Audience.ONLY_ME:
        _publish(actor, bookmark, tags, moved=moved)
    _tell(actor, bookmark, tags)
    return bookmark


def _publish(actor: User, bookmark: Bookmark, tags: Sequence[str], *, moved: bool) -> None:
    """One post per bookmark: a withdrawn one comes back when the same place is chosen again."""
    html = richtext.from_markdown(bookmark.note, people={})
    post = bookmark.published_as
    if post is not None and post.community_id == bookmark.community_id:
        if moved:
            restore_post(actor, post=post)
        edit_post(actor, post=post, title=bookmark.title, html=html, tags=tags)
        return
    bookmark.published_as = publish_post(
        actor,
        kind=Post.Kind.LINK,
        title=bookmark.title,
        html=html,
        community=bookmark.community,
        tags=tags,
        link=bookmark.link,
        origin=("bookmark", bookmark.pk),
    )
    bookmark.save(update_fields=["published_as"])


def _withdraw_published(actor: User, bookmark: Bookmark) -> None:
    post = bookmark.published_as
    if post is not None and not hasattr(post, "withdrawal"):
        withdraw_post(actor, post=post)


def _said(note: str) -> dict[str, object]:
    return {"note": _clean_note(note), "changed_at": timezone.now()}


def _clean_note(note: str) -> str:
    """Its lines stay; what no reader would see in them goes."""
    lines = note.replace("\r\n", "\n").split("\n")
    return "\n".join(richtext.clean_line(line, limit=2000) for line in lines)[:2000].strip()


def _tell(actor: User, bookmark: Bookmark, tags: Sequence[str]) -> None:
    bookmark.tags.set(tags_named(actor, names=tags))
    publish(Kept(bookmark_id=bookmark.pk, post_id=bookmark.post_id, person_id=actor.pk))
