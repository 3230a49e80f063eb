"""Who is in: shown to whoever reads, changed by whoever manages."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from communities import actions
from communities.forms import LevelForm, RoleForm
from communities.models import Community, Membership
from communities.permissions import can_know_of, can_manage, can_read
from communities.queries import members_of
from communities.views.request import head, person, place, saying
from kenniscafe.permissions import require

PER_PAGE = 40


@require_safe
def members(request: HttpRequest, slug: str) -> HttpResponse:
    community, viewer = place(request, slug), person(request)
    require(can_read(viewer, community))
    page = Paginator(members_of(viewer, community), PER_PAGE).get_page(request.GET.get("page"))
    shown = head(viewer, community, "members") | {"page": page, "roles": Membership.Role.choices}
    return render(request, "communities/members.html", shown)


@require_POST
def join(request: HttpRequest, slug: str) -> HttpResponse:
    community = place(request, slug)
    with saying(request, _("You are in. Welcome to %(name)s.") % {"name": community.name}):
        actions.join_community(person(request), community=community)
    return redirect(community)


@require_POST
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    community = place(request, slug)
    with saying(request, _("You have left %(name)s.") % {"name": community.name}):
        actions.leave_community(person(request), community=community)
    still = can_know_of(person(request), community)
    return redirect(community if still else "communities")


@require_POST
def choose_level(request: HttpRequest, slug: str) -> HttpResponse:
    community, form = place(request, slug), LevelForm(request.POST)
    if not form.is_valid():
        return HttpResponse(form.errors["level"], status=422)
    level = form.cleaned_data["level"]
    actions.choose_community_level(person(request), community=community, level=level)
    return redirect(community)


@require_POST
def change_role(request: HttpRequest, slug: str, handle: str) -> HttpResponse:
    community = place(request, slug)
    membership = _membership(request, community, handle)
    require(can_manage(person(request), community))
    form = RoleForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose one of the roles."))
        return redirect("community_members", slug)
    with saying(request, _("The role of %(name)s is changed.") % {"name": membership.person}):
        actions.change_role(person(request), membership=membership, role=form.cleaned_data["role"])
    return redirect("community_members", slug)


@require_POST
def remove(request: HttpRequest, slug: str, handle: str) -> HttpResponse:
    community = place(request, slug)
    membership = _membership(request, community, handle)
    with saying(request, _("%(name)s is no longer a member.") % {"name": membership.person}):
        actions.remove_member(person(request), membership=membership)
    return redirect("community_members", slug)


def _membership(request: HttpRequest, community: Community, handle: str) -> Membership:
    seen = Membership.objects.visible_to(person(request)).select_related("person", "community")
    return get_object_or_404(seen, community=community, person__handle=handle)
