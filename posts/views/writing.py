from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from communities.models import Community
from kenniscafe.numbers import whole
from kenniscafe.permissions import RuleBroken, require
from people.queries import with_notes
from people.sign_in import interrupted
from people.views.request import me
from people.zones import Moment
from posts import attaching, drafting, permissions, queries, sending, slots
from posts.forms.fields import KeyField
from posts.forms.writing import EVERYONE, EditForm, TextForm, WriteForm
from posts.models import Draft, Post, Template
from posts.permissions import DraftIsNewer, PostWasEdited
from posts.planning import planned_in_words
from posts.views.conflict import both_texts, settled
from posts.views.drafts import kept
from posts.views.request import the_post

Written = TypeVar("Written", bound=TextForm)
Made = TypeVar("Made")


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    if request.GET.get("soort") == Post.Kind.LINK:
        return redirect(f"{reverse('keep')}?publiek=1")
    if request.method != "POST" and (address := _posted_since(request)):
        return redirect(address)
    files = attaching.files_on(request)
    began = _begin_with(request) | files.initial
    form = WriteForm(files.said, viewer=me(request), initial=began)
    if form.is_bound and files.all_in and (answer := _taken_in(request, form)):
        return answer
    shown = {"outside": _not_joined(request), "templates": _templates(request)}
    return _form(request, "posts/write.html", form, files=files, **shown, **_begun(request))


def _begun(request: HttpRequest) -> dict[str, Any]:
    """The draft one goes on with, and how many there are."""
    mine, key = Draft.objects.visible_to(me(request)), _key(request)
    draft = mine.filter(key=key).first() if key else None
    begun = queries.begun_as(me(request), draft) if draft else None
    return {"begun": begun, "drafts": mine.count()}


def _taken_in(request: HttpRequest, form: WriteForm) -> HttpResponse | None:
    """Kept, planned or posted; None: the form says why not."""
    if "keep" in request.POST:
        return kept(request, form)
    if not form.is_valid():
        return None
    if form.planned is None:
        written = _done(form, sending.send)
        return redirect(written) if written else None
    draft = _done(form, sending.plan)
    return _told_when(request, form.planned) if draft else None


def _told_when(request: HttpRequest, moment: Moment) -> HttpResponse:
    when = planned_in_words(me(request), moment.at)
    messages.success(request, _("Posted on %(when)s.") % {"when": when})
    if moment.twice:
        messages.info(request, _("That hour comes twice that night; the first is meant."))
    return redirect("drafts")


@require_safe
def people_to_call(request: HttpRequest) -> HttpResponse:
    found = queries.people_to_call(me(request), request.GET.get("q", "")[:80])
    return render(
        request, "components/reply_form/people.html", {"people": with_notes(me(request), found)}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    post = the_post(request, pk)
    require(permissions.can_edit(me(request), post))
    if post.kind == Post.Kind.LINK:
        return redirect(_form_of_link(post))
    if answer := settled(request, post):
        return answer
    draft = Draft.objects.visible_to(me(request)).filter(post=post).first()
    files = attaching.files_on(request)
    began = _where_one_was(request, draft) | files.initial
    form = EditForm(files.said, viewer=me(request), post=post, initial=began)
    try:
        if "keep" in request.POST and files.all_in and (answer := kept(request, form)):
            return answer
        if files.all_in and form.is_valid() and (saved := _done(form, sending.change)):
            return redirect(saved)
    except PostWasEdited:
        return both_texts(request, form)
    return _form(request, "posts/edit.html", form, files=files, post=post, draft=draft)


def _done(form: Written, send: Callable[[Written], Made]) -> Made | None:
    """None: a rule stands in the way, and the form says which."""
    try:
        return send(form)
    except PostWasEdited:
        raise
    except DraftIsNewer as newer:
        form.go_on_from(newer.draft)
        return None
    except RuleBroken as broken:
        form.add_error(None, str(broken.message))
        return None


def _form_of_link(post: Post) -> str:
    """A bookmark is changed where it was made: in its author's archive."""
    if post.origin_kind == "bookmark":
        return reverse("bookmark", args=[post.origin_id])
    address = post.link.address if post.link else ""
    return f"{reverse('keep')}?{urlencode({'adres': address})}"


def _form(
    request: HttpRequest,
    template: str,
    form: TextForm,
    *,
    files: attaching.OnForm,
    **context: Any,
) -> HttpResponse:
    status = 422 if form.is_bound or files.refused else 200
    context |= {"files": files.listed(me(request), form), "refused": files.refused}
    return render(request, template, {"form": form, **context}, status=status)


def _begin_with(request: HttpRequest) -> dict[str, Any]:
    """Where one was in this text, or what the link to here asks for."""
    key = _key(request)
    if request.method == "POST":
        return {}
    if typed := _interrupted(request):
        return typed
    if key is None:
        return _first_offer(request)
    mine = Draft.objects.visible_to(me(request)).filter(post=None)
    return drafting.carried(get_object_or_404(mine, key=key))


def _where_one_was(request: HttpRequest, draft: Draft | None) -> dict[str, Any]:
    """In the text of a session that ended, or else in one's draft."""
    if request.method == "POST":
        return {}
    return _interrupted(request) or (drafting.carried(draft) if draft else {})


def _interrupted(request: HttpRequest) -> dict[str, Any]:
    typed = interrupted(request, request.path)
    return drafting.brought_back(typed, me(request)) if typed else {}


def _posted_since(request: HttpRequest) -> Post | None:
    """Of a draft that was posted at its time, or on another device, the address leads to the post."""
    key = _key(request)
    seen = Post.objects.visible_to(me(request))
    return seen.filter(author=me(request), client_key=key).first() if key else None


def _key(request: HttpRequest) -> UUID | None:
    """Of the draft the address names; a word that is no key names one that nobody has."""
    asked = request.GET.get("concept")
    return (KeyField().clean(asked) or UUID(int=0)) if asked else None


def _templates(request: HttpRequest) -> Sequence[Template]:
    """To begin with; who has begun would lose what is there."""
    if request.method == "POST" or "concept" in request.GET or "sjabloon" in request.GET:
        return []
    return queries.templates_to_begin_with(me(request), request.GET.get("community", ""))


def _first_offer(request: HttpRequest) -> dict[str, Any]:
    if chosen := whole(request.GET.get("sjabloon")):
        seen = Template.objects.visible_to(me(request))
        return drafting.begun_with(get_object_or_404(seen, pk=chosen))
    kind, slug = request.GET.get("soort", ""), request.GET.get("community", "")
    mine = Community.objects.joined_by(me(request)).in_use().filter(slug=slug).first()
    offer = slots.offered(request.GET)
    offer["soort"] = kind if kind in Post.Kind.values else Post.Kind.NOTE
    if mine or me(request).is_employee:
        offer["audience"] = str(mine.pk) if mine else EVERYONE
    return offer


def _not_joined(request: HttpRequest) -> Community | None:
    """The community one came from, when one reads it and is not in it: writing begins with joining."""
    seen = Community.objects.readable_by(me(request)).in_use()
    community = seen.filter(slug=request.GET.get("community", "")).first()
    joined = Community.objects.joined_by(me(request))
    return None if community is None or community in joined else community
