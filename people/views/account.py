from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kenniscafe.permissions import RuleBroken
from people import actions
from people.forms.profile import LanguageForm, ProfileForm, TimeZoneForm
from people.sign_in import interrupted
from people.views.request import me, way_back


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    form = LanguageForm(initial={"language": me(request).language})
    zone = TimeZoneForm(initial={"time_zone": me(request).time_zone})
    return render(request, "people/account.html", {"form": form, "zone": zone})


@require_POST
def set_time_zone(request: HttpRequest) -> HttpResponse:
    form = TimeZoneForm(request.POST)
    if form.is_valid():
        actions.choose_time_zone(me(request), time_zone=form.cleaned_data["time_zone"])
        messages.success(request, _("Your time zone is saved."))
        return redirect("account")
    language = LanguageForm(initial={"language": me(request).language})
    shown = {"form": language, "zone": form}
    return render(request, "people/account.html", shown, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_profile(request: HttpRequest) -> HttpResponse:
    sent = interrupted(request, request.path) if request.method != "POST" else {}
    typed = {name: values[-1] for name, values in sent.items()}
    form = ProfileForm(request.POST or None, person=me(request), initial=typed)
    if form.is_bound and form.is_valid() and _changed(request, form):
        messages.success(request, _("Your profile is saved."))
        return redirect(me(request))
    status = 422 if form.is_bound else 200
    return render(request, "people/edit_profile.html", {"form": form}, status=status)


@require_POST
def redraw_portrait(request: HttpRequest) -> HttpResponse:
    actions.redraw_portrait(me(request))
    return redirect(way_back(request, "edit_profile"))


@require_POST
@login_not_required
def set_language(request: HttpRequest) -> HttpResponse:
    """Of a person for good, of a browser for whoever is not signed in."""
    form = LanguageForm(request.POST)
    answer = HttpResponseRedirect(way_back(request, "today"))
    if not form.is_valid():
        return answer
    language = form.cleaned_data["language"]
    if request.user.is_authenticated:
        actions.choose_language(me(request), language=language)
        with override(language):
            messages.success(request, _("From now on you read the café in English."))
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return answer


def _changed(request: HttpRequest, form: ProfileForm) -> bool:
    try:
        actions.change_profile(me(request), **form.changes())
    except RuleBroken as broken:
        form.add_error(None, str(broken.message))
    return form.is_valid()
