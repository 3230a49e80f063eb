from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from communities.models import Community
from kenniscafe.permissions import RuleBroken, require
from people.views.request import me
from posts import permissions, queries, sending
from posts.forms.writing import EVERYONE, EditForm, TextForm, WriteForm
from posts.models import Post
from posts.views.request import sent, the_post

Written = TypeVar("Written", bound=TextForm)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    if request.GET.get("soort") == Post.Kind.LINK:
        return redirect(f"{reverse('keep')}?publiek=1")
    form = WriteForm(sent(request), viewer=me(request), initial=_first_offer(request))
    if request.method == "POST" and form.is_valid() and (written := _done(form, sending.send)):
        return redirect(written)
    return _form(request, "posts/write.html", form, outside=_not_joined(request))


@require_safe
def people_to_call(request: HttpRequest) -> HttpResponse:
    found = queries.people_to_call(me(request), request.GET.get("q", "")[:80])
    return render(request, "components/reply_form/people.html", {"people": found})


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    post = the_post(request, pk)
    require(permissions.can_edit(me(request), post))
    if post.kind == Post.Kind.LINK:
        return redirect(_form_of_link(post))
    form = EditForm(sent(request), viewer=me(request), post=post)
    if request.method == "POST" and form.is_valid() and _done(form, sending.change):
        return redirect(post)
    return _form(request, "posts/edit.html", form, post=post)


def _done(form: Written, send: Callable[[Written], Post]) -> Post | None:
    """None: a rule stands in the way, and the form says which."""
    try:
        return send(form)
    except RuleBroken as broken:
        form.add_error(None, str(broken.message))
        return None


def _form_of_link(post: Post) -> str:
    """A bookmark is changed where it was made: in its author's archive."""
    if post.origin_kind == "bookmark":
        return reverse("bookmark", args=[post.origin_id])
    address = post.link.address if post.link else ""
    return f"{reverse('keep')}?{urlencode({'adres': address})}"


def _form(request: HttpRequest, template: str, form: TextForm, **context: Any) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, template, {"form": form, **context}, status=status)


def _first_offer(request: HttpRequest) -> dict[str, str]:
    kind, slug = request.GET.get("soort", ""), request.GET.get("community", "")
    mine = Community.objects.joined_by(me(request)).in_use().filter(slug=slug).first()
    return {
        "soort": kind if kind in Post.Kind.values else Post.Kind.NOTE,
        "audience": str(mine.pk) if mine else EVERYONE,
    }


def _not_joined(request: HttpRequest) -> Community | None:
    """The community one came from, when one reads it and is not in it: writing begins with joining."""
    seen = Community.objects.readable_by(me(request)).in_use()
    community = seen.filter(slug=request.GET.get("community", "")).first()
    joined = Community.objects.joined_by(me(request))
    return None if community is None or community in joined else community
