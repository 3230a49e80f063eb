"""Invitations from outside: sent and withdrawn by who may, used once by whom they are for."""

from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kenniscafe.permissions import RuleBroken, require
from people.forms.invites import ComeInForm, InviteForm
from people.inviting import come_in, invite_from_outside, invite_of, may_still, withdraw_invite
from people.models import Invite, User
from people.permissions import can_bring_in
from people.places import name_of
from people.queries import invites_out
from people.views.request import me, way_back


@require_http_methods(["GET", "HEAD", "POST"])
def invites(request: HttpRequest) -> HttpResponse:
    """An administrator's: people of the organisation, and guests of no community yet."""
    require(can_bring_in(me(request), kind=User.Kind.EMPLOYEE, place=None))
    form = InviteForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            invite_from_outside(me(request), **form.told())
        except RuleBroken as broken:
            form.add_error(None, str(broken.message))
        else:
            messages.success(request, invited(form.cleaned_data["email"]))
            return redirect("invites")
    shown = {"form": form, "invites": invites_out(me(request), place=None)}
    status = 422 if form.is_bound else 200
    return render(request, "people/invites.html", shown, status=status)


def invited(email: str) -> str:
    return _("%(email)s is invited. The link stands below.") % {"email": email}


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    invite = get_object_or_404(Invite.objects.visible_to(me(request)), pk=pk)
    try:
        withdraw_invite(me(request), invite=invite)
    except RuleBroken as broken:
        messages.error(request, str(broken.message))
    else:
        messages.success(request, _("The invitation is withdrawn."))
    return redirect(way_back(request, "today"))


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@never_cache
def use(request: HttpRequest, token: str) -> HttpResponse:
    if not ratelimit.consume(request, action="come_in"):
        wait: HttpResponse = ratelimit.respond_429(request)
        return wait
    invite = invite_of(token)
    if invite is None:
        raise Http404
    if not may_still(invite):
        return _over(request)
    if request.user.is_authenticated:
        return render(request, "people/invite_of_another.html", {"invite": invite}, status=403)
    return _come_in(request, invite)


def _come_in(request: HttpRequest, invite: Invite) -> HttpResponse:
    form = ComeInForm(request.POST if request.method == "POST" else None, email=invite.email)
    if form.is_bound and form.is_valid():
        try:
            person = come_in(invite=invite, language=get_language() or "nl", **form.cleaned_data)
        except (
            RuleBroken
        ):  # in the meantime: used, withdrawn, or somebody with this address is here
            return _over(request)
        answer: HttpResponse = perform_login(
            request, person, email_verification="none", redirect_url=reverse("first_day")
        )
        return answer
    shown = {"form": form, "invite": invite, "community": name_of(invite.place)}
    status = 422 if form.is_bound else 200
    return render(request, "people/come_in.html", shown, status=status)


def _over(request: HttpRequest) -> HttpResponse:
    return render(request, "people/invite_over.html", status=410)
