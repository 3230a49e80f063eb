"""A withdrawn post can come back and only its author sees it; a removed one is gone for everybody."""

from django.db import transaction

from kenniscafe.audit import record
from kenniscafe.events import Event, publish
from kenniscafe.permissions import require
from people.models import User
from posts.actions.holding import hold
from posts.audience import place_of
from posts.events import PostRemoved, PostRestored, PostWithdrawn
from posts.models import Post, Withdrawal
from posts.permissions import can_remove, can_restore, can_withdraw
from threads.actions import describe_thread


def withdraw_post(actor: User, *, post: Post) -> Post:
    if _is_withdrawn_by(actor, post):
        return post
    require(can_withdraw(actor, post))
    with transaction.atomic():
        hold(post)
        Withdrawal.objects.get_or_create(post=post, defaults={"by": actor})
        post.refresh_from_db()
        _tell(post, PostWithdrawn(post_id=post.pk, person_id=actor.pk))
    return post


def restore_post(actor: User, *, post: Post) -> Post:
    require(can_restore(actor, post))
    with transaction.atomic():
        hold(post)
        Withdrawal.objects.filter(post=post, removed=False).delete()
        post.refresh_from_db()
        _tell(post, PostRestored(post_id=post.pk, person_id=actor.pk))
    return post


def remove_post(actor: User, *, post: Post) -> None:
    require(can_remove(actor, post))
    take_away(actor, post)


def take_away(actor: User, post: Post) -> None:
    """Of whoever may: also of an author who has left."""
    with transaction.atomic():
        hold(post)
        Withdrawal.objects.update_or_create(post=post, defaults={"by": actor, "removed": True})
        if post.author_id != actor.pk:
            where = post.community_id
            record(actor, "post_removed", about=post, words=post.title, community=where)
        post.refresh_from_db()
        _tell(post, PostRemoved(post_id=post.pk, person_id=actor.pk))


def _is_withdrawn_by(actor: User, post: Post) -> bool:
    return post.is_withdrawn and post.author_id == actor.pk and not post.withdrawal.removed


def _tell(post: Post, event: Event) -> None:
    describe_thread(post.thread, **place_of(post))
    publish(event)
