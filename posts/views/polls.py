from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from kenniscafe.numbers import whole
from posts import actions
from posts.views.request import obey, the_post


@require_POST
def vote(request: HttpRequest, pk: int) -> HttpResponse:
    sent = request.POST.getlist("option") if "nothing" not in request.POST else []
    chosen = [whole(option) or 0 for option in sent]
    return obey(request, the_post(request, pk), actions.vote, options=chosen, where="peiling")


@require_POST
def close_poll(request: HttpRequest, pk: int) -> HttpResponse:
    return obey(request, the_post(request, pk), actions.close_poll, where="peiling")
