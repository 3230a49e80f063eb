"""Thin: find the post through `visible_to`, call the action, go where the reader can see what happened."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communities.models import Community
from kenniscafe.permissions import RuleBroken, require
from people.views.request import me
from posts import actions, permissions, queries
from posts.forms import EVERYONE, EditForm, TextForm, WriteForm
from posts.models import Post
from threads.models import Message
from threads.places import whole


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    if request.GET.get("soort") == Post.Kind.LINK:
        return redirect(f"{reverse('keep')}?publiek=1")
    form = WriteForm(_sent(request), viewer=me(request), initial=_first_offer(request))
    if request.method == "POST" and form.is_valid() and (post := _publish(request, form)):
        return redirect(post)
    return _form(request, "posts/write.html", form, outside=_not_joined(request))


@require_safe
def people_to_call(request: HttpRequest) -> HttpResponse:
    found = queries.people_to_call(me(request), request.GET.get("q", "")[:80])
    return render(request, "components/reply_form/people.html", {"people": found})


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    post = _post(request, pk)
    require(permissions.can_edit(me(request), post))
    if post.kind == Post.Kind.LINK:
        return redirect(_form_of_link(post))
    form = EditForm(_sent(request), viewer=me(request), post=post)
    if request.method == "POST" and form.is_valid() and _change(request, post, form):
        return redirect(post)
    return _form(request, "posts/edit.html", form, post=post)


@require_safe
def revisions(request: HttpRequest, pk: int) -> HttpResponse:
    post = _post(request, pk)
    require(permissions.what_may(me(request), post).read_revisions)
    history = queries.history(me(request), post, number=request.GET.get("versie", ""))
    return render(request, "posts/revisions.html", {"post": post, "history": history})


@require_safe
def involved(request: HttpRequest, pk: int) -> HttpResponse:
    post = _post(request, pk)
    everybody = queries.involved(me(request), post)
    return render(request, "posts/involved.html", {"post": post, "involved": everybody})


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    post = _post(request, pk)
    if request.method == "POST":
        actions.withdraw_post(me(request), post=post)
        messages.success(request, _("Taken away. Only you can still see it."))
        return redirect(post)
    require(permissions.can_withdraw(me(request), post))
    return render(request, "posts/withdraw.html", {"post": post})


@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    post = _post(request, pk)
    actions.restore_post(me(request), post=post)
    messages.success(request, _("It is back."))
    return redirect(post)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    post = _post(request, pk)
    if request.method == "POST":
        actions.remove_post(me(request), post=post)
        messages.success(request, _("Removed."))
        return redirect(post.community or "today")
    require(permissions.can_remove(me(request), post))
    return render(request, "posts/remove.html", {"post": post})


@require_POST
def move_stage(request: HttpRequest, pk: int) -> HttpResponse:
    post = _post(request, pk)
    return _obey(
        request, post, actions.move_stage, stage=request.POST.get("stage", ""), where="stadium"
    )


@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """`reactie` is the number of the reply. Asks first, in the page's dialog or on a page of its own."""
    post = _post(request, pk)
    require(permissions.can_accept(me(request), post))
    asked = whole((request.POST or request.GET).get("reactie"))
    replies = Message.objects.visible_to(me(request)).standing().select_related("author")
    message = get_object_or_404(replies, thread_id=post.thread_id, number=asked or 0)
    if request.method == "POST":
        return _obey(request, post, actions.accept_answer, message=message, where="antwoord")
    template = "posts/accept_dialog.html" if request.htmx else "posts/accept.html"  # type: ignore[attr-defined]
    return render(request, template, {"post": post, "message": message})


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    return _obey(request, _post(request, pk), actions.take_back_acceptance, where="antwoord")


@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """The page says so itself, five seconds after it was opened."""
    actions.record_read(me(request), post=_post(request, pk))
    return HttpResponse(status=204)


def _post(request: HttpRequest, pk: int) -> Post:
    posts = Post.objects.visible_to(me(request)).with_card_data()
    return get_object_or_404(posts, pk=pk)


def _publish(request: HttpRequest, form: WriteForm) -> Post | None:
    """None: a rule stands in the way, and the form says which."""
    said = form.cleaned_data
    try:
        return actions.publish_post(
            me(request),
            kind=said["soort"],
            title=said["title"],
            html=form.html,
            community=form.place(),
            tags=said["tags"],
            involved=form.people_named(),
            stage=said["stage"],
            client_key=said["client_key"],
        )
    except RuleBroken as broken:
        form.add_error(None, str(broken.message))
        return None


def _change(request: HttpRequest, post: Post, form: EditForm) -> bool:
    said = form.cleaned_data
    try:
        actions.edit_post(
            me(request),
            post=post,
            title=said["title"],
            html=form.html,
            tags=said["tags"],
            involved=form.people_named(),
        )
    except RuleBroken as broken:
        form.add_error(None, str(broken.message))
        return False
    return True


def _obey(
    request: HttpRequest, post: Post, action: Any, *, where: str, **said: Any
) -> HttpResponse:
    """Do it, or say in words why not; either way back to the place on the page where one was."""
    try:
        action(me(request), post=post, **said)
    except RuleBroken as broken:
        messages.error(request, str(broken.message))
    return redirect(f"{post.get_absolute_url()}#{where}")


def _sent(request: HttpRequest) -> QueryDict | None:
    """Also a form that was sent without anything in it was sent."""
    return request.POST if request.method == "POST" else None


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
