from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tags.queries import suggest_tags


@require_safe
@never_cache
def tag_suggestions(request: HttpRequest) -> HttpResponse:
    """Options for the list under a field of tags."""
    found = suggest_tags(request.user, request.GET.get("q", ""))
    return render(request, "tags/suggestions.html", {"tags": found})
