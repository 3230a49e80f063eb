"""Who is asking, what they point at, and how they hear what came of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from communities.models import Community
from communities.permissions import can_invite, can_manage, can_moderate
from communities.queries import counts_of
from kenniscafe.permissions import RuleBroken
from people.models import User


def person(request: HttpRequest) -> User:
    return cast(User, request.user)  # LoginRequiredMiddleware lets nobody else through


def place(request: HttpRequest, slug: str) -> Community:
    """What this person may not know of is not there."""
    seen = Community.objects.visible_to(person(request)).select_related("archival")
    return get_object_or_404(seen, slug=slug)


def head(viewer: User, community: Community, tab: str) -> dict[str, Any]:
    """What communities/head.html shows above each page."""
    return {
        "community": community,
        "tab": tab,
        "manages": can_manage(viewer, community),
        "runs": can_moderate(viewer, community),
        "invites": can_invite(viewer, community),
        "counts": counts_of(viewer, community),
    }


@contextmanager
def saying(request: HttpRequest, done: str) -> Iterator[None]:
    """Tells what happened, or which rule stood in the way."""
    try:
        yield
    except RuleBroken as broken:
        messages.error(request, str(broken.message))
    else:
        messages.success(request, done)


def went_in(form: forms.Form, act: Callable[[], object]) -> bool:
    """A rule that stands in the way is said at the form, so that nothing typed is lost."""
    if not form.is_valid():
        return False
    try:
        act()
    except RuleBroken as broken:
        form.add_error(None, str(broken.message))
    return form.is_valid()
