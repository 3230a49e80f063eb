"""Files by themselves: brought in, shown, taken away. Whoever may not see one hears that it does not exist."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kenniscafe import uploads
from kenniscafe.permissions import RuleBroken
from people.sign_in import answers_in_json
from people.views.request import me
from posts import actions
from posts.models import Attachment

WIDTHS = {480, 1440}
# A browser's own viewer of PDFs does not work in a sandbox; it runs nothing of the page it stands on.
POLICY = "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'"
POLICY_OF_PDF = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'"


@require_POST
@answers_in_json
def add(request: HttpRequest) -> HttpResponse:
    brought = request.FILES.get("file")
    if brought is None or isinstance(brought, list):
        return _refused(_("No file arrived. Choose one and try again."), 422)
    try:
        attachment = actions.add_attachment(
            me(request),
            chunks=brought.chunks(),
            name=brought.name or "",
            draft=_key(request, "draft"),
            client_key=_key(request, "client_key"),
        )
    except RuleBroken as broken:
        return _refused(str(broken.message), getattr(broken, "status", 422))
    return JsonResponse(as_told(attachment), status=201)


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    actions.drop_attachment(me(request), attachment=_the_file(request, pk))
    if request.htmx or request.accepts("application/json"):  # type: ignore[attr-defined]
        return HttpResponse(status=204)
    return redirect("write")


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "posts/file.html", {"file": _the_file(request, pk)})


@require_safe
def itself(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    attachment = _the_file(request, pk)
    if name != attachment.name:
        return redirect(attachment.address)
    return _answer(request, attachment, "file", attachment.content_type)


@require_safe
def rendition(request: HttpRequest, pk: int, width: int) -> HttpResponseBase:
    attachment = _the_file(request, pk)
    if width not in WIDTHS or not attachment.is_picture:
        raise Http404
    return _answer(request, attachment, f"{width}.webp", "image/webp")


@require_safe
def sheet(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    attachment = _the_file(request, pk)
    if not 1 <= number <= attachment.previews:
        raise Http404
    return _answer(request, attachment, f"page-{number}.webp", "image/webp")


def as_told(attachment: Attachment) -> dict[str, object]:
    """What the browser hears of a file it sent."""
    return {
        "id": attachment.pk,
        "name": attachment.name,
        "kind": attachment.kind,
        "size": attachment.size,
        "address": attachment.address,
        "src": attachment.src,
        "width": attachment.width,
        "height": attachment.height,
    }


def _answer(
    request: HttpRequest, attachment: Attachment, part: str, content_type: str
) -> HttpResponseBase:
    path = uploads.part_of(attachment.key, part)
    if not path.exists():
        raise Http404
    answer = uploads.file_answer(
        request,
        path,
        etag=f'"{attachment.key.hex}-{part}"',
        content_type=content_type,
        name=attachment.name if part == "file" else "",
        inline=part != "file" or attachment.kind in uploads.INLINE,
    )
    is_pdf = part == "file" and attachment.kind == Attachment.Kind.PDF
    answer["Content-Security-Policy"] = POLICY_OF_PDF if is_pdf else POLICY
    return answer


def _the_file(request: HttpRequest, pk: int) -> Attachment:
    seen = Attachment.objects.visible_to(me(request)).select_related("post__community", "by")
    return get_object_or_404(seen, pk=pk)


def _key(request: HttpRequest, field: str) -> UUID | None:
    """A forged key is none."""
    try:
        return UUID(request.POST.get(field, ""))
    except ValueError:
        return None


def _refused(message: str, status: int) -> HttpResponse:
    return JsonResponse({"message": message}, status=status)
