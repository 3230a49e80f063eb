"""Does this exist already? Beside the title while somebody types, and without a script by the search page."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from people.views.request import me
from posts import actions
from posts.existing import FROM, LONGEST, existing
from posts.forms.fields import KeyField
from posts.models import Draft, Post


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def exists_already(request: HttpRequest) -> HttpResponse:
    """Asked by the form itself, it is a piece of its page; sent with the form's button, it leads to search."""
    if request.method == "POST":
        title = request.POST.get("title", "")[:LONGEST]
        return redirect(f"{reverse('search')}?{urlencode({'q': title}, errors='replace')}")
    words = request.GET.get("q") or request.GET.get("title", "")
    found = existing(me(request), words[: 4 * LONGEST])
    shown = {
        "found": found,
        "asked": len(words.strip()) >= FROM,
        "is_question": request.GET.get("soort") == Post.Kind.QUESTION,
    }
    return render(request, "components/exists/found.html", shown)


@require_POST
def answered_already(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing is posted: what was typed goes, and the reader comes where the answer is."""
    post = get_object_or_404(Post.objects.visible_to(me(request)), pk=pk)
    key = KeyField().clean(request.POST.get("client_key"))
    draft = Draft.objects.visible_to(me(request)).filter(post=None, key=key).first()
    if key and draft:
        actions.drop_draft(me(request), draft=draft)
    messages.success(request, _("Good that it was here already. You posted nothing."))
    return redirect(post)
