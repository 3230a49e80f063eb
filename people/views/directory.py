from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from frontend.portraits import portrait_svg
from kenniscafe.richtext import clean_line
from people import actions, queries
from people.models import User
from people.views.request import me, way_back
from tags.models import Tag
from tags.queries import standing, standing_slug

LAST_SEED = 2**31


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    viewer = me(request)
    asked = {
        field: clean_line(request.GET.get(field, ""), limit=120)
        for field in ("name", "unit", "place", "tag")
    }
    wanted = queries.Wanted(**asked | {"tag": standing_slug(asked["tag"])})
    page = queries.directory(viewer, wanted, request.GET.get("page", ""))
    shown = {
        "wanted": wanted,
        "page": page,
        "rows": queries.rows(viewer, page, wanted),
        "totals": queries.totals(viewer),
        "topics": queries.topics(viewer),
        "units": queries.units(viewer),
        "places": queries.places(viewer),
    }
    return render(request, "people/people.html", shown)


@require_POST
def follow_person(request: HttpRequest, handle: str) -> HttpResponse:
    person = get_object_or_404(User.objects.visible_to(me(request)), handle=handle)
    actions.follow_person(me(request), person=person)
    return _button(request, person, following=True)


@require_POST
def unfollow_person(request: HttpRequest, handle: str) -> HttpResponse:
    person = get_object_or_404(User.objects.visible_to(me(request)), handle=handle)
    actions.unfollow_person(me(request), person=person)
    return _button(request, person, following=False)


@require_POST
def follow_tag(request: HttpRequest, slug: str) -> HttpResponse:
    tag = _the_tag(request, slug)
    actions.follow_tag(me(request), tag=tag)
    return _button(request, tag, following=True)


@require_POST
def unfollow_tag(request: HttpRequest, slug: str) -> HttpResponse:
    tag = _the_tag(request, slug)
    actions.unfollow_tag(me(request), tag=tag)
    return _button(request, tag, following=False)


@require_safe
@login_not_required
def portrait(request: HttpRequest, seed: int) -> HttpResponse:
    """The same for everybody, for ever: it tells nothing but the number it is drawn from."""
    if seed >= LAST_SEED:
        raise Http404
    answer = HttpResponse(portrait_svg(seed), content_type="image/svg+xml")
    answer["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer


def _the_tag(request: HttpRequest, slug: str) -> Tag:
    asked = get_object_or_404(Tag, slug=slug)  # visibility: judged on what it became
    return get_object_or_404(Tag.objects.visible_to(me(request)), pk=standing(asked).pk)


def _button(request: HttpRequest, thing: User | Tag, *, following: bool) -> HttpResponse:
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(way_back(request, "people") if request.POST.get("next") else thing)
    context = {"thing": thing, "following": following}
    return render(request, "components/follow_button/follow_button.html", context)
