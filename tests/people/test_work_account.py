"""Coming in by a work account: who somebody is says the provider's own name for them, never an address alone."""

import json
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from pytest_django import Settings

from people.models import User
from tests.factories import a_person, an_administrator
from tests.factories.people import somebody_inactive
from tests.people.doors import is_in, sign_in
from tests.people.keys import an_app
from tests.people.providers import BACK, BEGIN, Provider, a_provider, come_by_work_account
from tests.servers import free_port

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def running() -> Iterator[Provider]:
    with a_provider() as provider:
        yield provider


@pytest.fixture
def provider(running: Provider, settings: Settings, organisation: object) -> Provider:
    answered_by(settings, running.issuer)
    return running


def answered_by(settings: Settings, issuer: str) -> None:
    settings.OIDC_ISSUER = issuer
    app = {
        "provider_id": "work",
        "name": "Proef",
        "client_id": "cafe",
        "secret": "geheim",
        "settings": {"server_url": issuer},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
    }


def key_in(page: str) -> str:
    return "?sleutel=" + page.split("?sleutel=")[1].split('"', maxsplit=1)[0]


def test_without_a_provider_there_is_no_button_and_no_door(organisation: object) -> None:
    assert BEGIN not in Client().get("/aanmelden/").content.decode()
    assert Client().get(BEGIN).status_code == 404
    assert Client().get(BACK).status_code == 404


def test_somebody_known_by_a_verified_address_comes_in_and_stays_bound(
    provider: Provider,
) -> None:
    person = a_person()
    provider.knows("noor", email=person.email.upper())
    door = Client()
    assert "Met je werkaccount" in door.get("/aanmelden/").content.decode()

    answer = come_by_work_account(door, provider, "noor", f"{BEGIN}?next=/mensen/")

    assert answer["Location"] == "/mensen/"
    assert is_in(door, person)
    bound = SocialAccount.objects.get()
    assert (bound.user, bound.extra_data) == (person, {})

    provider.knows("noor", email="another@example.org")
    again = Client()
    come_by_work_account(again, provider, "noor")
    assert is_in(again, person)
    assert User.objects.get(pk=person.pk).email == person.email


def test_it_never_leads_to_another_site(provider: Provider) -> None:
    person, door = a_person(), Client()
    provider.knows("elders", email=person.email)

    answer = come_by_work_account(door, provider, "elders", f"{BEGIN}?next=https://evil.example/")

    assert answer["Location"] == "/"


@pytest.mark.parametrize("verified", [False, None, "true", 1, "yes"])
def test_an_address_the_provider_does_not_vouch_for_is_no_address(
    provider: Provider, verified: object
) -> None:
    person, door = a_person(), Client()
    provider.knows("vals", email=person.email, email_verified=verified)

    answer = come_by_work_account(door, provider, "vals")

    assert answer.status_code == 403
    assert "zegt niet dat je e-mailadres van jou is" in answer.content.decode()
    assert not is_in(door, person)
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("email", ["", None, 7, ["a@example.org"], "x" * 5000])
def test_an_address_that_is_none_finds_nobody(provider: Provider, email: object) -> None:
    provider.knows("raar", email=email)

    assert come_by_work_account(Client(), provider, "raar").status_code == 403
    assert User.objects.count() == 0


def test_an_administrator_is_never_found_by_address(provider: Provider) -> None:
    boss, door = an_administrator(), Client()
    provider.knows("baas", email=boss.email)

    answer = come_by_work_account(door, provider, "baas")

    assert answer.status_code == 403
    assert "koppel" in answer.content.decode()
    assert not is_in(door, boss)


def test_a_bound_identity_that_gets_an_administrators_address_is_refused(
    provider: Provider,
) -> None:
    person, boss, door = a_person(), an_administrator(), Client()
    provider.knows("klimmer", email=person.email)
    come_by_work_account(Client(), provider, "klimmer")

    provider.knows("klimmer", email=boss.email)
    answer = come_by_work_account(door, provider, "klimmer")

    assert answer.status_code == 403
    assert "_auth_user_id" not in door.session


def test_another_identity_with_the_same_address_takes_nothing_over(provider: Provider) -> None:
    person, door = a_person(), Client()
    provider.knows("eerste", email=person.email)
    come_by_work_account(Client(), provider, "eerste")

    provider.knows("tweede", email=person.email)
    answer = come_by_work_account(door, provider, "tweede")

    assert answer.status_code == 403
    assert not is_in(door, person)
    assert SocialAccount.objects.count() == 1


def test_an_administrator_connects_while_signed_in(provider: Provider) -> None:
    boss, door = an_administrator(), Client()
    sign_in(door, boss.email)
    provider.knows("beheer", email="somewhere@else.example", email_verified=False)
    begin = BEGIN + key_in(door.get("/account/apparaten/").content.decode())

    assert (
        come_by_work_account(door, provider, "beheer", begin)["Location"] == "/account/apparaten/"
    )

    elsewhere = Client()
    come_by_work_account(elsewhere, provider, "beheer")
    assert is_in(elsewhere, boss)


@pytest.mark.parametrize("key", ["", "?sleutel=", "?sleutel=x:y", "?process=connect"])
def test_no_page_elsewhere_connects_for_somebody(provider: Provider, key: str) -> None:
    door = Client()
    sign_in(door, a_person().email)

    assert door.get(BEGIN + key)["Location"] == "/account/apparaten/"


