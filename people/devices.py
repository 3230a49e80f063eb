"""Where somebody is signed in: browser, system and when it was last used. No address, no place, no history.

A cookie knows the browser again. The time is written when an hour has passed, never on each request.
"""

import re
import secrets
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from time import time
from typing import Final

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from kenniscafe.events import publish
from people.events import SignedInOnNewDevice
from people.models import Device, User

COOKIE: Final = "device"
KEPT: Final = timedelta(days=400)
HOUR: Final = 3600  # seconds
_SEEN: Final = "device_seen"
# The first that fits: most browsers also name the ones they descend from.
BROWSERS: Final = [
    ("Edg", "Edge"),
    ("OPR|Opera", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox|FxiOS", "Firefox"),
    ("Chrome|CriOS|Chromium", "Chrome"),
    ("Safari", "Safari"),
]
SYSTEMS: Final = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X|Macintosh", "macOS"),
    ("Linux|X11", "Linux"),
]


def note_sign_in(request: HttpRequest, person: User) -> None:
    """Called when somebody has just signed in, with the session they got."""
    key = request.COOKIES.get(COOKIE, "")
    if not re.fullmatch(r"[\w-]{43}", key):
        key = request.new_device = secrets.token_urlsafe(32)  # type: ignore[attr-defined]  # the cookie follows
    with transaction.atomic():
        knows_others = person.devices.exists()
        device, is_new = _note(request, person, key)
        if is_new and knows_others:
            publish(SignedInOnNewDevice(person_id=person.pk, device_id=device.pk))


def note_new_session(request: HttpRequest, person: User) -> None:
    """The same browser got another session, as after another password."""
    if key := request.COOKIES.get(COOKIE, ""):
        _note(request, person, key)


def devices_of(viewer: User) -> QuerySet[Device]:
    """Those where somebody is signed in now, the last used first."""
    living = Session.objects.filter(expire_date__gt=timezone.now())
    seen: QuerySet[Device] = Device.objects.visible_to(viewer)
    return seen.filter(session_key__in=living.values("session_key")).order_by("-last_seen", "-pk")


def end_device(actor: User, *, device: Device) -> None:
    end_sessions(Device.objects.filter(person=actor, pk=device.pk))


def end_other_devices(actor: User, *, here: str | None) -> None:
    """`here` is the session that stays."""
    end_sessions(Device.objects.filter(person=actor).exclude(session_key=here or ""))


def end_sessions(devices: QuerySet[Device]) -> None:
    with transaction.atomic():
        for key in devices.exclude(session_key="").values_list("session_key", flat=True):
            SessionStore(key).delete()
        devices.update(session_key="")


def forget_old_devices() -> None:
    Device.objects.filter(last_seen__lt=timezone.now() - KEPT).delete()


class DeviceMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # Whoever did not ask who is there need not be asked now.
        if request.session.accessed and _SEEN in request.session:
            _seen_again(request)
        if key := getattr(request, "new_device", ""):
            response.set_cookie(
                COOKIE,
                key,
                max_age=KEPT,
                httponly=True,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )
        return response


def _seen_again(request: HttpRequest) -> None:
    if time() - request.session[_SEEN] > HOUR:
        here = Device.objects.filter(session_key=request.session.session_key)
        here.update(last_seen=timezone.now())
        request.session[_SEEN] = int(time())


def _note(request: HttpRequest, person: User, key: str) -> tuple[Device, bool]:
    if request.session.session_key is None:
        request.session.create()
    agent = request.headers.get("User-Agent", "")
    request.session[_SEEN] = int(time())
    noted: tuple[Device, bool] = Device.objects.update_or_create(
        person=person,
        key=sha256(key.encode()).hexdigest(),
        defaults={
            "session_key": request.session.session_key or "",
            "browser": _named(agent, BROWSERS),
            "system": _named(agent, SYSTEMS),
            "last_seen": timezone.now(),
        },
    )
    return noted


def _named(agent: str, names: list[tuple[str, str]]) -> str:
    return next((name for sign, name in names if re.search(sign, agent)), "")
