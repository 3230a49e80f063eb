"""Communities: all of them, and the front page of one."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from communities.models import Community, Level
from communities.permissions import can_read, can_start
from kenniscafe.richtext import clean_line
from notifications.actions import read_place
from pages.queries.communities import communities_page
from pages.queries.community import door_of, inside_of, waiting_in
from people.models import User


@require_safe
def communities(request: HttpRequest) -> HttpResponse:
    viewer = cast(User, request.user)
    asked = request.GET
    found = communities_page(
        viewer,
        shelf=asked.get("plank", ""),
        words=clean_line(asked.get("naam", "")[:80], limit=80),
        kind=asked.get("toegang", ""),
        number=asked.get("page"),
    )
    shown = {"found": found, "kinds": Community.Kind.choices, "may_start": can_start(viewer)}
    return render(request, "pages/communities.html", shown)


@require_safe
def community(request: HttpRequest, slug: str) -> HttpResponse:
    viewer = cast(User, request.user)
    seen = Community.objects.visible_to(viewer).with_counts().select_related("archival__by")
    found = get_object_or_404(seen, slug=slug)
    part, number = request.GET.get("onderdeel", ""), request.GET.get("page")
    readable = can_read(viewer, found)
    shown = {
        "community": found,
        "door": door_of(viewer, found),
        "inside": inside_of(viewer, found, part=part, number=number) if readable else None,
        "waiting": waiting_in(viewer, found),
        "levels": Level.choices,
    }
    read_place(viewer, community_id=found.pk)
    return render(request, "pages/community.html", shown)
