"""Wagtail's administration has no door to people but to choose one: its pages for them do not exist
(people/urls.py), so neither do the links."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from people.choosers import PERSON, PersonChooser

CLOSED = {"users", "groups", "collections", "site-history"}


@hooks.register("construct_settings_menu")
@hooks.register("construct_reports_menu")
@hooks.register("construct_search")
def leave_people_out(request: HttpRequest, items: list[Any]) -> None:
    items[:] = [item for item in items if item.name not in CLOSED]


@hooks.register("register_admin_viewset")
def person_chooser() -> PersonChooser:
    return PERSON
