from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST

from kenniscafe.numbers import whole
from kenniscafe.permissions import require
from people.views.request import me
from posts import actions, permissions
from posts.views.request import obey, the_post
from threads.models import Message


@require_POST
def move_stage(request: HttpRequest, pk: int) -> HttpResponse:
    post = the_post(request, pk)
    return obey(
        request, post, actions.move_stage, stage=request.POST.get("stage", ""), where="stadium"
    )


@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """`reactie` is the number of the reply. Asks first, in the page's dialog or on a page of its own."""
    post = the_post(request, pk)
    require(permissions.can_accept(me(request), post))
    asked = whole((request.POST or request.GET).get("reactie"))
    replies = Message.objects.visible_to(me(request)).standing().select_related("author")
    message = get_object_or_404(replies, thread_id=post.thread_id, number=asked or 0)
    if request.method == "POST":
        return obey(request, post, actions.accept_answer, message=message, where="antwoord")
    template = "posts/accept_dialog.html" if request.htmx else "posts/accept.html"  # type: ignore[attr-defined]
    return render(request, template, {"post": post, "message": message})


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    return obey(request, the_post(request, pk), actions.take_back_acceptance, where="antwoord")
