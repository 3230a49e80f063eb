from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils import timezone

from kenniscafe import richtext
from kenniscafe.events import publish
from kenniscafe.permissions import require
from people.models import User
from posts.actions.claiming import claim_attachments, with_pictures
from posts.actions.holding import hold
from posts.actions.involvement import Named, Part, add_part, set_named
from posts.actions.replies import set_mentioned
from posts.actions.text import LONGEST_TITLE, sound_title
from posts.audience import place_of
from posts.events import PostEdited, StageMoved
from posts.models import Post
from posts.permissions import PostWasEdited, StageIsUnknown, can_edit, can_move_stage
from tags.actions import tags_named
from tags.models import Tag
from threads.actions import describe_thread


def edit_post(
    actor: User,
    *,
    post: Post,
    title: str,
    html: str,
    tags: Sequence[str] | None = None,
    involved: Sequence[Named] | None = None,
    files: Collection[int] | None = None,
    based_on: int | None = None,
    changed: str = "",
) -> Post:
    """How it read becomes a revision. Tags, people and files that are not given stay as they are.

    `based_on`: how often it had been edited when this began; PostWasEdited where that is no longer so.
    `changed` tells readers what this edit does.
    """
    require(can_edit(actor, post))
    html = richtext.sanitise(html)
    title = sound_title(title, html)
    with transaction.atomic():
        hold(post)
        post.refresh_from_db(fields=["title", "html"])
        called = _called(post)
        before, html = post.html, with_pictures(actor, html, post=post)
        chosen = None if tags is None else _other_tags(actor, post, tags)
        rewritten = (post.title, post.html) != (title, html)
        if rewritten or chosen is not None:
            _keep_earlier(actor, post, based_on=based_on, changed=changed)
            _rewrite(post, title, html, chosen)
        refiled = claim_attachments(actor, post=post, before=before, listed=files)
        renamed = involved is not None and set_named(actor, post, involved)
        if rewritten or chosen is not None or refiled or renamed:
            post.edited_at = timezone.now()
            post.save(update_fields=["edited_at"])
            add_part(post, [actor.pk], Part.EDITED)
            describe_thread(post.thread, **place_of(post))
            newly = tuple(sorted(_called(post) - called))
            publish(PostEdited(post_id=post.pk, person_id=actor.pk, mentioned=newly))
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


def _keep_earlier(actor: User, post: Post, *, based_on: int | None, changed: str) -> None:
    edits = post.revisions.count()
    if based_on is not None and based_on != edits:
        raise PostWasEdited
    post.revisions.create(
        number=edits + 1,
        title=post.title,
        html=post.html,
        tags=tag_names(post),
        changed=richtext.clean_line(changed, limit=LONGEST_TITLE),
        by=actor,
    )


def _called(post: Post) -> set[int]:
    """Whom it names or calls."""
    parts = post.involvements.filter(part__in=[Part.NAMED, Part.MENTIONED])
    return set(parts.values_list("person_id", flat=True))


def _rewrite(post: Post, title: str, html: str, tags: list[Tag] | None) -> None:
    post.title, post.html = title, html
    post.minutes = richtext.reading_minutes(html)
    post.save(update_fields=["title", "html", "minutes"])
    set_mentioned(post)
    if tags is not None:
        post.tags.set(tags)


def _other_tags(actor: User, post: Post, names: Sequence[str]) -> list[Tag] | None:
    """None: it has exactly these."""
    chosen = tags_named(actor, names=names)
    same = {tag.pk for tag in chosen} == set(post.tags.values_list("pk", flat=True))
    return None if same else chosen


def tag_names(post: Post) -> list[str]:
    return list(post.tags.order_by("name").values_list("name", flat=True))
