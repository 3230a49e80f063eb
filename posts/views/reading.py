from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from kenniscafe.permissions import require
from people.views.request import me
from posts import actions, permissions, queries
from posts.views.request import the_post


@require_safe
def revisions(request: HttpRequest, pk: int) -> HttpResponse:
    post = the_post(request, pk)
    require(permissions.what_may(me(request), post).read_revisions)
    history = queries.history(me(request), post, number=request.GET.get("versie", ""))
    return render(request, "posts/revisions.html", {"post": post, "history": history})


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
