from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from tests.factories import PASSWORD, a_person
from tests.people.doors import sign_in

FORM = "/account/profiel/"
WORDS = "Dit schreef ik net voordat mijn sessie eindigde. 🙂"


def posted(client: Client, path: str = FORM, **more: str) -> object:
    """What a browser sends from the page with the form."""
    page = {"HTTP_REFERER": f"http://testserver{FORM}", "HTTP_HOST": "testserver"}
    return client.post(path, {"about": WORDS, "csrfmiddlewaretoken": "x", **more}, **page)


def where_to(answer: object) -> str:
    return parse_qs(urlsplit(answer["Location"]).query)["next"][0]  # type: ignore[index]


def test_text_survives_an_expired_session(door: Client, settings: object) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]  # type: ignore[attr-defined]
    person = a_person()
    sign_in(door, person.email)
    Session.objects.all().delete()

    answer = posted(door)
    asked = door.get(answer["Location"]).content.decode()
    back = sign_in(door, person.email, next=where_to(answer))
    form = door.get(back["Location"]).content.decode()

    assert where_to(answer) == FORM == back["Location"]
    assert "strip" in asked
    assert WORDS in form


def test_it_is_handed_out_once(door: Client) -> None:
    person = a_person()
    posted(door)
    sign_in(door, person.email)
    door.get(FORM)

    assert WORDS not in door.get(FORM).content.decode()


def test_it_belongs_to_the_form_that_was_sent(door: Client) -> None:
    person = a_person()
    posted(door, "/communities/bestaat-niet/beheer/instellingen/")
    sign_in(door, person.email)

    assert WORDS not in door.get(FORM).content.decode()


def test_it_stays_in_the_browser_it_was_typed_in(door: Client) -> None:
    person = a_person()
    posted(door)
    elsewhere = Client()
    sign_in(elsewhere, person.email)

    assert WORDS not in elsewhere.get(FORM).content.decode()


def test_a_password_is_never_kept(door: Client) -> None:
    door.post("/account/wachtwoord/", {"oldpassword": PASSWORD, "password1": "x" * 20})

    assert PASSWORD not in str(dict(door.session))


@pytest.mark.parametrize("sent", [{"about": "a" * 1_200_001}, {"about": ""}])
def test_too_much_and_nothing_are_not_kept(door: Client, sent: dict[str, str]) -> None:
    door.post(FORM, sent)

    assert "interrupted" not in door.session


def test_nobody_fills_the_database_with_it(door: Client) -> None:
    for _ in range(25):
        posted(Client())

    assert Session.objects.count() == 20


def test_a_page_elsewhere_is_no_way_back(door: Client) -> None:
    answer = door.post(FORM, {"about": WORDS}, HTTP_REFERER="https://evil.example/trap")

    assert where_to(answer) == FORM


def test_a_fragment_sends_the_whole_page_to_the_door(door: Client) -> None:
    answer = door.post(
        "/mensen/fenna-postma/volgen/",
        HTTP_HX_REQUEST="true",
        HTTP_HX_CURRENT_URL="http://testserver/mensen/fenna-postma/",
    )

    assert answer.status_code == 200
    assert answer["HX-Redirect"] == "/aanmelden/?next=/mensen/fenna-postma/"
