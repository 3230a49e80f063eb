"""Texts to begin with, looked after by who manages the community."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from communities.permissions import can_manage
from communities.views.request import head, place, went_in
from kenniscafe.permissions import require
from people.views.request import me
from posts import actions
from posts.forms.template import TemplateForm
from posts.models import Template
from posts.views.request import sent


@require_http_methods(["GET", "HEAD", "POST"])
def templates(request: HttpRequest, slug: str) -> HttpResponse:
    community = place(request, slug)
    require(can_manage(me(request), community))
    form = TemplateForm(sent(request), viewer=me(request), community=community)
    if went_in(form, lambda: actions.add_template(me(request), community=community, **form.said())):
        messages.success(request, _("Members can begin with it now."))
        return redirect("templates", slug)
    shown = head(me(request), community, "templates") | {
        "form": form,
        "templates": Template.objects.visible_to(me(request))
        .filter(community=community)
        .order_by("name"),
    }
    status = 422 if form.is_bound else 200
    return render(request, "posts/templates.html", shown, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def template(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found = _found(request, slug, pk)
    community = found.community
    require(can_manage(me(request), community))
    form = TemplateForm(sent(request), viewer=me(request), community=community, template=found)
    if went_in(form, lambda: actions.change_template(me(request), template=found, **form.said())):
        messages.success(request, _("Your changes are kept."))
        return redirect("templates", slug)
    shown = head(me(request), community, "templates") | {"form": form, "template": found}
    status = 422 if form.is_bound else 200
    return render(request, "posts/template.html", shown, status=status)


@require_POST
def remove_template(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    actions.remove_template(me(request), template=_found(request, slug, pk))
    messages.success(request, _("Removed."))
    return redirect("templates", slug)


def _found(request: HttpRequest, slug: str, pk: int) -> Template:
    seen = Template.objects.visible_to(me(request)).select_related("community__archival")
    return get_object_or_404(seen, pk=pk, community__slug=slug)
