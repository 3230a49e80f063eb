from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kenniscafe.permissions import RuleBroken
from pages.actions import begin_home
from people import first_start as installation
from people.actions import open_organisation
from people.devices import note_sign_in
from people.forms.door import FirstStartForm
from people.models import Organisation, User
from people.permissions import CafeIsOpen


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@never_cache
def first_start(request: HttpRequest) -> HttpResponse:
    """Asks once who runs this café; afterwards there is no such page."""
    if not installation.is_open():
        raise Http404
    form = FirstStartForm(request.POST or None)
    if form.is_bound and form.is_valid():
        return _opened(request, form) or _page(request, form)
    return _page(request, form)


def _opened(request: HttpRequest, form: FirstStartForm) -> HttpResponse | None:
    if not ratelimit.consume(request, action="installation_code"):
        wait: HttpResponse = ratelimit.respond_429(request)
        return wait
    if not installation.is_the_code(form.cleaned_data["code"]):
        if not installation.is_open():  # somebody else was first, and the code is gone
            installation.forget_installation_code()
            raise Http404
        form.add_error("code", _("This is not the code that the server showed when it started."))
        return None
    try:
        person = _open(form)
    except CafeIsOpen as broken:
        messages.error(request, str(broken.message))
        return redirect("account_login")
    except RuleBroken as broken:
        form.add_error(None, str(broken.message))
        return None
    installation.forget_installation_code()
    login(request, person, backend="people.sign_in.CurrentPeopleBackend")
    note_sign_in(request, person)
    return redirect("today")


def _open(form: FirstStartForm) -> User:
    typed = form.cleaned_data
    person = open_organisation(
        name=typed["organisation"],
        language=typed["language"],
        administrator=typed["name"],
        email=typed["email"],
        password=typed["password"],
    )
    begin_home(Organisation.objects.get())
    return person


def _page(request: HttpRequest, form: FirstStartForm) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "pages/first_start.html", {"form": form}, status=status)
