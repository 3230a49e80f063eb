from typing import cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from people.models import User


def me(request: HttpRequest) -> User:
    return cast(User, request.user)  # InterruptedWriting lets nobody else through


def way_back(request: HttpRequest, otherwise: str) -> str:
    """Where the form says somebody came from, when that is a page of ours."""
    asked = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        asked, {request.get_host()}, require_https=request.is_secure()
    )
    return asked if asked and ours else reverse(otherwise)
