from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tags.queries import suggest_tags


@require_safe
@never_cache
def tag_suggestions(request: HttpRequest) -> JsonResponse:
    found = suggest_tags(request.user, request.GET.get("q", ""))
    return JsonResponse({"tags": [tag.label() for tag in found]})
