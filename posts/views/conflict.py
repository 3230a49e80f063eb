"""Somebody else saved a post while one was writing: both texts are shown, and nothing is lost until one has chosen."""

from contextlib import suppress
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kenniscafe.permissions import RuleBroken
from people.views.request import me
from posts import actions, attaching, conflict, drafting
from posts.forms.fields import NumberField
from posts.forms.writing import EditForm
from posts.models import Draft, Post

AGAIN = {
    "csrfmiddlewaretoken",
    "text",
    "html",
    "based_on",
    "began",
    "draft_number",
    "settle",
    "keep",
}


def both_texts(request: HttpRequest, form: EditForm) -> HttpResponse:
    """Mine is a draft first, so that it is still there when this page is left."""
    draft, said = None, cast("QueryDict", form.data)
    with suppress(RuleBroken):
        draft = drafting.keep(me(request), said)
    typed = [(name, values) for name, values in said.lists() if name not in AGAIN]
    shown = {
        "post": form.post,
        "html": form.html,
        "conflict": conflict.conflict_of(form),
        "typed": [(name, value) for name, values in typed for value in values],
        "draft_number": draft.number if draft else 0,
    }
    return render(request, "posts/conflict.html", shown, status=409)


def settled(request: HttpRequest, post: Post) -> HttpResponse | None:
    """Theirs stays, or both are put together on the form. None: nothing of the kind was asked."""
    asked = request.POST.get("settle")
    if asked == "theirs":
        for draft in Draft.objects.visible_to(me(request)).filter(post=post):
            actions.drop_draft(me(request), draft=draft)
        messages.success(request, _("The text that was saved stays."))
        return redirect(post)
    return _together(request, post) if asked == "merge" else None


def _together(request: HttpRequest, post: Post) -> HttpResponse:
    typed = request.POST
    began = NumberField().to_python(typed.get("began"))
    try:
        made = conflict.merged(post, me(request), dict(typed.lists()), began=began)
    except RuleBroken as broken:
        messages.error(request, str(broken.message))
        return redirect("edit_post", post.pk)
    own = {name: typed.get(name, "") for name in ("client_key", "draft_number")}
    form = EditForm(viewer=me(request), post=post, initial=made.initial | own)
    files = attaching.OnForm().listed(me(request), form)
    shown = {"form": form, "files": files, "post": post, "merge": made}
    return render(request, "posts/edit.html", shown)
