"""Until somebody has opened the café, every page leads to the one that does."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from people import first_start
from people.queries import the_organisation

ALSO_BEFORE = {"first_start", "set_language", "health", "webmanifest", "portrait"}


class FirstStartMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        name = request.resolver_match.url_name if request.resolver_match else None
        if name in ALSO_BEFORE or the_organisation() is not None or not first_start.is_open():
            return None
        return redirect("first_start")
