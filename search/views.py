from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from search.queries import search_page
from search.query import LONGEST


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "")
    if len(text) > LONGEST:
        return _shortened(request, text[:LONGEST])
    found = search_page(
        request.user,
        text=text,
        tab=request.GET.get("soort", ""),
        number=request.GET.get("page", ""),
    )
    return render(request, "search/search.html", {"found": found, "search_query": found.text})


def _shortened(request: HttpRequest, text: str) -> HttpResponse:
    messages.info(request, _("Your question was long. We search with the beginning of it."))
    shorter = urlencode({"q": text}, errors="replace")
    return redirect(f"{request.path}?{shorter}")
