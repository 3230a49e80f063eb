"""*Even weg*: being busy or away, and standing in for somebody."""

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kenniscafe.permissions import RuleBroken, require
from people import absence as actions
from people import queries
from people.forms.absence import AWAY, BUSY, AvailabilityForm, AwayForm
from people.models import Absence
from people.permissions import can_change_absence
from people.views.request import me


@require_http_methods(["GET", "HEAD", "POST"])
def away(request: HttpRequest) -> HttpResponse:
    form = AvailabilityForm(request.POST or None, person=me(request))
    if form.is_bound and form.is_valid() and _said(form, lambda: _set(request, form)):
        messages.success(request, _("Saved. Colleagues see it where they look for you."))
        return redirect("away")
    shown = {"form": form, "page": queries.away_page(me(request))}
    return render(request, "people/away.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def change_absence(request: HttpRequest, pk: int) -> HttpResponse:
    found = _absence(request, pk)
    require(can_change_absence(me(request), found))
    now = {
        "first_day": found.first_day,
        "last_day": found.last_day,
        "present": found.stand_in,
    }
    form = AwayForm(request.POST or None, person=me(request), initial=now)
    if form.is_bound and form.is_valid() and _said(form, lambda: _change(request, form, found)):
        messages.success(request, _("Saved. Colleagues see it where they look for you."))
        return redirect("away")
    shown = {"form": form, "absence": found}
    return render(
        request, "people/change_absence.html", shown, status=422 if form.is_bound else 200
    )


@require_POST
def end_absence(request: HttpRequest, pk: int) -> HttpResponse:
    actions.end_absence(me(request), absence=_absence(request, pk))
    return redirect("away")


@require_POST
def agree_to_stand_in(request: HttpRequest, pk: int) -> HttpResponse:
    return _answer(request, pk, actions.agree_to_stand_in)


@require_POST
def decline_to_stand_in(request: HttpRequest, pk: int) -> HttpResponse:
    return _answer(request, pk, actions.decline_to_stand_in)


def _answer(request: HttpRequest, pk: int, say: Callable[..., Absence]) -> HttpResponse:
    """To the days that were on the page: when they have changed since, it is asked anew."""
    found = _absence(request, pk)
    found.first_day = _day(request, "first_day") or found.first_day
    found.last_day = _day(request, "last_day") or found.last_day
    try:
        say(me(request), absence=found)
    except RuleBroken as broken:
        messages.error(request, str(broken.message))
    return redirect("away")


def _day(request: HttpRequest, name: str) -> date | None:
    try:
        return parse_date(request.POST.get(name, ""))
    except ValueError:
        return None


def _absence(request: HttpRequest, pk: int) -> Absence:
    seen = Absence.objects.visible_to(me(request)).filter(kind=Absence.Kind.AWAY)
    return get_object_or_404(seen.select_related("person", "stand_in"), pk=pk)


def _set(request: HttpRequest, form: AvailabilityForm) -> None:
    state = form.cleaned_data["state"]
    if state == AWAY:
        first, last = form.days()
        actions.go_away(me(request), first_day=first, last_day=last, stand_in=form.chosen())
    elif state == BUSY:
        actions.be_busy(me(request), until=form.cleaned_data["last_day"])
    else:
        actions.be_available(me(request))


def _change(request: HttpRequest, form: AwayForm, absence: Absence) -> None:
    first, last = form.days()
    actions.change_absence(
        me(request), absence=absence, first_day=first, last_day=last, stand_in=form.chosen()
    )


def _said(form: AwayForm, write: Callable[[], object]) -> bool:
    try:
        write()
    except RuleBroken as broken:
        form.add_error(getattr(broken, "field", None), str(broken.message))
    return form.is_valid()
