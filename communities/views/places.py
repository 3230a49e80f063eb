"""Starting a community, describing it, putting it away."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from communities import actions
from communities.forms import CommunityForm, StartForm, settings_of
from communities.permissions import can_manage, can_start
from communities.views.request import head, person, place, saying, went_in
from kenniscafe.permissions import RuleBroken, require


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    actor = person(request)
    require(can_start(actor))
    form = StartForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        key = form.cleaned_data["client_key"]
        community = actions.start_community(actor, client_key=key, **form.described())
        messages.success(request, _("%(name)s is open.") % {"name": community.name})
        return redirect(community)
    status = 422 if form.is_bound else 200
    return render(request, "communities/start.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    community, actor = place(request, slug), person(request)
    require(can_manage(actor, community))
    form = CommunityForm(
        request.POST if request.method == "POST" else None, initial=settings_of(community)
    )
    if went_in(
        form,
        lambda: actions.change_community(actor, community=community, **form.described()),
    ):
        messages.success(request, _("Your changes are kept."))
        return redirect("community_settings", slug)
    shown = head(actor, community, "settings") | {"form": form}
    status = 422 if form.is_bound else 200
    return render(request, "communities/settings.html", shown, status=status)


@require_POST
def open_begin_here(request: HttpRequest, slug: str) -> HttpResponse:
    """Leads to where it is written, which is there from now on."""
    try:
        page = actions.open_page(person(request), community=place(request, slug))
    except RuleBroken as broken:
        messages.error(request, str(broken.message))
        return redirect("community", slug)
    return redirect("wagtailsnippets_communities_communitypage:edit", page.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def archive(request: HttpRequest, slug: str) -> HttpResponse:
    community, actor = place(request, slug), person(request)
    require(can_manage(actor, community))
    if request.method == "POST":
        with saying(request, _("%(name)s is in the archive.") % {"name": community.name}):
            actions.archive_community(actor, community=community)
        return redirect("community_archive", slug)
    return render(request, "communities/archive.html", head(actor, community, "archive"))


@require_POST
def reopen(request: HttpRequest, slug: str) -> HttpResponse:
    community = place(request, slug)
    with saying(request, _("%(name)s is open again.") % {"name": community.name}):
        actions.reopen_community(person(request), community=community)
    return redirect("community_archive", slug)
