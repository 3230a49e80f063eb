"""Administrators look after accounts: find somebody, change what they are, end it, open it again."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kenniscafe.permissions import RuleBroken, require
from people import accounts as actions
from people.forms.accounts import AccountForm, EndForm, told_of
from people.models import User
from people.permissions import can_add_people, is_editor
from people.views.request import me

PER_PAGE = 40


@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    require(can_add_people(me(request)))
    words = request.GET.get("q", "").replace("\0", "").strip()[:120]
    found = User.objects.administered_by(me(request)).with_profile()
    if words:
        found = found.filter(Q(name__icontains=words) | Q(email__icontains=words))
    page = Paginator(found.order_by("name", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "people/accounts.html", {"page": page, "words": words})


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, handle: str) -> HttpResponse:
    person = _account(request, handle)
    form = AccountForm(request.POST if request.method == "POST" else None, initial=told_of(person))
    if form.is_bound and form.is_valid():
        try:
            actions.change_account(me(request), person=person, **form.told())
        except RuleBroken as broken:
            form.add_error(None, str(broken.message))
        else:
            messages.success(request, _("The account of %(name)s is changed.") % {"name": person})
            return redirect("one_account", handle)
    return _page(request, person, form=form)


@require_POST
def end(request: HttpRequest, handle: str) -> HttpResponse:
    person, form = _account(request, handle), EndForm(request.POST)
    if not form.is_valid():
        return _page(request, person, ending=form)
    reason = form.cleaned_data["reason"]
    return _done(
        request,
        person,
        lambda: actions.end_access(me(request), person=person, reason=reason),
        _("%(name)s can no longer come in.") % {"name": person},
    )


@require_POST
def reopen(request: HttpRequest, handle: str) -> HttpResponse:
    person = _account(request, handle)
    return _done(
        request,
        person,
        lambda: actions.open_again(me(request), person=person),
        _("%(name)s can come in again.") % {"name": person},
    )


@require_POST
def administer(request: HttpRequest, handle: str) -> HttpResponse:
    """What they are now decides which of the two it is; the button says so."""
    person = _account(request, handle)
    stops = request.POST.get("stop") == "1"
    act = actions.stop_administering if stops else actions.let_administer
    done = _("%(name)s administers no more.") if stops else _("%(name)s is administrator now.")
    return _done(request, person, lambda: act(me(request), person=person), done % {"name": person})


@require_POST
def edit(request: HttpRequest, handle: str) -> HttpResponse:
    """Editor or not, by what the button said."""
    person = _account(request, handle)
    stops = request.POST.get("stop") == "1"
    act = actions.dismiss_editor if stops else actions.appoint_editor
    done = _("%(name)s is editor no more.") if stops else _("%(name)s is editor now.")
    return _done(request, person, lambda: act(me(request), person=person), done % {"name": person})


def _done(request: HttpRequest, person: User, act: Callable[[], None], said: str) -> HttpResponse:
    try:
        act()
    except RuleBroken as broken:
        messages.error(request, str(broken.message))
    else:
        messages.success(request, said)
    still = User.objects.filter(pk=me(request).pk, is_superuser=True).exists()
    return redirect("one_account", person.handle) if still else redirect("today")


def _account(request: HttpRequest, handle: str) -> User:
    require(can_add_people(me(request)))
    seen = User.objects.administered_by(me(request)).with_profile()
    found: User = get_object_or_404(seen, handle=handle)
    return found


def _page(
    request: HttpRequest,
    person: User,
    *,
    form: AccountForm | None = None,
    ending: EndForm | None = None,
) -> HttpResponse:
    shown = {
        "person": person,
        "form": form or AccountForm(initial=told_of(person)),
        "ending": ending or EndForm(),
        "is_editor": is_editor(person),
        "is_me": person == me(request),
    }
    bound = ending or form
    status = 422 if bound is not None and bound.is_bound else 200
    return render(request, "people/one_account.html", shown, status=status)
