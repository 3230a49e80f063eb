"""One button each: what somebody who was asked, or who is asked, says."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from communities import actions
from communities.models import Community, Invitation, JoinRequest
from communities.permissions import can_know_of
from communities.views.request import person, saying

BACK = {"manage": "community_manage", "invite": "community_invite", "front": "community"}


@require_POST
def let_in(request: HttpRequest, pk: int) -> HttpResponse:
    asked = _request(request, pk)
    with saying(request, _("%(name)s is a member now.") % {"name": asked.person.name}):
        actions.let_in(person(request), request=asked)
    return _back(request, asked.community)


@require_POST
def decline_request(request: HttpRequest, pk: int) -> HttpResponse:
    asked = _request(request, pk)
    with saying(request, _("You said “not now” to %(name)s.") % {"name": asked.person.name}):
        actions.decline_request(person(request), request=asked)
    return _back(request, asked.community)


@require_POST
def withdraw_request(request: HttpRequest, pk: int) -> HttpResponse:
    asked = _request(request, pk)
    with saying(request, _("Your request is withdrawn.")):
        actions.withdraw_request(person(request), request=asked)
    return _back(request, asked.community)


@require_POST
def accept_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    asked = _invitation(request, pk)
    with saying(request, _("Welcome to %(name)s.") % {"name": asked.community.name}):
        actions.accept_invitation(person(request), invitation=asked)
    is_in = can_know_of(person(request), asked.community)
    return redirect(asked.community if is_in else "communities")


@require_POST
def decline_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    asked = _invitation(request, pk)
    with saying(request, _("You said “not now” to %(name)s.") % {"name": asked.community.name}):
        actions.decline_invitation(person(request), invitation=asked)
    return redirect("communities")


@require_POST
def withdraw_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    asked = _invitation(request, pk)
    with saying(request, _("The invitation is withdrawn.")):
        actions.withdraw_invitation(person(request), invitation=asked)
    return _back(request, asked.community)


def _request(request: HttpRequest, pk: int) -> JoinRequest:
    seen = JoinRequest.objects.visible_to(person(request))
    return get_object_or_404(seen.select_related("community", "person"), pk=pk)


def _invitation(request: HttpRequest, pk: int) -> Invitation:
    seen = Invitation.objects.visible_to(person(request))
    return get_object_or_404(seen.select_related("community", "person"), pk=pk)


def _back(request: HttpRequest, community: Community) -> HttpResponse:
    """To the page the button stood on."""
    name = BACK.get(request.POST.get("back", ""))
    return redirect(name, community.slug) if name else redirect("communities")
