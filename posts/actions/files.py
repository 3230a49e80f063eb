"""Files that people add: theirs alone until a post shows them, and gone with their bytes when nobody wants them."""

from collections.abc import Collection, Iterable
from datetime import timedelta
from functools import partial
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from kenniscafe import richtext, uploads
from kenniscafe.events import publish
from kenniscafe.numbers import whole
from kenniscafe.permissions import require
from people.models import User
from posts.events import FileAdded
from posts.models import Attachment, Draft
from posts.permissions import TooManyFiles, can_add_files, can_drop_attachment

MOST_WAITING = 100  # files of one person that stand in no post
KEPT = timedelta(days=30)  # as long as they wait there without a draft


def add_attachment(
    actor: User,
    *,
    chunks: Iterable[bytes],
    name: str,
    draft: UUID | None = None,
    client_key: UUID | None = None,
) -> Attachment:
    """The same sending twice is one file. FileIsRefused says why a file is not taken in."""
    require(can_add_files(actor))
    if first := _sent_before(actor, client_key):
        return first
    if Attachment.objects.unposted_by(actor).count() >= MOST_WAITING:
        raise TooManyFiles
    taken = uploads.take_in(chunks, name=name)
    try:
        with transaction.atomic():
            return _record(actor, taken, draft, client_key)
    except BaseException as error:
        uploads.forget(taken.key)
        first = _sent_before(actor, client_key) if isinstance(error, IntegrityError) else None
        if first is None:
            raise
        return first


def drop_attachment(actor: User, *, attachment: Attachment) -> None:
    """Only one's own, and only while no post has it."""
    require(can_drop_attachment(actor, attachment))
    with transaction.atomic():
        delete_files(Attachment.objects.unposted_by(actor).filter(pk=attachment.pk))


def forget_old_attachments() -> None:
    """What no post has and no draft speaks of after thirty days."""
    old = Attachment.objects.filter(post=None, added_at__lt=timezone.now() - KEPT)
    kept = {pk for draft in _drafts_of(old) for pk in files_of(draft)}
    with transaction.atomic():
        delete_files(old.exclude(pk__in=kept))


def look_into(attachment_id: int) -> None:
    """How many pages a PDF has, and pictures of the first; one that cannot be read stays without."""
    attachment = Attachment.objects.filter(pk=attachment_id).first()
    if attachment is None:
        return
    pages, previews = uploads.look_into(uploads.part_of(attachment.key, "file"))
    found = Attachment.objects.filter(pk=attachment_id)
    found.update(pages=pages or None, previews=previews)


def known_keys(keys: Collection[UUID]) -> Iterable[UUID]:
    """Those among them that a row has: what the sweep of bytes leaves alone."""
    return Attachment.objects.filter(key__in=keys).values_list("key", flat=True)


def files_of(draft: Draft) -> set[int]:
    listed = {pk for one in draft.said.get("files", []) if (pk := whole(one))}
    return listed | richtext.files_in(str(draft.said.get("html", "")))


def _record(
    actor: User, taken: uploads.Taken, draft: UUID | None, client_key: UUID | None
) -> Attachment:
    attachment = Attachment.objects.create(
        key=taken.key,
        by=actor,
        draft=Draft.objects.filter(author=actor, key=draft).first() if draft else None,
        name=taken.name,
        kind=taken.kind,
        content_type=taken.content_type,
        size=taken.size,
        width=taken.width,
        height=taken.height,
        client_key=client_key,
    )
    publish(FileAdded(file_id=attachment.pk, person_id=actor.pk))
    return attachment


def _sent_before(actor: User, client_key: UUID | None) -> Attachment | None:
    if client_key is None:
        return None
    return Attachment.objects.filter(by=actor, client_key=client_key).first()


def delete_files(attachments: QuerySet[Attachment]) -> None:
    """The rows at once, the bytes when that is certain; what is killed in between, the sweep takes."""
    rows = list(attachments.select_for_update())
    Attachment.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for row in rows:
        transaction.on_commit(partial(uploads.forget, row.key))


def _drafts_of(attachments: QuerySet[Attachment]) -> QuerySet[Draft]:
    return Draft.objects.filter(author__in=attachments.values("by"))
