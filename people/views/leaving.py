"""*Mijn gegevens* and *Weggaan*: taking along what is one's own, and going."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kenniscafe.permissions import RuleBroken
from kenniscafe.uploads import file_answer
from people import exporting
from people.departure import close_account, duties_of, return_to_cafe
from people.forms.leaving import LeaveForm, SureForm
from people.models import Departure, Export
from people.permissions import can_return
from people.personal import Words
from people.queries import export_of
from people.views.request import me

RETURNING = "returning"  # in the session: who typed the password of an account they closed


@require_http_methods(["GET", "HEAD", "POST"])
def my_data(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        exporting.ask_export(me(request))
        return redirect("my_data")
    shown = {"export": export_of(me(request))}
    return render(request, "people/my_data.html", shown)


@require_safe
def export_file(request: HttpRequest, key: UUID) -> HttpResponseBase:
    found = get_object_or_404(Export.objects.visible_to(me(request)).ready(), key=key)
    path = exporting.path_of(found.key)
    if not path.exists():
        raise Http404
    name = f"kenniscafe-{me(request).handle}.zip"
    kind = "application/zip"
    etag = f'"{found.key.hex}"'
    return file_answer(request, path, etag=etag, content_type=kind, name=name, inline=False)


@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    shown = {"form": LeaveForm(person=me(request)), "duties": duties_of(me(request))}
    return render(request, "people/leave.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def leave_for_sure(request: HttpRequest) -> HttpResponse:
    asked = request.POST if request.method == "POST" else request.GET
    chosen = LeaveForm(asked, person=me(request))
    if not chosen.is_valid():
        shown = {"form": chosen, "duties": duties_of(me(request))}
        return render(request, "people/leave.html", shown, status=422)
    words = chosen.cleaned_data["words"]
    form = SureForm(request.POST or None)
    if form.is_bound and form.is_valid() and _closed(request, form, words):
        logout(request)
        return redirect("account_closed")
    shown = {"form": form, "words": words, "choice": chosen.label_of(words)}
    return render(
        request, "people/leave_for_sure.html", shown, status=422 if form.is_bound else 200
    )


@require_safe
@login_not_required
def account_closed(request: HttpRequest) -> HttpResponse:
    return render(request, "people/account_closed.html")


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def stay(request: HttpRequest) -> HttpResponse:
    """For who typed the right password at the door. Coming in again is signing in again, with all that belongs to it."""
    asked = Departure.objects.select_related("person").filter(person=request.session.get(RETURNING))
    leaving = asked.first()
    if leaving is None or not can_return(leaving):
        return redirect("account_login")
    if request.method == "POST":
        return_to_cafe(leaving.person)
        request.session.flush()
        messages.success(
            request, _("Good that you are back. Sign in, and everything is as it was.")
        )
        return redirect("account_login")
    return render(request, "people/stay.html", {"leaving": leaving})


def _closed(request: HttpRequest, form: SureForm, words: str) -> bool:
    try:
        close_account(me(request), words=cast(Words, words), email=form.cleaned_data["email"])
    except RuleBroken as broken:
        form.add_error("email", str(broken.message))
    return form.is_valid()
