"""In my account: where I am signed in, and what I sign in with besides a password."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from people.devices import devices_of, end_device, end_other_devices
from people.models import Device
from people.second_factor import protection_of
from people.views.request import me
from people.views.work_account import key_to_connect
from people.work_account import account_of, is_offered


@require_safe
def devices(request: HttpRequest) -> HttpResponse:
    shown = {
        "devices": list(devices_of(me(request))),
        "here": request.session.session_key,
        "owned": protection_of(me(request)),
        "work_account": is_offered(),
        "work_account_name": settings.OIDC_NAME,
        "connected": account_of(me(request)),
        "key_to_connect": key_to_connect(request),
    }
    return render(request, "people/devices.html", shown)


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    device = get_object_or_404(Device.objects.visible_to(me(request)), pk=pk)
    end_device(me(request), device=device)
    messages.success(request, _("Signed off: %(device)s.") % {"device": device})
    return redirect("mfa_index")


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    end_other_devices(me(request), here=request.session.session_key)
    messages.success(request, _("You are signed in here and nowhere else."))
    return redirect("mfa_index")
