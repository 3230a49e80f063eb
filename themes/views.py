from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kenniscafe.permissions import require
from people.views.request import me
from themes import queries


@require_safe
def themes(request: HttpRequest) -> HttpResponse:
    require(me(request).is_employee)
    shown = {"running": queries.running(me(request)), "ended": queries.ended(me(request))}
    return render(request, "themes/themes.html", shown)


@require_safe
def theme(request: HttpRequest, slug: str) -> HttpResponse:
    found = queries.in_my_language(me(request), slug)
    if found is None:
        raise Http404
    page: HttpResponse = found.serve(request)
    return page
