"""What was planned is posted at its time, as if its author sent the form then: what the form refuses is not posted.

At most once: the draft ends in the transaction that makes the post, and the post carries its key.
"""

import logging
from typing import Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kenniscafe.permissions import RuleBroken
from posts import sending
from posts.forms.writing import WriteForm
from posts.models import Draft
from posts.querysets import DraftQuerySet

log = logging.getLogger("kenniscafe.posts")

AT_ONCE: Final = 50


def post_what_is_due() -> None:
    """By the clock. One that goes wrong leaves the others alone and is tried again."""
    for pk in list(_due().order_by("publish_at").values_list("pk", flat=True)[:AT_ONCE]):
        try:
            _post(pk)
        except Exception:
            log.exception("A planned post could not be posted; tried again soon: %s", pk)


def _due() -> DraftQuerySet:
    """Everybody's: nobody is shown anything."""
    return Draft.objects.filter(publish_at__lte=timezone.now(), problem="")  # visibility: not shown


def _post(pk: int) -> None:
    with transaction.atomic():
        draft = _due().select_for_update().select_related("author").filter(pk=pk).first()
        if draft is None:  # posted or planned anew meanwhile
            return
        with translation.override(draft.author.language):
            draft.problem = _why_not(draft)[:200]
        if draft.problem:
            draft.save(update_fields=["problem"])


def _why_not(draft: Draft) -> str:
    """Empty: it is posted."""
    if not draft.author.may_enter:
        return _("Your access had ended by then.")
    form = WriteForm(_filled_in(draft), viewer=draft.author)
    if not form.is_valid():
        return " ".join(str(problem) for problems in form.errors.values() for problem in problems)
    try:
        with transaction.atomic():
            sending.send(form)
    except RuleBroken as broken:
        return str(broken.message)
    except PermissionDenied:
        return _("You can no longer write there. Choose who sees it.")
    return ""


def _filled_in(draft: Draft) -> QueryDict:
    form = QueryDict(mutable=True)
    for name, value in draft.said.items():
        form.setlist(name, value if isinstance(value, list) else [value])
    form.pop("publish_at", None)
    form["client_key"], form["draft_number"] = str(draft.key), str(draft.number)
    return form
