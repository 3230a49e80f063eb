"""Departments, for administrators: made, named, moved, and taken away where nobody is."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kenniscafe.permissions import RuleBroken, require
from people import units as actions
from people.charts import branches, places_for
from people.forms.units import UnitForm
from people.models import OrganisationUnit
from people.permissions import can_add_people
from people.views.request import me


@require_http_methods(["GET", "HEAD", "POST"])
def units(request: HttpRequest) -> HttpResponse:
    require(can_add_people(me(request)))
    form = UnitForm(request.POST if request.method == "POST" else None, places=places_for(None))
    if form.is_bound and form.is_valid():
        try:
            made = actions.add_unit(me(request), **form.cleaned_data)
        except RuleBroken as broken:
            form.add_error(getattr(broken, "field", None), str(broken.message))
        else:
            messages.success(request, _("%(name)s is a department now.") % {"name": made})
            return redirect("units")
    shown = {"form": form, "branches": branches()}
    return render(request, "people/units.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, slug: str) -> HttpResponse:
    unit = _unit(request, slug)
    form = UnitForm(
        request.POST if request.method == "POST" else None,
        initial={"name": unit.name, "parent": unit.parent_id},
        places=places_for(unit),
    )
    if form.is_bound and form.is_valid():
        try:
            actions.change_unit(me(request), unit=unit, **form.cleaned_data)
        except RuleBroken as broken:
            form.add_error(getattr(broken, "field", None), str(broken.message))
        else:
            messages.success(request, _("The department is changed."))
            return redirect("units")
    branch = next((each for each in branches() if each.unit == unit), None)
    shown = {"unit": _unit(request, slug), "form": form, "branch": branch}
    return render(request, "people/one_unit.html", shown, status=422 if form.is_bound else 200)


@require_POST
def remove(request: HttpRequest, slug: str) -> HttpResponse:
    unit = _unit(request, slug)
    try:
        actions.remove_unit(me(request), unit=unit)
    except RuleBroken as broken:
        messages.error(request, str(broken.message))
        return redirect("one_unit", slug)
    messages.success(request, _("%(name)s is taken away.") % {"name": unit})
    return redirect("units")


def _unit(request: HttpRequest, slug: str) -> OrganisationUnit:
    require(can_add_people(me(request)))
    found: OrganisationUnit = get_object_or_404(OrganisationUnit, slug=slug)
    return found
