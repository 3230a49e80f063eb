"""Where somebody is signed in: their own to see and to end, and told when it is somewhere new."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from kenniscafe import events as machinery
from people.devices import devices_of, forget_old_devices
from people.events import SignedInOnNewDevice
from people.models import Device, User
from tests.factories import PASSWORD, a_person
from tests.people.doors import is_in, sign_in

pytestmark = pytest.mark.django_db

PAGE = "/account/apparaten/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1"


def browser(agent: str = FIREFOX) -> Client:
    return Client(headers={"User-Agent": agent})


def signed_in(person: User, agent: str = FIREFOX) -> Client:
    door = browser(agent)
    assert sign_in(door, person.email).status_code == 302
    return door


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch, organisation: object) -> list[machinery.Event]:
    told: list[machinery.Event] = []
    monkeypatch.setattr("people.devices.publish", told.append)
    return told


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox op Windows"),
        (EDGE, "Edge op Windows"),
        (IPHONE, "Safari op iPhone"),
        ("curl/8", "een browser die we niet kennen"),
        ("<script>alert(1)</script>", "een browser die we niet kennen"),
    ],
)
def test_a_device_is_named_in_words(heard: list[object], agent: str, words: str) -> None:
    page = signed_in(a_person(), agent).get(PAGE).content.decode()

    assert words in page
    assert "<script>alert" not in page


def test_only_a_device_not_seen_before_is_told_and_never_the_first(
    heard: list[machinery.Event],
) -> None:
    person = a_person()
    first = signed_in(person)
    first.post("/afmelden/")
    sign_in(first, person.email)
    assert heard == []

    signed_in(person, EDGE)

    new = Device.objects.get(person=person, browser="Edge")
    assert heard == [SignedInOnNewDevice(person_id=person.pk, device_id=new.pk)]


def test_the_same_browser_of_two_people_is_a_device_of_each(heard: list[object]) -> None:
    shared, noor, fenna = browser(), a_person(), a_person()
    sign_in(shared, noor.email)
    shared.post("/afmelden/")
    sign_in(shared, fenna.email)

    assert [device.person for device in Device.objects.order_by("pk")] == [noor, fenna]
    assert list(devices_of(noor)) == []


@pytest.mark.parametrize("cookie", ["", "x", "a" * 43, "a" * 100_000, "é" * 43, "a\x00b"])
def test_what_the_cookie_says_is_never_trusted(heard: list[object], cookie: str) -> None:
    person, door = a_person(), browser()
    door.cookies["device"] = cookie

    sign_in(door, person.email)

    assert is_in(door, person)
    assert len(Device.objects.get().key) == 64


def test_signing_off_a_device_ends_its_session_at_once(heard: list[object]) -> None:
    person = a_person()
    here, there = signed_in(person), signed_in(person, EDGE)
    device = Device.objects.get(browser="Edge")

    answer = here.post(f"{PAGE}{device.pk}/")

    assert answer["Location"] == PAGE
    assert there.get("/account/")["Location"].startswith("/aanmelden/")
    assert here.get("/account/").status_code == 200
    assert [each.browser for each in devices_of(person)] == ["Firefox"]


def test_signing_off_all_others_leaves_this_one(heard: list[object]) -> None:
    person = a_person()
    here, *there = (signed_in(person, agent) for agent in (FIREFOX, EDGE, IPHONE))

    here.post(f"{PAGE}andere/")

    assert here.get("/account/").status_code == 200
    assert [other.get("/account/").status_code for other in there] == [302, 302]
    assert Session.objects.count() == 1


def test_nobody_ends_a_device_of_somebody_else(heard: list[object]) -> None:
    noor, fenna = a_person(), a_person()
    hers, mine = signed_in(noor), signed_in(fenna)

    answer = mine.post(f"{PAGE}{Device.objects.get(person=noor).pk}/")

    assert answer.status_code == mine.post(f"{PAGE}999999/").status_code == 404
    assert hers.get("/account/").status_code == 200


def test_another_password_ends_the_others_and_keeps_this_one(heard: list[object]) -> None:
    person = a_person()
    here, there = signed_in(person), signed_in(person, EDGE)

    here.post("/account/wachtwoord/", {"oldpassword": PASSWORD, "password1": "kruidkoek bij thee"})

    assert here.get(PAGE).status_code == 200
    assert there.get(PAGE).status_code == 302
    assert [each.browser for each in devices_of(person)] == ["Firefox"]
    assert Session.objects.count() == 1


def test_a_page_within_the_hour_writes_nothing(heard: list[object]) -> None:
    person = a_person()
    door = signed_in(person)
    door.get(PAGE)
    before = timezone.now() - timedelta(minutes=30)
    Device.objects.update(last_seen=before)

    door.get(PAGE)
    assert Device.objects.get().last_seen == before

    session = door.session
    session["device_seen"] -= 3601
    session.save()
    door.get(PAGE)
    assert Device.objects.get().last_seen > before


def test_a_device_is_forgotten_after_a_year_without_use(heard: list[object]) -> None:
    signed_in(a_person())
    Device.objects.update(last_seen=timezone.now() - timedelta(days=401))

    forget_old_devices()

    assert not Device.objects.exists()
