from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pages.queries.today import KINDS, today_page
from people.views.request import me


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    asked = request.GET
    page = today_page(me(request), feed=asked.get("toon", ""), kind=asked.get("soort", ""))
    return render(request, "pages/today.html", {"today": page, "kinds": KINDS})
