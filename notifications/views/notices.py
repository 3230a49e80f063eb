from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST, require_safe

from communities.models import Level
from notifications import actions
from notifications.models import Notice
from notifications.queries import notices_page
from people.views.request import me, way_back


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    asked = request.GET
    shown = notices_page(me(request), tab=asked.get("soort", ""), number=asked.get("page", ""))
    return render(request, "notifications/notices.html", {"shown": shown, "levels": Level.choices})


@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Ticked off, or opened: the browser says so while it leaves."""
    rows = Notice.objects.visible_to(me(request))
    actions.read_notice(me(request), notice=get_object_or_404(rows, pk=pk))
    return redirect(way_back(request, "notices"))


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    try:
        until = parse_datetime(request.POST.get("until", ""))
    except ValueError:
        until = None
    if until is None or until.tzinfo is None:
        raise BadRequest
    actions.read_all(me(request), until=until)
    return redirect("notices")
