"""Wagtail's administration has no door to people: its pages for them do not exist (people/urls.py), so neither do the links."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

CLOSED = {"users", "groups"}


@hooks.register("construct_settings_menu")
@hooks.register("construct_search")
def leave_people_out(request: HttpRequest, items: list[Any]) -> None:
    items[:] = [item for item in items if item.name not in CLOSED]
