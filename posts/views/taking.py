from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kenniscafe.permissions import require
from people.views.request import me
from posts import actions, permissions
from posts.views.request import the_post


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    post = the_post(request, pk)
    if request.method == "POST":
        actions.withdraw_post(me(request), post=post)
        messages.success(request, _("Taken away. Only you can still see it."))
        return redirect(post)
    require(permissions.can_withdraw(me(request), post))
    return render(request, "posts/withdraw.html", {"post": post})


@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    post = the_post(request, pk)
    actions.restore_post(me(request), post=post)
    messages.success(request, _("It is back."))
    return redirect(post)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    post = the_post(request, pk)
    if request.method == "POST":
        actions.remove_post(me(request), post=post)
        messages.success(request, _("Removed."))
        return redirect(post.community or "today")
    require(permissions.can_remove(me(request), post))
    return render(request, "posts/remove.html", {"post": post})
