"""Asking to come in, inviting, and what waits for a manager."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from communities import actions
from communities.forms import AskForm, InviteForm
from communities.models import Community
from communities.permissions import can_ask, can_invite, can_manage, role_of
from communities.queries import invitations_out, my_request, requests_for
from communities.views.request import head, person, place, went_in
from kenniscafe.permissions import require
from people.forms.invites import GuestForm
from people.inviting import invite_from_outside
from people.queries import invites_out
from people.views.invites import invited

MOST_SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    community, actor = place(request, slug), person(request)
    if role_of(actor, community) is not None:
        return redirect(community)
    require(can_ask(actor, community))
    form = AskForm(request.POST if request.method == "POST" else None)
    if went_in(
        form,
        lambda: actions.ask_to_join(actor, community=community, words=form.cleaned_data["words"]),
    ):
        messages.success(request, _("Your request is with the community managers."))
        return redirect(community)
    shown = {"community": community, "form": form, "asked": my_request(actor, community)}
    status = 422 if form.is_bound else 200
    return render(request, "communities/ask.html", shown, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    community, actor = place(request, slug), person(request)
    require(can_invite(actor, community))
    form = InviteForm(request.POST if request.method == "POST" else None, viewer=actor)
    if went_in(
        form, lambda: actions.invite(actor, community=community, person=form.cleaned_data["who"])
    ):
        name = form.cleaned_data["who"].name
        messages.success(request, _("%(name)s is invited.") % {"name": name})
        return redirect("community_invite", slug)
    return _inviting(request, community, form=form)


@require_http_methods(["POST"])
def invite_guest(request: HttpRequest, slug: str) -> HttpResponse:
    """From outside: they get an account for this community and nothing else."""
    community, actor = place(request, slug), person(request)
    require(can_manage(actor, community))
    form = GuestForm(request.POST)
    if went_in(form, lambda: invite_from_outside(actor, place=community.pk, **form.told())):
        messages.success(request, invited(form.cleaned_data["email"]))
        return redirect("community_invite", slug)
    return _inviting(request, community, guest=form)


def _inviting(
    request: HttpRequest,
    community: Community,
    *,
    form: InviteForm | None = None,
    guest: GuestForm | None = None,
) -> HttpResponse:
    actor = person(request)
    shown = head(actor, community, "invite") | {
        "form": form or InviteForm(viewer=actor),
        "guest": guest or GuestForm(),
        "waiting": invitations_out(actor, community)[:MOST_SHOWN],
        "guests": invites_out(actor, place=community.pk),
    }
    bound = guest or form
    status = 422 if bound is not None and bound.is_bound else 200
    return render(request, "communities/invite.html", shown, status=status)


@require_safe
def manage(request: HttpRequest, slug: str) -> HttpResponse:
    community, viewer = place(request, slug), person(request)
    require(can_manage(viewer, community))
    waiting = requests_for(viewer).filter(community=community)[:MOST_SHOWN]
    shown = head(viewer, community, "waiting") | {"requests": waiting}
    return render(request, "communities/manage.html", shown)
