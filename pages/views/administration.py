"""How the café runs, for administrators; nobody's doings stand here."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from frontend.templatetags.cafe import number
from kenniscafe.numbers import whole
from kenniscafe.permissions import require
from pages.actions import QUEUES, try_again
from pages.queries.administration import administration as looked_at
from people.views.request import me


class WhichForm(forms.Form):
    """Nothing in it: everything."""

    queue = forms.ChoiceField(choices=[(each, each) for each in QUEUES], required=False)
    pk = forms.CharField(required=False, max_length=40)


@require_safe
def administration(request: HttpRequest) -> HttpResponse:
    require(me(request).is_superuser)
    return render(request, "pages/administration.html", {"page": looked_at()})


@require_POST
def again(request: HttpRequest) -> HttpResponse:
    require(me(request).is_superuser)
    form = WhichForm(request.POST)
    if not form.is_valid():
        raise Http404
    queue, pk = form.cleaned_data["queue"], form.cleaned_data["pk"]
    if pk and not _is_of(queue, pk):
        raise Http404
    count = try_again(me(request), queue=queue, pk=pk)
    said = ngettext("%(n)s thing is tried again.", "%(n)s things are tried again.", count)
    messages.success(request, said % {"n": number(count)})
    return redirect("administration")


def _is_of(queue: str, pk: str) -> bool:
    if queue != "task":
        return queue != "" and bool(whole(pk))
    try:
        return bool(UUID(pk))
    except ValueError:
        return False
