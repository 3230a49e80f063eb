"""Whoever writes one page in the administration comes upon no other that is not published, whatever they ask for.

Wagtail shows editors the titles of all pages: in its choosers, on the way to one, in a report.
"""

from collections.abc import Callable
from typing import Any, Final

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from wagtail.models import Page
from wagtail.permissions import policy_registry

from kenniscafe.numbers import whole
from people.models import User
from themes.models import ThemePage
from themes.querysets import today

PAGE_IDS: Final = ("page_id", "parent_page_id", "page_to_move_id", "destination_id")
OF_ALL_PAGES: Final = ("page_types_usage", "page_types_usage_results")


def known_to(user: User, pages: Any) -> Any:
    """Those they may edit or must pass on the way there, and what every employee reads."""
    if user.is_superuser:
        return pages
    explorable = policy_registry.get_by_type(Page).explorable_instances(user)
    to_come = ThemePage.objects.filter(starts_on__gt=today())  # visibility: left out
    coming = to_come.order_by().values("pk")
    read = Q(live=True) & ~Q(pk__in=coming)
    return pages.filter(read | Q(pk__in=explorable.order_by().values("pk")) | Q(depth=1))


class EditorsMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, named: dict[str, Any]
    ) -> HttpResponse | None:
        inside = request.path.startswith(reverse("wagtailadmin_home"))
        user: Any = request.user if inside else None
        if user is None or not user.is_authenticated or user.is_superuser:
            return None
        match = request.resolver_match
        if match is not None and match.url_name in OF_ALL_PAGES:
            raise Http404
        asked = {whole(named[name]) for name in PAGE_IDS if name in named}
        if asked and known_to(user, Page.objects.filter(pk__in=asked)).count() < len(asked):
            raise Http404
        return None
