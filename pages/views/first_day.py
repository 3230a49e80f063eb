"""The first day: four steps, one at a time, each of which may be skipped."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kenniscafe.numbers import whole
from kenniscafe.permissions import RuleBroken
from pages.first_day import STEPS, Step
from people.actions import settle
from people.views.request import me


@require_http_methods(["GET", "HEAD", "POST"])
def first_day(request: HttpRequest) -> HttpResponse:
    number = min(max(whole(request.GET.get("stap")) or 1, 1), len(STEPS))
    skipped = "overslaan" in request.POST
    form = STEPS[number - 1](
        request.POST if request.method == "POST" and not skipped else None, viewer=me(request)
    )
    if skipped or (form.is_bound and form.is_valid() and _saved(form)):
        return _onward(request, number)
    shown = {"form": form, "number": number, "titles": [step.title for step in STEPS]}
    return render(request, "pages/first_day.html", shown, status=422 if form.is_bound else 200)


@require_POST
def skip_first_day(request: HttpRequest) -> HttpResponse:
    settle(me(request))
    return redirect("today")


def _onward(request: HttpRequest, number: int) -> HttpResponse:
    if number < len(STEPS):
        return redirect(f"{reverse('first_day')}?stap={number + 1}")
    settle(me(request))
    messages.success(request, _("This is your first Vandaag. Every line says why it is there."))
    return redirect("today")


def _saved(form: Step) -> bool:
    try:
        form.save()
    except RuleBroken as broken:
        form.add_error(None, str(broken.message))
    return form.is_valid()
