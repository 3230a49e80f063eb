"""Mail that lies in the folder, at /mail: while developing, and nowhere else."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from kenniscafe import mailbox

HERE: Final = {"127.0.0.1", "::1"}
SHUT_IN: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "frame-ancestors 'self'; base-uri 'none'; form-action 'none'; sandbox"
)
View = Callable[..., HttpResponse]


def for_developers(view: View) -> View:
    """Without DEBUG there is no such address; with it, for this machine itself and for administrators."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        if not settings.DEBUG or not (_is_here(request) or _administers(request.user)):
            raise Http404
        return view(request, *args, **named)

    return shown


@login_not_required
@require_safe
@for_developers
def letters(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/mailbox.html", {"letters": mailbox.letters()})


@login_not_required
@require_safe
@for_developers
def letter(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, "pages/letter.html", {"letter": _letter(name)})


@login_not_required
@require_safe
@for_developers
@xframe_options_sameorigin
def letter_html(request: HttpRequest, name: str) -> HttpResponse:
    """As a mail program would show it, in a frame that may do nothing and ask nobody."""
    answer = HttpResponse(_letter(name).html)
    answer["Content-Security-Policy"] = SHUT_IN
    return answer


def _letter(name: str) -> mailbox.Opened:
    found = mailbox.letter(name)
    if found is None:
        raise Http404
    return found


def _is_here(request: HttpRequest) -> bool:
    """Not by way of a server that stands before this one."""
    said = request.META
    return said.get("REMOTE_ADDR") in HERE and "HTTP_X_FORWARDED_FOR" not in said


def _administers(user: Any) -> bool:
    return bool(user.is_authenticated and user.may_enter and user.is_superuser)
