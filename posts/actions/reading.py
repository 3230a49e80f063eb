"""A post counts whoever read it once in ninety days; that somebody did is then forgotten."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from kenniscafe.events import publish
from kenniscafe.permissions import require
from people.models import User
from posts.events import PostRead
from posts.models import Post, ReadMark
from posts.permissions import can_view

REMEMBERED = timedelta(days=90)


def record_read(actor: User, *, post: Post) -> None:
    require(can_view(actor, post))
    now = timezone.now()
    with transaction.atomic():
        marks = ReadMark.objects.filter(post=post, person=actor)
        again = marks.filter(at__lt=now - REMEMBERED).update(at=now)
        if not again:
            _, again = ReadMark.objects.get_or_create(post=post, person=actor, defaults={"at": now})
        if again:
            Post.objects.filter(pk=post.pk).update(reads=F("reads") + 1)
            publish(PostRead(post_id=post.pk))


def forget_old_reads() -> int:
    """How many were forgotten; the counter of the post stays as it is."""
    forgotten, _ = ReadMark.objects.filter(at__lt=timezone.now() - REMEMBERED).delete()
    return forgotten
