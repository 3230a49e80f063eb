"""Reading in a list of people: choose it, look at what would happen, do it, and read what happened."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kenniscafe.permissions import RuleBroken, require
from kenniscafe.spreadsheets import csv_answer
from people.forms.rosters import ReadInForm, RosterForm
from people.models import Roster
from people.permissions import can_add_people
from people.rosters import actions, queries
from people.views.request import me


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    require(can_add_people(me(request)))
    posted = request.method == "POST"
    form = RosterForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        initial={"client_key": uuid4()},
    )
    if form.is_bound and form.is_valid():
        try:
            roster = actions.look_at(me(request), **form.told())
        except RuleBroken as broken:
            form.add_error("file" if form.cleaned_data["file"] else "text", str(broken.message))
        else:
            return redirect("roster", roster.pk)
    shown = {"form": form, "rosters": queries.latest(me(request))}
    return render(request, "people/read_in.html", shown, status=422 if posted else 200)


@require_safe
def roster(request: HttpRequest, pk: int) -> HttpResponse:
    shown, number = request.GET.get("toon", ""), request.GET.get("page")
    look = queries.look(_roster(request, pk), shown=shown, number=number)
    return render(request, "people/roster.html", {"look": look, "form": ReadInForm()})


@require_POST
def read_in(request: HttpRequest, pk: int) -> HttpResponse:
    found, form = _roster(request, pk), ReadInForm(request.POST)
    form.is_valid()
    actions.read_in(me(request), roster=found, by_mail=form.cleaned_data["by_mail"])
    return redirect("roster", pk)


@require_POST
def throw_away(request: HttpRequest, pk: int) -> HttpResponse:
    actions.throw_away(me(request), roster=_roster(request, pk))
    messages.success(request, _("The list is thrown away. Nothing was changed."))
    return redirect("read_in_people")


@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponseBase:
    return csv_answer(queries.as_csv(_roster(request, pk)), f"inlezen-{pk}.csv", between=";")


@require_safe
def example(request: HttpRequest) -> HttpResponseBase:
    require(can_add_people(me(request)))
    return csv_answer(queries.example(), "mensen.csv", between=";")


def _roster(request: HttpRequest, pk: int) -> Roster:
    found: Roster = get_object_or_404(Roster.objects.visible_to(me(request)), pk=pk)
    return found
