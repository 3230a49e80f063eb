"""Look at what was reported and decide: of one community for who runs it, of the rest for administrators."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from communities.models import Community
from communities.permissions import can_moderate
from communities.views.request import head, place
from kenniscafe.permissions import RuleBroken, require
from people.views.request import me
from posts import actions, reported
from posts.forms.reports import JudgeForm
from posts.judging import AlreadySettled, choices_of
from posts.models import Case
from posts.views.request import sent


@require_safe
def in_community(request: HttpRequest, slug: str) -> HttpResponse:
    community = place(request, slug)
    require(can_moderate(me(request), community))
    return _page(request, community)


@require_safe
def in_cafe(request: HttpRequest) -> HttpResponse:
    require(me(request).is_superuser)
    return _page(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def one_in_community(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    community = place(request, slug)
    require(can_moderate(me(request), community))
    return _one(request, community, pk)


@require_http_methods(["GET", "HEAD", "POST"])
def one_in_cafe(request: HttpRequest, pk: int) -> HttpResponse:
    return _one(request, None, pk)


def _one(request: HttpRequest, community: Community | None, pk: int) -> HttpResponse:
    case = get_object_or_404(reported.cases_here(me(request), community), pk=pk)
    form = _form(request, case)
    if request.method == "POST" and form.is_valid():
        try:
            actions.judge(me(request), case=case, **form.cleaned_data)
        except AlreadySettled as settled:
            messages.error(request, str(settled.message))
            return redirect(request.path)
        except RuleBroken as broken:
            form.add_error("rule" if "rule" in form.fields else None, str(broken.message))
        else:
            messages.success(request, _("Decided. Those concerned hear it."))
            return redirect(request.path)
    return _page(request, community, case, form)


def _form(request: HttpRequest, case: Case) -> JudgeForm:
    seen = case.judgements.count()
    return JudgeForm(sent(request), choices=choices_of(case), initial={"seen": seen})


def _page(
    request: HttpRequest,
    community: Community | None,
    case: Case | None = None,
    form: JudgeForm | None = None,
) -> HttpResponse:
    """Without a case the one that waits longest."""
    viewer = me(request)
    waiting = reported.waiting(viewer, community)
    first = waiting[0].case if waiting and case is None else case
    shown = head(viewer, community, "reports") if community else {"community": None}
    shown |= {
        "waiting": waiting,
        "decided": reported.decided(viewer, community),
        "chosen": reported.whole(viewer, first) if first else None,
        "form": form or (_form(request, first) if first else None),
        "beside": reported.colleagues_who_judge(viewer, community) if community else [],
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "posts/reports.html", shown, status=status)
