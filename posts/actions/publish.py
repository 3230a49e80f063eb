from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from communities.models import Community
from kenniscafe import richtext
from kenniscafe.events import publish
from kenniscafe.language import language_of
from kenniscafe.permissions import require
from people.models import User
from posts.actions.claiming import claim_attachments, with_pictures
from posts.actions.involvement import Named, part_rows
from posts.actions.text import sound_title
from posts.audience import place_of
from posts.events import PostPublished
from posts.models import Involvement, Link, Post
from posts.permissions import LinkIsMissing, can_publish_in
from tags.actions import tags_named
from threads.actions import describe_thread, open_thread
from threads.models import Thread


def publish_post(  # noqa: PLR0913 - a post is all of this at once
    actor: User,
    *,
    kind: str,
    title: str,
    html: str,
    community: Community | None = None,
    tags: Sequence[str] = (),
    involved: Sequence[Named] = (),
    stage: str = "",
    files: Collection[int] = (),
    link: Link | None = None,
    language: str = "",
    client_key: UUID | None = None,
    origin: tuple[str, int | None] = ("", None),
) -> Post:
    """The same form sent twice makes one post. A language that is not given is told from the text."""
    require(can_publish_in(actor, community))
    html = richtext.sanitise(html)
    is_link, is_idea = kind == Post.Kind.LINK, kind == Post.Kind.IDEA
    if is_link and link is None:
        raise LinkIsMissing
    post = _unwritten(
        actor,
        kind=kind,
        title=sound_title(title, html),
        html=html,
        community=community,
        stage=(stage or Post.Stage.FLOATED) if is_idea else "",
        link=link if is_link else None,
        language=language,
        client_key=client_key,
        origin_kind=origin[0],
        origin_id=origin[1],
    )
    return _written_once(actor, post, tags, involved, files)


def _written_once(
    actor: User,
    post: Post,
    tags: Sequence[str],
    involved: Sequence[Named],
    files: Collection[int],
) -> Post:
    try:
        with transaction.atomic():
            if first := _sent_before(post):
                return first
            post.html = with_pictures(actor, post.html)
            _write(actor, post, tags, involved)
            claim_attachments(actor, post=post, listed=files)
            return post
    except IntegrityError:  # the same form arrived twice at one moment
        if first := _sent_before(post):
            return first
        raise


def _unwritten(actor: User, *, title: str, html: str, language: str, **said: Any) -> Post:
    now = timezone.now()
    return Post(
        author=actor,
        author_unit=actor.profile.unit if hasattr(actor, "profile") else None,
        title=title,
        html=html,
        language=language or language_of(f"{title} {richtext.plain_text(html)}", actor.language),
        published_at=now,
        last_activity_at=now,
        minutes=richtext.reading_minutes(html),
        **said,
    )


def _sent_before(post: Post) -> Post | None:
    if post.client_key is None:
        return None
    return Post.objects.filter(author=post.author, client_key=post.client_key).first()


def _write(actor: User, post: Post, tags: Sequence[str], involved: Sequence[Named]) -> None:
    post.thread = _open_thread(post)
    post.save()
    describe_thread(post.thread, **place_of(post))
    post.tags.set(tags_named(actor, names=tags))
    Involvement.objects.bulk_create(part_rows(post, involved))
    publish(PostPublished(post_id=post.pk, person_id=actor.pk))


def _open_thread(post: Post) -> Thread:
    """Its address has the post's number, which does not exist before the post does."""
    audience = Thread.Audience.COMMUNITY if post.community else Thread.Audience.EMPLOYEES
    return open_thread(audience=audience, community=post.community, title=post.title, address="")
