"""What is really gone: the files of posts that were removed, and the words of somebody who took theirs along."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from people.models import User
from posts.actions.files import delete_files
from posts.actions.withdraw import take_away
from posts.models import Attachment, Draft, Poll, PollVote, Post, ReadMark, Report, Revision
from search.changes import mark_many
from threads.models import Thread

KEPT: Final = timedelta(days=30)  # files of a removed post
AT_ONCE: Final = 100


def forget_removed_files() -> None:
    """By the clock: thirty days after a post was removed its files go, bytes and all."""
    before = timezone.now() - KEPT
    removed = Attachment.objects.filter(
        post__withdrawal__removed=True, post__withdrawal__at__lt=before
    )
    while some := list(removed.values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            delete_files(Attachment.objects.filter(pk__in=some))


def forget_what_waits(person: User, most: int) -> int:
    """Drafts, planned posts, files in no post, and which posts they have read."""
    files = list(Attachment.objects.unposted_by(person).values_list("pk", flat=True)[:most])
    delete_files(Attachment.objects.filter(pk__in=files))
    drafts = list(Draft.objects.filter(author=person).values_list("pk", flat=True)[:most])
    Draft.objects.filter(pk__in=drafts).delete()
    marks = list(ReadMark.objects.filter(person=person).values_list("pk", flat=True)[:most])
    ReadMark.objects.filter(pk__in=marks).delete()
    return len(files) + len(drafts) + len(marks)


def forget_reporter(person: User, most: int) -> int:
    """What they reported still waits to be judged, by nobody."""
    mine = list(Report.objects.filter(reporter=person).values_list("pk", flat=True)[:most])
    Report.objects.filter(pk__in=mine).update(reporter=None, words="")
    return len(mine)


def hand_back(person: User, most: int) -> int:
    """What they kept right for others: its author answers for it again."""
    owned = list(Post.objects.filter(owner=person).values_list("pk", flat=True)[:most])
    Post.objects.filter(pk__in=owned).update(owner=None)
    mark_many("post", owned)
    return len(owned)


def take_all_away(person: User, most: int) -> int:
    """Their posts, with nothing left of what they wrote in them, and their votes."""
    mine = Post.objects.filter(author=person).exclude(html="", title="", withdrawal__removed=True)
    posts = list(mine.select_related("thread").order_by("pk")[:most])
    for post in posts:
        take_away(person, post)
        _erase(post)
    votes = list(PollVote.objects.filter(person=person).values_list("pk", flat=True)[:most])
    PollVote.objects.filter(pk__in=votes).delete()
    return len(posts) + len(votes)


def _erase(post: Post) -> None:
    Post.objects.filter(pk=post.pk).update(title="", html="")
    Thread.objects.filter(pk=post.thread_id).update(title="")
    Revision.objects.filter(post=post).delete()
    Poll.objects.filter(post=post).delete()
    delete_files(Attachment.objects.filter(post=post, by=post.author_id))
