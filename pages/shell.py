"""What every page's frame shows: organisation, menu and what waits."""

from functools import cache, partial
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache as remembered
from django.http import HttpRequest
from django.utils.translation import ngettext

from communities.models import Membership
from communities.queries import places_of, waiting_for
from frontend.templatetags.cafe import number
from notifications.queries import new_count
from pages.models import HomePage
from people.models import OrganisationUnit, User
from people.queries import the_organisation, totals
from people.querysets import Viewer

THEMES = {"light", "dark"}
SECTIONS = {
    "": "today",
    "communities": "communities",
    "nieuwe-community": "communities",
    "themas": "themes",
    "mensen": "people",
    "archief": "archive",
    "bewaren": "archive",
    "schrijven": "write",
    "zoeken": "search",
}


def shell(request: HttpRequest) -> dict[str, Any]:
    """Only what a template asks for is counted: a fragment asks for nothing of it."""
    viewer: Viewer = getattr(request, "user", AnonymousUser())
    places = cache(partial(my_places, viewer))
    return {
        "viewer": viewer,
        "theme": _theme(request),
        "section": SECTIONS.get(request.path.split("/")[1], ""),
        "organisation": cache(the_organisation),
        "organisation_facts": cache(partial(organisation_facts, viewer)),
        "organisation_told": cache(partial(is_told, viewer)),
        "shell_places": places,
        "shell_notices": cache(lambda: new_count(viewer) if isinstance(viewer, User) else 0),
        "shell_waiting": cache(lambda: _waiting(viewer, places())),
    }


def organisation_facts(viewer: Viewer) -> str:
    """How large the place is; how large is no guest's business."""
    if not viewer.is_authenticated or not viewer.is_employee:
        return ""
    employees, departments = _counted(viewer)
    facts = [ngettext("%(count)s colleague", "%(count)s colleagues", employees)]
    counts = [employees]
    if departments:
        facts.append(ngettext("%(count)s department", "%(count)s departments", departments))
        counts.append(departments)
    return ", ".join(
        fact % {"count": number(count)} for fact, count in zip(facts, counts, strict=True)
    )


def is_told(viewer: Viewer) -> bool:
    """Whether editors published something about the organisation that this viewer may read."""
    if not viewer.is_authenticated or not viewer.is_employee:
        return False
    told: bool | None = remembered.get("organisation_told")
    if told is None:
        told = HomePage.objects.visible_to(viewer).exists()
        remembered.set("organisation_told", told, 300)
    return told


def forget_what_is_told() -> None:
    remembered.delete("organisation_told")


def my_places(viewer: Viewer) -> list[Membership]:
    return places_of(viewer) if isinstance(viewer, User) else []


def _waiting(viewer: Viewer, places: list[Membership]) -> int:
    return waiting_for(viewer, places) if isinstance(viewer, User) else 0


def _counted(viewer: User) -> tuple[int, int]:
    """The same for every employee, and no secret that a few minutes make old."""
    known: tuple[int, int] | None = remembered.get("organisation_facts")
    if known is None:
        departments = OrganisationUnit.objects.filter(parent__isnull=True).count()
        known = totals(viewer).employees, departments
        remembered.set("organisation_facts", known, 300)
    return known


def _theme(request: HttpRequest) -> str:
    chosen = request.COOKIES.get("theme", "")
    return chosen if chosen in THEMES else ""
