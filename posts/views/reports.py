"""Say that something is wrong, and hear what became of it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kenniscafe.numbers import whole
from kenniscafe.permissions import RuleBroken, require
from people.models import User
from people.views.request import me
from posts import actions, permissions
from posts.actions.reports import Thing
from posts.forms.reports import ReportForm
from posts.models import Case, Post
from posts.told import told
from posts.views.request import sent
from threads.models import Message
from threads.places import address_of


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """In the page's dialog or on a page of its own; with something wrong in it always the latter."""
    thing = _thing(request)
    if _is_mine(request, thing):
        messages.info(request, _("This is your own. You can change it or take it away yourself."))
        return redirect(_where(thing))
    require(permissions.can_report(me(request), thing))
    form = ReportForm(sent(request))
    if form.is_valid() and _told(request, thing, form):
        return redirect(_where(thing))
    shown = {"form": form, "thing": thing, "kind": _kind(thing), "back": _where(thing)}
    in_page = bool(getattr(request, "htmx", False)) and not form.is_bound
    template = "posts/report_dialog.html" if in_page else "posts/report.html"
    return render(request, template, shown, status=422 if form.errors else 200)


@require_safe
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """For who reported it, and for who wrote it once something was decided."""
    mine = Case.objects.told_to(me(request)).with_things()  # visibility: whom it concerns
    found = get_object_or_404(mine, pk=pk)
    return render(request, "posts/told.html", {"told": told(me(request), found)})


def _told(request: HttpRequest, thing: Thing, form: ReportForm) -> bool:
    try:
        actions.report(me(request), thing=thing, **form.cleaned_data)
    except RuleBroken as broken:
        form.add_error("words", str(broken.message))
        return False
    messages.success(
        request, _("Thank you. A moderator looks at it, and nobody learns who you are.")
    )
    return True


def _thing(request: HttpRequest) -> Thing:
    viewer, asked = me(request), request.GET
    if "bericht" in asked:
        posts = Post.objects.visible_to(viewer).published()
        return get_object_or_404(posts, pk=whole(asked["bericht"]))
    if "reactie" in asked:
        replies = Message.objects.visible_to(viewer).standing().select_related("thread__community")
        return get_object_or_404(replies, pk=whole(asked["reactie"]))
    if "persoon" in asked:
        seen = User.objects.visible_to(viewer)
        found: User = get_object_or_404(seen, handle=asked["persoon"][:80])
        return found
    raise Http404


def _is_mine(request: HttpRequest, thing: Thing) -> bool:
    return (thing if isinstance(thing, User) else thing.author) == me(request)


def _kind(thing: Thing) -> str:
    return {Post: "post", Message: "reply"}.get(type(thing), "person")


def _where(thing: Thing) -> str:
    if isinstance(thing, Message):
        return address_of(thing.thread, thing.number)
    return thing.get_absolute_url()
