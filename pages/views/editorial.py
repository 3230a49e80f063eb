"""What editors made: pages at their own addresses, and the pictures and documents that stand on them."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from kenniscafe.editorial import EditorialPage
from pages.queries import editorial
from pages.queries.editorial_files import file_at
from people.views.request import me


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return _served(request, editorial.about_page(me(request)))


@require_safe
def standing_page(request: HttpRequest, path: str) -> HttpResponse:
    return _served(request, editorial.standing_page(me(request), path))


@require_safe
def handbook(request: HttpRequest, path: str = "") -> HttpResponse:
    return _served(request, editorial.handbook_page(me(request), path))


@require_safe
def editorial_file(request: HttpRequest, name: str) -> FileResponse:
    """Pictures are shown, anything else is downloaded: nothing that was uploaded runs here."""
    found = file_at(me(request), name)
    if found is None:
        raise Http404
    answer = FileResponse(found.open(), as_attachment=not found.is_picture, filename=found.name)
    answer.headers["Content-Type"] = found.content_type
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def _served(request: HttpRequest, page: EditorialPage | None) -> HttpResponse:
    if page is None:
        raise Http404
    answer: HttpResponse = page.serve(request)
    return answer
