"""What every answer of the product carries, whatever view made it."""

import errno
import sys
from collections.abc import Callable

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import get_template
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views import defaults

Answering = Callable[[HttpRequest], HttpResponse]

# Wagtail's admin writes inline scripts and styles; still nothing may come from another host.
ADMIN_POLICY = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "object-src": [NONE],
    "base-uri": [NONE],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
}


class ContentPolicyMiddleware(CSPMiddleware):
    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts: PolicyParts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path.startswith(reverse("wagtailadmin_home")):
            parts.replace = ADMIN_POLICY
        elif not report_only and getattr(request, "is_preview", False):
            # Our own page as its editor sees it, in a frame of the administration.
            parts.replace = {"frame-ancestors": [SELF]}
        return parts


def keep_private(get_response: Answering) -> Answering:
    """No proxy and no shared computer keeps a page; a view that knows better says so itself."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
            patch_vary_headers(response, ["HX-Request"])
        return response

    return answer


def fallen_over(request: HttpRequest) -> HttpResponse:
    return _busy(sys.exc_info()[1]) or _full(sys.exc_info()[1]) or defaults.server_error(request)


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Also a session that could not be kept comes here."""
    return _busy(exception) or defaults.bad_request(request, exception)


def _full(error: BaseException | None) -> HttpResponse | None:
    """A disk that is full before a view begins, while a form with files is read."""
    if not isinstance(error, OSError) or error.errno not in (
        errno.ENOSPC,
        errno.EDQUOT,
        errno.EFBIG,
    ):
        return None
    return HttpResponse(get_template("507.html").render(), status=507)


def _busy(error: BaseException | None) -> HttpResponse | None:
    """A database that stays locked or away is answered with a page that says so: nothing was half
    written. Without the shell, which would ask the database again."""
    while error is not None and not isinstance(error, OperationalError | InterfaceError):
        error = error.__context__
    if error is None:
        return None
    page = get_template("503.html").render()
    return HttpResponse(page, status=503, headers={"Retry-After": "10"})
