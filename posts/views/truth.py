"""Still true? Who keeps it right, that it was checked, that it is obsolete, and where it belongs."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communities.permissions import can_moderate
from communities.views.request import head, place
from kenniscafe.permissions import RuleBroken, require
from people.views.request import me
from posts import actions, permissions, upkeep
from posts.forms.truth import LookAfterForm, MoveForm, ObsoleteForm
from posts.models import Post
from posts.views.request import obey, sent, the_post

PER_PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
def look_after(request: HttpRequest, pk: int) -> HttpResponse:
    post = the_post(request, pk)
    require(permissions.can_look_after(me(request), post))
    form = LookAfterForm(sent(request), viewer=me(request), post=post)
    if form.is_valid():
        try:
            actions.look_after_post(me(request), post=post, **form.cleaned_data)
        except RuleBroken as broken:
            form.add_error("owner", str(broken.message))
        else:
            messages.success(request, _("Your changes are kept."))
            return redirect(post)
    status = 422 if form.errors else 200
    return render(request, "posts/look_after.html", {"post": post, "form": form}, status=status)


@require_POST
def verify(request: HttpRequest, pk: int) -> HttpResponse:
    """Asked from the list of a community, one stays there."""
    post = the_post(request, pk)
    actions.verify_post(me(request), post=post)
    messages.success(request, _("Thank you. Readers see that it was checked today."))
    if "lijst" in request.POST and post.community:
        return redirect("community_checks", post.community.slug)
    return redirect(post)


@require_http_methods(["GET", "HEAD", "POST"])
def obsolete(request: HttpRequest, pk: int) -> HttpResponse:
    post = the_post(request, pk)
    require(permissions.can_look_after(me(request), post))
    form = ObsoleteForm(
        sent(request), viewer=me(request), post=post, initial=_said_before(request, post)
    )
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.mark_obsolete(
                me(request), post=post, reason=said["reason"], replaced_by=said["replaced_by"]
            )
        except RuleBroken as broken:
            form.add_error(None, str(broken.message))
        else:
            return redirect(post)
    status = 422 if form.errors else 200
    return render(request, "posts/obsolete.html", {"post": post, "form": form}, status=status)


def _said_before(request: HttpRequest, post: Post) -> dict[str, str]:
    if not post.is_obsolete:
        return {}
    other = upkeep.replacement(me(request), post)
    address = request.build_absolute_uri(other.get_absolute_url()) if other else ""
    return {"reason": post.obsolescence.reason, "replacement": address}


@require_POST
def holds_again(request: HttpRequest, pk: int) -> HttpResponse:
    return obey(request, the_post(request, pk), actions.take_back_obsolete, where="")


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Asked for with a place, it tells first who would read it there, and who no longer."""
    post = the_post(request, pk)
    require(permissions.what_may(me(request), post).move)
    chosen = request.POST if request.method == "POST" else request.GET
    form = MoveForm(chosen if "to" in chosen else None, viewer=me(request), post=post)
    shown = {"post": post, "form": form}
    if not form.is_valid():
        return render(request, "posts/move.html", shown, status=422 if form.errors else 200)
    to = form.cleaned_data["to"]
    if request.method != "POST":
        shown["consequences"] = upkeep.consequences(me(request), post, to)
        return render(request, "posts/move.html", shown)
    try:
        actions.move_post(me(request), post=post, to=to)
    except RuleBroken as broken:
        form.add_error("to", str(broken.message))
        return render(request, "posts/move.html", shown, status=422)
    messages.success(request, _("The post has moved, with everything under it."))
    return redirect(post)


@require_safe
def checks(request: HttpRequest, slug: str) -> HttpResponse:
    """For who runs the community: what must be looked at again."""
    community = place(request, slug)
    require(can_moderate(me(request), community))
    page = Paginator(upkeep.due_in(me(request), community).with_card_data(), PER_PAGE).get_page(
        request.GET.get("page")
    )
    shown = head(me(request), community, "checks")
    due = upkeep.with_keepers(list(page))
    return render(request, "posts/checks.html", shown | {"page": page, "due": due})
