from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from kenniscafe.numbers import whole
from kenniscafe.permissions import require
from people.views.request import me
from posts import actions, history, permissions, queries
from posts.views.request import the_post


@require_safe
def revisions(request: HttpRequest, pk: int) -> HttpResponse:
    """Every edit with what it changed; or, with `van` and `tot`, two versions beside each other in one text."""
    post = the_post(request, pk)
    require(permissions.what_may(me(request), post).read_revisions)
    one, other = (whole(request.GET.get(name)) or 0 for name in ("van", "tot"))
    if one and other:
        compared = history.compare(me(request), post, one=one, other=other)
        return render(request, "posts/compare.html", {"post": post, "compared": compared})
    page, edits = history.edits(me(request), post, page=request.GET.get("page", ""))
    return render(request, "posts/revisions.html", {"post": post, "page": page, "edits": edits})


@require_safe
def involved(request: HttpRequest, pk: int) -> HttpResponse:
    post = the_post(request, pk)
    everybody = queries.involved(me(request), post)
    return render(request, "posts/involved.html", {"post": post, "involved": everybody})


@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """The page says so itself, five seconds after it was opened."""
    actions.record_read(me(request), post=the_post(request, pk))
    return HttpResponse(status=204)
