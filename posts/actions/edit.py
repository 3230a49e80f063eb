from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from kenniscafe import richtext
from kenniscafe.events import publish
from kenniscafe.permissions import require
from people.models import User
from posts.actions.holding import hold
from posts.actions.involvement import Named, Part, add_part, set_named
from posts.actions.replies import set_mentioned
from posts.actions.text import sound_title
from posts.audience import place_of
from posts.events import PostEdited, StageMoved
from posts.models import Post
from posts.permissions import StageIsUnknown, can_edit, can_move_stage
from tags.actions import tags_named
from threads.actions import describe_thread


def edit_post(
    actor: User,
    *,
    post: Post,
    title: str,
    html: str,
    tags: Sequence[str] | None = None,
    involved: Sequence[Named] | None = None,
) -> Post:
    """The text as it was becomes a revision. Tags and people that are not given stay as they are."""
    require(can_edit(actor, post))
    html = richtext.sanitise(html)
    title = sound_title(title, html)
    with transaction.atomic():
        hold(post)
        rewritten = _rewrite(actor, post, title, html)
        retagged = tags is not None and _retag(actor, post, tags)
        renamed = involved is not None and set_named(actor, post, involved)
        if rewritten or retagged or renamed:
            post.edited_at = timezone.now()
            post.save(update_fields=["edited_at"])
            add_part(post, [actor.pk], Part.EDITED)
            describe_thread(post.thread, **place_of(post))
            publish(PostEdited(post_id=post.pk, person_id=actor.pk))
    return post


def name_people(actor: User, *, post: Post, involved: Sequence[Named]) -> Post:
    """From now on the author names exactly these."""
    return edit_post(actor, post=post, title=post.title, html=post.html, involved=involved)


def move_stage(actor: User, *, post: Post, stage: str) -> Post:
    require(can_move_stage(actor, post))
    if stage not in Post.Stage.values:
        raise StageIsUnknown
    with transaction.atomic():
        moved = Post.objects.filter(pk=post.pk).exclude(stage=stage).update(stage=stage)
        post.stage = stage
        if moved:
            publish(StageMoved(post_id=post.pk, person_id=actor.pk, stage=stage))
    return post


def _rewrite(actor: User, post: Post, title: str, html: str) -> bool:
    post.refresh_from_db(fields=["title", "html"])
    if (post.title, post.html) == (title, html):
        return False
    number = post.revisions.count() + 1
    post.revisions.create(number=number, title=post.title, html=post.html, by=actor)
    post.title, post.html = title, html
    post.minutes = richtext.reading_minutes(html)
    post.save(update_fields=["title", "html", "minutes"])
    set_mentioned(post)
    return True


def _retag(actor: User, post: Post, tags: Sequence[str]) -> bool:
    chosen = tags_named(actor, names=tags)
    if {tag.pk for tag in chosen} == set(post.tags.values_list("pk", flat=True)):
        return False
    post.tags.set(chosen)
    return True
