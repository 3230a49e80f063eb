from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from frontend.moments import clock
from kenniscafe.permissions import RuleBroken
from people.sign_in import answers_in_json
from people.views.request import me
from posts import drafting
from posts.models import Draft
from posts.permissions import DraftIsGone, DraftIsNewer


@require_POST
@answers_in_json
def autosave(request: HttpRequest) -> HttpResponse:
    """The form itself sends it, now and then; the browser puts the answer beside the button."""
    try:
        draft = drafting.keep(me(request), request.POST)
    except DraftIsNewer as newer:
        return JsonResponse(_of(newer.draft) | {"message": str(newer.message)}, status=409)
    except RuleBroken as broken:
        status = 410 if isinstance(broken, DraftIsGone) else 422
        return JsonResponse({"message": str(broken.message)}, status=status)
    if draft is None:
        return JsonResponse({"number": 0, "saved_at": clock(timezone.now())})
    return JsonResponse({"number": draft.number, "saved_at": clock(draft.saved_at)})


def _of(draft: Draft) -> dict[str, object]:
    return {
        "number": draft.number,
        "html": draft.said.get("html", ""),
        "title": draft.said.get("title", ""),
        "saved_at": clock(draft.saved_at),
    }
