"""The audit log, to be read and taken along; no form, address or action changes it."""

from datetime import date

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from communities import log
from communities.models import Community
from communities.permissions import can_moderate
from communities.views.request import head, person, place
from kenniscafe.permissions import require
from kenniscafe.spreadsheets import csv_answer

PER_PAGE = 40


class FilterForm(forms.Form):
    """What is no day or nothing we know filters nothing."""

    dag = forms.DateField(
        label=_("Day"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "input"}),
    )
    wat = forms.ChoiceField(
        label=_("What"),
        required=False,
        choices=lambda: [("", _("Everything")), *log.what_there_is()],
        widget=forms.Select(attrs={"class": "input"}),
    )

    def clean_dag(self) -> date | None:
        """Clocks cannot reckon with the first and the last years there are."""
        day: date | None = self.cleaned_data["dag"]
        return day if day and 1900 < day.year < 3000 else None


@require_safe
def of_community(request: HttpRequest, slug: str) -> HttpResponseBase:
    community = place(request, slug)
    require(can_moderate(person(request), community))
    return _log(request, community)


@require_safe
def of_cafe(request: HttpRequest) -> HttpResponseBase:
    require(person(request).is_superuser)
    return _log(request, None)


def _log(request: HttpRequest, community: Community | None) -> HttpResponseBase:
    viewer, form = person(request), FilterForm(request.GET)
    form.is_valid()
    day, what = form.cleaned_data.get("dag"), form.cleaned_data.get("wat") or ""
    rows = log.lines(viewer, community, day=day, what=what)
    if "bestand" in request.GET:
        return csv_answer(log.as_csv(viewer, rows), "wat-er-gebeurde.csv")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    shown = head(viewer, community, "log") if community else {"community": None}
    shown |= {
        "form": form,
        "page": page,
        "lines": list(log.shown(viewer, page)),
        "asked": asked.urlencode(),
    }
    return render(request, "communities/log.html", shown)