def test_what_is_connected_to_one_is_never_connected_to_another(provider: Provider) -> None:
    person, other, door = a_person(), a_person(), Client()
    provider.knows("gedeeld", email=person.email)
    come_by_work_account(Client(), provider, "gedeeld")
    sign_in(door, other.email)
    begin = BEGIN + key_in(door.get("/account/apparaten/").content.decode())

    answer = come_by_work_account(door, provider, "gedeeld", begin)

    assert answer.status_code == 403
    assert SocialAccount.objects.get().user == person


@pytest.mark.parametrize("may", [False, True])
def test_somebody_unknown_comes_in_only_when_the_environment_says_so(
    provider: Provider, settings: Settings, may: bool
) -> None:
    settings.OIDC_CREATE = may
    provider.knows("nieuw", email="nieuw@example.org", name="<b>Nieuw</b>\r\nBcc: x")
    door = Client()

    answer = come_by_work_account(door, provider, "nieuw")

    assert (answer.status_code == 302) is may
    assert User.objects.count() == int(may)
    if may:
        person = User.objects.get()
        assert (person.kind, person.is_superuser) == ("employee", False)
        assert "\n" not in person.name
        assert is_in(door, person)


def test_whose_account_ended_does_not_come_back_by_this_door(provider: Provider) -> None:
    gone, door = somebody_inactive(), Client()
    provider.knows("weg", email=gone.email)

    assert come_by_work_account(door, provider, "weg").status_code == 403

    person = a_person()
    provider.knows("later", email=person.email)
    come_by_work_account(Client(), provider, "later")
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert come_by_work_account(door, provider, "later").status_code == 403


def test_the_second_step_is_asked_here_too(provider: Provider) -> None:
    person, home = a_person(), Client()
    sign_in(home, person.email)
    an_app(home)
    provider.knows("streng", email=person.email)

    door = Client()
    assert come_by_work_account(door, provider, "streng")["Location"] == "/aanmelden/tweede-stap/"
    assert not is_in(door, person)


def test_an_answer_is_good_once_and_for_who_asked(provider: Provider) -> None:
    person, door, thief = a_person(), Client(), Client()
    provider.knows("herhaal", email=person.email)
    way = provider.lets_in(door.get(BEGIN)["Location"], "herhaal")

    assert thief.get(way).status_code == 403
    assert not is_in(thief, person)
    assert door.get(way).status_code == 302
    door.post("/afmelden/")
    assert door.get(way).status_code == 403
    assert not is_in(door, person)


def test_an_answer_to_another_question_is_refused(provider: Provider) -> None:
    """The code of one attempt with the state of another: the nonce tells them apart."""
    person, door = a_person(), Client()
    provider.knows("wissel", email=person.email)
    first = provider.lets_in(door.get(BEGIN)["Location"], "wissel")
    second = provider.lets_in(door.get(BEGIN)["Location"], "wissel")
    code = parse_qs(urlsplit(first).query)["code"][0]
    state = parse_qs(urlsplit(second).query)["state"][0]

    assert door.get(f"{BACK}?code={code}&state={state}").status_code == 403
    assert not is_in(door, person)


@pytest.mark.parametrize(
    "query",
    ["", "?code=x", "?state=x", "?code=x&state=y", "?error=server_error", "?code=%00&state=%ff"],
)
def test_nonsense_on_the_way_back_is_refused_in_words(provider: Provider, query: str) -> None:
    answer = Client().get(BACK + query)

    assert answer.status_code == 403
    assert "Probeer het nog een keer" in answer.content.decode()


def test_a_code_that_the_provider_does_not_know_is_refused(provider: Provider) -> None:
    door = Client()
    state = parse_qs(urlsplit(door.get(BEGIN)["Location"]).query)["state"][0]

    assert door.get(f"{BACK}?code=onbekend&state={state}").status_code == 403


def test_who_says_no_at_the_provider_is_back_at_the_door(provider: Provider) -> None:
    door = Client()
    state = parse_qs(urlsplit(door.get(BEGIN)["Location"]).query)["state"][0]

    answer = door.get(f"{BACK}?error=access_denied&state={state}")

    assert answer["Location"] == "/aanmelden/"


def test_a_provider_that_is_down_is_said_and_the_other_way_shown(
    provider: Provider, settings: Settings
) -> None:
    person, door = a_person(), Client()
    provider.knows("midden", email=person.email)
    way = provider.lets_in(door.get(BEGIN)["Location"], "midden")
    answered_by(settings, f"http://localhost:{free_port()}")

    for answer in (Client().get(BEGIN), door.get(way)):
        assert answer.status_code == 503
        assert "Je werkaccount gaf geen antwoord" in answer.content.decode()
        assert "SSO-50" in answer.content.decode()


def test_it_is_asked_with_proof_against_stolen_codes(provider: Provider) -> None:
    asked = parse_qs(
        urlsplit(Client().get(f"{BEGIN}?scope=all&auth_params=prompt%3Dnone")["Location"]).query
    )

    assert {"state", "nonce", "code_challenge"} <= asked.keys()
    assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}
    assert "prompt" not in asked
    assert "geheim" not in json.dumps(asked)
