from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kenniscafe.permissions import RuleBroken, require
from tags import actions
from tags.forms import MergeForm, TagForm
from tags.models import Tag
from tags.permissions import can_change
from tags.queries import suggest_tags, what_moves


@require_safe
@never_cache
def tag_suggestions(request: HttpRequest) -> HttpResponse:
    """Options for the list under a field of tags."""
    found = suggest_tags(request.user, request.GET.get("q", ""))
    return render(request, "tags/suggestions.html", {"tags": found})


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    tag = _to_look_after(request, slug)
    form = TagForm(request.POST if request.method == "POST" else None, initial=_said_of(tag))
    if form.is_valid():
        try:
            tag = actions.change_tag(request.user, tag=tag, **form.cleaned_data)
        except RuleBroken as broken:
            form.add_error(None, str(broken.message))
        else:
            messages.success(request, _("Your changes are kept."))
            return redirect(tag)
    return _page(request, "tags/edit.html", tag, form)


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, slug: str) -> HttpResponse:
    """Asked for with `into`, it shows first what would move."""
    tag = _to_look_after(request, slug)
    chosen = request.POST if request.method == "POST" else request.GET
    form = MergeForm(chosen if "into" in chosen else None, viewer=request.user)
    into = form.cleaned_data["into"] if form.is_valid() else None
    if into is None or request.method != "POST":
        if into == tag:
            form.add_error("into", _("This is the same tag. Choose another one."))
        shown = {"into": into, "moves": what_moves(request.user, tag)}
        return _page(request, "tags/merge.html", tag, form, **shown)
    try:
        into = actions.merge_tags(request.user, tag=tag, into=into)
    except RuleBroken as broken:
        form.add_error(None, str(broken.message))
        return _page(request, "tags/merge.html", tag, form)
    said = _("#%(tag)s is now #%(into)s. What stood under it follows in a moment.")
    messages.success(request, said % {"tag": tag.label(), "into": into.label()})
    return redirect(into)


def _to_look_after(request: HttpRequest, slug: str) -> Tag:
    tag = get_object_or_404(Tag.objects.visible_to(request.user).in_use(), slug=slug)
    require(can_change(request.user, tag))
    return tag


def _said_of(tag: Tag) -> dict[str, Any]:
    names = ["name", "name_en", "description", "description_en", "curated"]
    synonyms = list(tag.synonyms.order_by("name").values_list("name", flat=True))
    return {name: getattr(tag, name) for name in names} | {"synonyms": synonyms}


def _page(
    request: HttpRequest, template: str, tag: Tag, form: forms.Form, **shown: Any
) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, {"tag": tag, "form": form, **shown}, status=status)
