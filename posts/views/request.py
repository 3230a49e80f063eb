"""Thin: find the post through `visible_to`, call the action, go where the reader can see what happened."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect

from kenniscafe.permissions import RuleBroken
from people.views.request import me
from posts.models import Post


def the_post(request: HttpRequest, pk: int) -> Post:
    posts = Post.objects.visible_to(me(request)).with_card_data()
    return get_object_or_404(posts, pk=pk)


def obey(request: HttpRequest, post: Post, action: Any, *, where: str, **said: Any) -> HttpResponse:
    """Do it, or say in words why not; either way back to the place on the page where one was."""
    try:
        action(me(request), post=post, **said)
    except RuleBroken as broken:
        messages.error(request, str(broken.message))
    return redirect(f"{post.get_absolute_url()}#{where}")


def sent(request: HttpRequest) -> QueryDict | None:
    """Also a form that was sent without anything in it was sent."""
    return request.POST if request.method == "POST" else None
