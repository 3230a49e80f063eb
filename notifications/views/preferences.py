from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from notifications import actions, unsubscribing
from notifications.dayline import day_of
from notifications.forms import PreferenceForm
from notifications.queries import preference_of
from notifications.wording import stopped
from people.models import User
from people.views.request import me


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    wish = preference_of(me(request))
    form = PreferenceForm(request.POST or None, wish=wish)
    if form.is_bound and form.is_valid():
        actions.choose_preferences(me(request), **form.wishes())
        messages.success(request, _("Your preferences are saved."))
        return redirect("notice_preferences")
    context = {"form": form, "day": day_of(wish)}
    status = 422 if form.is_bound else 200
    return render(request, "notifications/preferences.html", context, status=status)


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    actions.forget_preferences(me(request))
    messages.success(request, _("Your preferences are as everybody begins."))
    return redirect("notice_preferences")


@csrf_exempt  # a mail program sends it, without having seen a page
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Asks first where somebody follows the link; what only reads links stops nothing."""
    wanted = unsubscribing.read(token)
    person = User.objects.filter(pk=wanted.person_id).first() if wanted else None
    if wanted is None or person is None:
        raise Http404
    if request.method == "POST":
        actions.unsubscribe(person, wanted=wanted)
    with override(person.language):
        context = {"what": stopped(wanted.what), "done": request.method == "POST"}
        return render(request, "notifications/unsubscribe.html", context)
