"""Which files a post shows: the pictures and links in its text, and the list beside it.

A file is the writer's to use while it is theirs and unposted, or when the post has it already; any other is passed over.
"""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from kenniscafe import richtext
from people.models import User
from posts.actions.files import delete_files
from posts.models import Attachment, Post


def with_pictures(actor: User, html: str, *, post: Post | None = None) -> str:
    """Sanitised text in which each picture has its size; one that is not the writer's to use becomes its words.

    Inside the transaction that claims them.
    """
    asked = richtext.files_in(html)
    if not asked:
        return html
    usable = _usable(actor, post).filter(pk__in=asked, kind=Attachment.Kind.PICTURE)
    held = usable.select_for_update().order_by("pk")  # until they are claimed
    sizes = {one.pk: (one.width or 0, one.height or 0) for one in held}
    return richtext.resolve_files(html, files=sizes)


def claim_attachments(
    actor: User, *, post: Post, before: str = "", listed: Collection[int] | None = None
) -> bool:
    """Whether anything changed. Inside the transaction that wrote the text; without `listed` the list stays.

    What is taken off the list is deleted, unless an earlier text leads to it: then it stays for who reads that.
    """
    shown = set(post.attachments.filter(shown=True).values_list("pk", flat=True))
    if listed is None:
        listed = shown - richtext.files_in(before)
    wanted = richtext.files_in(post.html) | set(listed)
    if wanted == shown:
        return False
    usable = _usable(actor, post).filter(pk__in=wanted - shown).select_for_update().order_by("pk")
    new = [one.pk for one in usable]
    Attachment.objects.filter(pk__in=new).update(post=post, draft=None, shown=True)
    gone = post.attachments.filter(pk__in=shown - wanted)
    for one in gone:
        _take_off(post, one)
    return bool(new) or bool(shown - wanted)


def _take_off(post: Post, attachment: Attachment) -> None:
    rows = Attachment.objects.filter(pk=attachment.pk)
    if post.revisions.filter(html__contains=f"/bestanden/{attachment.pk}/").exists():
        rows.update(shown=False)
    else:
        delete_files(rows)


def _usable(actor: User, post: Post | None) -> QuerySet[Attachment]:
    theirs = Q(by=actor, post=None)
    return Attachment.objects.filter(theirs | Q(post=post) if post else theirs)
