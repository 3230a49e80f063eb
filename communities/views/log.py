"""The audit log, to be read and taken along; no form, address or action changes it."""

import csv
from datetime import date
from itertools import chain

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from communities import log
from communities.models import Community
from communities.permissions import can_moderate
from communities.views.request import head, person, place
from kenniscafe.models import AuditEntry
from kenniscafe.permissions import require
from people.models import User

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
        return _file(viewer, rows)
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


class _Echo:
    def write(self, value: str) -> str:
        return value


def _file(viewer: User, rows: QuerySet[AuditEntry]) -> StreamingHttpResponse:
    """With a mark that tells spreadsheets which letters these are."""
    writer = csv.writer(_Echo())
    content = (writer.writerow(row) for row in log.as_csv(viewer, rows))
    marked = chain(["\ufeff"], content)
    answer = StreamingHttpResponse(marked, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="wat-er-gebeurde.csv"'
    return answer
