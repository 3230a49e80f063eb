from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from frontend.moments import clock
from kenniscafe.permissions import RuleBroken
from people.sign_in import answers_in_json
from people.views.request import me, way_back
from people.zones import zone_of
from posts import actions, drafting, queries
from posts.forms.writing import TextForm
from posts.models import Draft
from posts.permissions import DraftIsGone, DraftIsNewer


@require_POST
@answers_in_json
def autosave(request: HttpRequest) -> HttpResponse:
    """The form itself sends it, now and then; the browser puts the answer beside the button."""
    with timezone.override(zone_of(me(request))):
        return _autosaved(request)


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    with timezone.override(zone_of(me(request))):
        return render(request, "posts/drafts.html", {"drafts": queries.drafts(me(request))})


@require_POST
def drop(request: HttpRequest, key: str) -> HttpResponse:
    draft = get_object_or_404(Draft.objects.visible_to(me(request)), key=key)
    actions.drop_draft(me(request), draft=draft)
    messages.success(request, _("The draft is thrown away."))
    return redirect(way_back(request, "drafts"))


def kept(request: HttpRequest, form: TextForm) -> HttpResponse | None:
    """By the button, for who has no script; None: the form says what stands in the way."""
    try:
        draft = drafting.keep(me(request), cast("QueryDict", form.data), by_hand=True)
    except DraftIsNewer as newer:
        form.go_on_from(newer.draft)
        return None
    except RuleBroken as broken:
        form.refuse(str(broken.message))
        return None
    messages.success(
        request, _("Kept as a draft.") if draft else _("There is nothing to keep yet.")
    )
    return redirect("drafts")


def _autosaved(request: HttpRequest) -> JsonResponse:
    try:
        draft = drafting.keep(me(request), request.POST)
    except DraftIsNewer as newer:
        return JsonResponse(_of(newer.draft) | {"message": str(newer.message)}, status=409)
    except RuleBroken as broken:
        status = 410 if isinstance(broken, DraftIsGone) else 422
        return JsonResponse({"message": str(broken.message)}, status=status)
    saved_at = draft.saved_at if draft else timezone.now()
    return JsonResponse({"number": draft.number if draft else 0, "saved_at": clock(saved_at)})


def _of(draft: Draft) -> dict[str, object]:
    return {
        "number": draft.number,
        "html": draft.said.get("html", ""),
        "title": draft.said.get("title", ""),
        "saved_at": clock(draft.saved_at),
    }
