"""A post goes to another place with everything under it: from then on who reads there reads it, and nobody else."""

from django.db import transaction

from communities.models import Community
from kenniscafe.audit import record
from kenniscafe.events import publish
from kenniscafe.permissions import require
from people.models import User
from posts.actions.holding import hold
from posts.audience import place_of
from posts.events import PostMoved
from posts.models import Post
from posts.permissions import AlreadyThere, can_move
from threads.actions import describe_thread
from threads.numbers import take


def move_post(actor: User, *, post: Post, to: Community | None) -> Post:
    """`to` is None for all employees."""
    require(can_move(actor, post, to))
    with transaction.atomic():
        hold(post)
        before = Post.objects.values_list("community_id", flat=True).get(pk=post.pk)
        if before == (to.pk if to else None):
            raise AlreadyThere
        post.community = to
        post.save(update_fields=["community"])
        describe_thread(post.thread, **place_of(post))
        take(post.thread_id)
        if post.author_id != actor.pk:
            for place in {before, post.community_id}:
                record(actor, "post_moved", about=post, words=post.title, community=place)
        publish(PostMoved(post_id=post.pk, person_id=actor.pk, community_id=post.community_id))
    return post
