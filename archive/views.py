"""Thin: find the thing through `visible_to`, call the action, go back to where one was."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from archive import actions, queries
from archive.forms import KeepForm, LinkForm
from archive.models import Bookmark
from kenniscafe.numbers import whole
from people.models import User
from people.views.request import me
from posts.models import Post
from tags.queries import standing_slug
from threads.models import Message

Thing = Post | Message | User


def archive(request: HttpRequest) -> HttpResponse:
    asked = request.GET
    mine = queries.my_archive(
        me(request),
        shelf=asked.get("plank", "all"),
        words=asked.get("q", "")[:200],
        tag=standing_slug(asked.get("tag", "")[:100]),
        page=whole(asked.get("pagina")) or 1,
        chosen=whole(asked.get("stuk")),
    )
    return render(request, "archive/archive.html", {"archive": mine, "section": "archive"})


@require_http_methods(["GET", "POST"])
def keep(request: HttpRequest) -> HttpResponse:
    """`?bericht=`, `?reactie=` or `?persoon=` names what is kept; without any it is an outside link."""
    thing = _thing(request)
    if thing is None:
        return _keep_link(request)
    if request.method == "POST" and "audience" not in request.POST:
        return _keep_at_once(request, thing)
    form = KeepForm(request.POST or None, initial=_first_offer(request, thing))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        shared = said["audience"] == Bookmark.Audience.SHARED
        bookmark = actions.keep(
            me(request), thing=thing, note=said["note"], tags=said["tags"], shared=shared
        )
        return _done(request, bookmark)
    return _form(request, form, thing=thing)


def _keep_at_once(request: HttpRequest, thing: Thing) -> HttpResponse:
    """One gesture: as the viewer chose last time, without a question. Again changes nothing."""
    kept = _bookmark_of(me(request), thing)
    if kept is None:
        usual = queries.usual_audience(me(request), links=False)
        shared = usual is not None and usual.audience == Bookmark.Audience.SHARED
        kept = actions.keep(me(request), thing=thing, shared=shared)
    if request.headers.get("HX-Request"):
        return render(request, "components/keep_button/keep_button.html", {"bookmark": kept.pk})
    return _done(request, kept)


def _keep_link(request: HttpRequest) -> HttpResponse:
    initial = {"audience": _usual_place(me(request)), "address": request.GET.get("adres", "")}
    if request.GET.get("publiek") and me(request).is_employee:
        initial["audience"] = "everyone"
    form = LinkForm(request.POST or None, viewer=me(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        bookmark = actions.keep_link(
            me(request),
            address=said["address"],
            title=said["title"],
            note=said["note"],
            tags=said["tags"],
            place=form.place(),
            client_key=said["client_key"],
        )
        return _done(request, bookmark)
    return _form(request, form)


@require_http_methods(["GET", "POST"])
def bookmark(request: HttpRequest, pk: int) -> HttpResponse:
    """The owner's own window on one bookmark: change note, tags and who sees it."""
    kept = get_object_or_404(Bookmark.objects.filter(owner=me(request)), pk=pk)
    form = _change_form(request, kept)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        actions.change_bookmark(
            me(request),
            bookmark=kept,
            note=said["note"],
            tags=said["tags"],
            place=form.place(),
            title=said.get("title", ""),
        )
        return _done(request, kept)
    return _form(request, form, bookmark=kept)


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    kept = get_object_or_404(Bookmark.objects.filter(owner=me(request)), pk=pk)
    actions.drop_bookmark(me(request), bookmark=kept)
    messages.success(request, _("Taken out of your archive."))
    return redirect("archive")


def _thing(request: HttpRequest) -> Thing | None:
    viewer, asked = me(request), request.GET
    if "bericht" in asked:
        posts = Post.objects.visible_to(viewer).published()
        return get_object_or_404(posts, pk=whole(asked["bericht"]))
    if "reactie" in asked:
        replies = Message.objects.visible_to(viewer).standing().select_related("thread")
        return get_object_or_404(replies, pk=whole(asked["reactie"]))
    if "persoon" in asked:
        seen = User.objects.visible_to(viewer)
        person: User = get_object_or_404(seen, handle=asked["persoon"][:80])
        if person == viewer:
            raise Http404
        return person
    return None


def _bookmark_of(viewer: User, thing: Thing) -> Bookmark | None:
    return Bookmark.objects.filter(owner=viewer, **{actions.field_of(thing): thing}).first()


def _first_offer(request: HttpRequest, thing: Thing) -> dict[str, Any]:
    kept = _bookmark_of(me(request), thing)
    usual = kept or queries.usual_audience(me(request), links=False)
    offer: dict[str, Any] = {"audience": usual.audience if usual else "only_me"}
    if kept is not None:
        offer |= {"note": kept.note, "tags": [tag.name for tag in kept.tags.all()]}
    return offer


def _usual_place(viewer: User) -> str:
    usual = queries.usual_audience(viewer, links=True)
    if usual is None:
        return "only_me"
    return str(usual.community_id or usual.audience)


def _change_form(request: HttpRequest, kept: Bookmark) -> KeepForm | LinkForm:
    initial = {
        "note": kept.note,
        "tags": [tag.name for tag in kept.tags.all()],
        "audience": str(kept.community_id or kept.audience),
    }
    if kept.link is None:
        return KeepForm(request.POST or None, initial=initial)
    initial |= {"address": kept.link.address, "title": kept.title}
    form = LinkForm(request.POST or None, viewer=me(request), initial=initial)
    form.fields["address"].disabled = True
    return form


def _form(request: HttpRequest, form: KeepForm | LinkForm, **context: Any) -> HttpResponse:
    rows = queries.rows_of(me(request), [context["bookmark"]]) if "bookmark" in context else []
    context |= {"form": form, "section": "archive", "row": rows[0] if rows else None}
    status = 422 if form.is_bound else 200
    return render(request, "archive/keep.html", context, status=status)


def _done(request: HttpRequest, bookmark: Bookmark) -> HttpResponse:
    messages.success(request, _("Kept in your archive."))
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        return redirect(back)
    return redirect(f"/archief/?stuk={bookmark.pk}")
