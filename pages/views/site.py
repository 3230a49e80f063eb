"""What machines ask of the site: is it well, and how does it want to stand on a home screen."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@login_not_required
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "unwell"}, status=503)
    return JsonResponse({"status": "ok"})


@require_safe
@login_not_required
def webmanifest(request: HttpRequest) -> JsonResponse:
    language = translation.get_language_from_request(request)
    with translation.override(language):
        manifest = {
            "name": "Kenniscafé",
            "short_name": "Kenniscafé",
            "description": _("Keep what you find, meet who else cares about it."),
            "lang": language,
            "start_url": reverse("today"),
            "scope": reverse("today"),
            "display": "standalone",
            "background_color": "#f7f2e8",
            "theme_color": "#f7f2e8",
            "icons": [
                {"src": static("icon-192.png"), "sizes": "192x192", "type": "image/png"},
                {"src": static("icon-512.png"), "sizes": "512x512", "type": "image/png"},
            ],
        }
    answer = JsonResponse(manifest, content_type="application/manifest+json")
    answer["Cache-Control"] = "public, max-age=86400"
    answer["Vary"] = "Accept-Language, Cookie"
    return answer
