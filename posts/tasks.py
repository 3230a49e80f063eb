from django_tasks import task

from kenniscafe import uploads
from posts.actions import (
    forget_old_attachments,
    forget_old_reads,
    forget_removed_files,
    known_keys,
    look_into,
)
from posts.models import Involvement, PostTag
from search.changes import mark_many


@task()
def forget_old_reads_later() -> None:
    forget_old_reads()


@task()
def mark_tagged_later(tag_id: int) -> None:
    """Search looks again at every post under a tag; a few at a time, so that nobody waits for it."""
    under = PostTag.objects.filter(tag=tag_id).order_by("content_object_id")
    ids = list(under.values_list("content_object_id", flat=True))
    for start in range(0, len(ids), 500):
        mark_many("post", ids[start : start + 500])


@task()
def mark_written_by_later(person_id: int) -> None:
    """Search looks again at every post that names somebody."""
    named = Involvement.objects.filter(person=person_id)  # visibility: for the index
    ids = list(named.order_by("post_id").values_list("post_id", flat=True).distinct())
    for start in range(0, len(ids), 500):
        mark_many("post", ids[start : start + 500])


@task()
def forget_removed_files_later() -> None:
    forget_removed_files()


@task()
def look_into_later(attachment_id: int) -> None:
    look_into(attachment_id)


@task()
def forget_old_files_later() -> None:
    forget_old_attachments()
    uploads.sweep(known_keys)
