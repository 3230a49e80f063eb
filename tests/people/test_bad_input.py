"""Every form about people against one table of bad input: a sentence per field, nothing lost, nothing half done."""

from typing import Any

import pytest
from django.test import Client

from people import first_start
from people.models import Organisation, PersonTag, Profile, User
from tests.conftest import Visitor
from tests.factories import PASSWORD, a_person, a_unit
from tests.people.doors import sign_in

pytestmark = pytest.mark.django_db

MEGABYTE = "dijk " * 210_000
EDIT, FIRST = "/account/profiel/", "/eerste-start/"
SCRIPT = "<img src=x onerror=alert(1)><script>alert(1)</script>"
LINES = {
    "controls": ("Gras\x08\x1fland", "Grasland"),
    "hidden letters": ("Gras\u200bland\u202e", "Grasland"),
    "emoji": ("Grasland 🌱👩🏽‍🌾", "Grasland 🌱👩🏽‍🌾"),
    "right to left": ("مجتمع العشب", "مجتمع العشب"),
    "html": (SCRIPT, SCRIPT),
    "line ends": ("Gras\r\nland", "Gras land"),
}
WRONG_PROFILE = {
    "no name": ({"name": ""}, "name"),
    "name of nothing visible": ({"name": "\u200b \u2800"}, "name"),
    "name too long": ({"name": "x" * 121}, "name"),
    "null in a name": ({"name": "a\x00b"}, "name"),
    "job of a megabyte": ({"job": MEGABYTE}, "job"),
    "quote too long": ({"quote": "x" * 161}, "quote"),
    "phone too long": ({"phone": "1" * 41}, "phone"),
    "year in letters": ({"since": "vorig jaar"}, "since"),
    "year to come": ({"since": "9999"}, "since"),
    "year long ago": ({"since": "12"}, "since"),
    "year too large": ({"since": "9" * 400}, "since"),
    "text of a megabyte": ({"about": MEGABYTE}, "about"),
    "six wishes": ({"wants": "\n".join("abcdef")}, "wants"),
    "wish too long": ({"wants": "x" * 121}, "wants"),
    "twenty-one tags": ({"knows": ",".join(f"tag{n}" for n in range(21))}, "knows"),
    "tag too long": ({"seeks": "x" * 51}, "seeks"),
    "tags of a megabyte": ({"offers": MEGABYTE.replace(" ", ",")}, None),
    "foreign department": ({"unit": "999999"}, "unit"),
    "forged department": ({"unit": "1 OR 1=1"}, "unit"),
    "unknown visibility": ({"sees_phone": "friends"}, "sees_phone"),
}
WRONG_START = {
    "no organisation": ({"organisation": " "}, "organisation"),
    "organisation too long": ({"organisation": "x" * 121}, "organisation"),
    "organisation of a megabyte": ({"organisation": MEGABYTE}, "organisation"),
    "invisible name": ({"name": "\u200b"}, "name"),
    "no address": ({"email": ""}, "email"),
    "no such address": ({"email": "daan apestaartje example"}, "email"),
    "script as address": ({"email": '"<script>"@x'}, "email"),
    "short password": ({"password": "kort"}, "password"),
    "common password": ({"password": "password1234"}, "password"),
    "password like the name": ({"password": "daanoosterbaan"}, "password"),
    "password of a megabyte": ({"password": MEGABYTE}, "password"),
    "unknown language": ({"language": "fr"}, "language"),
    "no code": ({"code": ""}, "code"),
    "code of letters from elsewhere": ({"code": "ÄÖÜ🙂"}, "code"),
}


def profile(**more: Any) -> dict[str, Any]:
    return {"name": "Noor Terwiel", "job": "adviseur", "about": "Bij **dijkvak 12**."} | more


def start(**more: Any) -> dict[str, Any]:
    return {
        "organisation": "Waterschap Proef",
        "language": "nl",
        "name": "Daan Oosterbaan",
        "email": "daan@example.org",
        "password": "vier gewone woorden samen",
        "code": first_start.installation_code(),
    } | more


@pytest.mark.parametrize("case", WRONG_PROFILE)
def test_a_profile_says_per_field_what_is_wrong_and_keeps_the_rest(
    visitor: Visitor, case: str
) -> None:
    wrong, field = WRONG_PROFILE[case]
    me = a_person("Noor")
    a_unit("Anders")

    answer = visitor.visit(me).post(EDIT, profile(**wrong))

    if field is not None:
        assert answer.status_code == 422
        assert answer.context["form"].errors.keys() == {field}
        assert f"id_{field}_error" in answer.content.decode() or field.startswith("sees_")
        assert "Bij **dijkvak 12**." in answer.content.decode() or field == "about"
        assert User.objects.get(pk=me.pk).name == "Noor"
        assert not PersonTag.objects.exists()


@pytest.mark.parametrize("case", LINES)
def test_a_line_is_tidied_and_never_becomes_markup(visitor: Visitor, case: str) -> None:
    typed, kept = LINES[case]
    me = a_person("Noor")

    answer = visitor.visit(me).post(EDIT, profile(name=typed, quote=typed))

    assert answer.status_code == 302
    assert User.objects.get(pk=me.pk).name == kept
    page = visitor.get(me.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_half_a_character_is_shown_as_one_that_could_not_be_read(visitor: Visitor) -> None:
    me, body = a_person("Noor"), b"name=Gras%ED%A0%80land&about=%FF%FE"

    answer = visitor.visit(me).post(EDIT, body, content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 302
    assert User.objects.get(pk=me.pk).name.startswith("Gras\ufffd")


def test_a_text_loses_what_could_act(visitor: Visitor) -> None:
    me = a_person()
    text = f"[klik](javascript:alert(1)) [data](data:text/html,x) {SCRIPT}"

    visitor.visit(me).post(EDIT, profile(about=text))

    html = Profile.objects.get(person=me).about
    assert "<script" not in html
    assert "<img" not in html
    assert "href" not in html


def test_the_tags_of_a_profile_are_tidied(visitor: Visitor) -> None:
    me = a_person()

    visitor.visit(me).post(EDIT, profile(knows=" #Klei, klei ,, 🙂,محمد, <b>gras</b>"))

    tags = [row.tag.name for row in me.person_tags.order_by("pk")]
    assert tags == ["klei", "🙂", "محمد", "<b>gras</b>"]
    assert visitor.get(me.get_absolute_url()).status_code == 200


def test_a_guest_cannot_put_themselves_in_a_department(visitor: Visitor) -> None:
    guest, unit = a_person(kind="guest"), a_unit("Directie")

    visitor.visit(guest).post(EDIT, profile(unit=unit.pk))

    assert Profile.objects.get(person=guest).unit != unit


def test_nobody_changes_their_address_kind_or_rights_here(visitor: Visitor) -> None:
    me = a_person(kind="guest")
    forged = {"email": "x@example.org", "kind": "employee", "is_superuser": "on", "handle": "baas"}

    visitor.visit(me).post(EDIT, profile(**forged))

    now = User.objects.get(pk=me.pk)
    assert (now.email, now.kind, now.is_superuser, now.handle) == (
        me.email,
        "guest",
        False,
        me.handle,
    )


@pytest.mark.parametrize("case", WRONG_START)
def test_the_first_start_says_per_field_what_is_wrong(client: Client, case: str) -> None:
    wrong, field = WRONG_START[case]

    answer = client.post(FIRST, start(**wrong))

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {field}
    assert 'value="daan@example.org"' in answer.content.decode() or field == "email"
    assert not Organisation.objects.exists()
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [
        {"login": "", "password": ""},
        {"login": "geen adres", "password": "x"},
        {"login": "a\x00b@example.org", "password": "x"},
        {"login": "x@example.org", "password": "a\x00b"},
        {"login": "x" * 500 + "@example.org", "password": "x"},
        {"login": "x@example.org", "password": MEGABYTE},
        {"login": SCRIPT, "password": SCRIPT},
        {"login": "🙂@example.org", "password": "مجتمع"},
        {},
    ],
)
def test_nonsense_at_the_door_is_answered_in_words(door: Client, typed: dict[str, str]) -> None:
    answer = door.post("/aanmelden/", typed)

    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize("email", ["", "geen adres", "a\x00b@x.nl", MEGABYTE, SCRIPT])
def test_a_forgotten_password_needs_an_address(door: Client, email: str) -> None:
    answer = door.post("/wachtwoord-vergeten/", {"email": email})

    assert answer.status_code == 422
    assert "id_email_error" in answer.content.decode()


@pytest.mark.parametrize("new", ["", "kort", "a\x00" + "b" * 20, MEGABYTE, "password1234"])
def test_a_new_password_is_refused_in_words(door: Client, new: str) -> None:
    sign_in(door, a_person().email)

    answer = door.post("/account/wachtwoord/", {"oldpassword": PASSWORD, "password1": new})

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"password1"}


@pytest.mark.parametrize("language", ["", "fr", "nl\x00", MEGABYTE])
def test_an_unknown_language_changes_nothing(visitor: Visitor, language: str) -> None:
    me = a_person(language="en")

    answer = visitor.visit(me).post("/taal/", {"language": language, "next": "//evil.example"})

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert User.objects.get(pk=me.pk).language == "en"


@pytest.mark.parametrize(
    "query",
    [
        "?name=%00&unit=%00&place=%00&tag=%00",
        f"?name={'x' * 3000}",
        "?page=-1",
        f"?page={'9' * 400}",
        "?page[]=1&name[]=x",
        "?name=%ED%A0%80",
        "?unit=1+OR+1%3D1&tag=%27%3B--",
    ],
)
def test_nonsense_in_the_address_finds_nobody_and_breaks_nothing(
    visitor: Visitor, query: str
) -> None:
    visitor.visit(a_person())

    assert visitor.get(f"/mensen/{query}").status_code == 200
    assert visitor.get(f"/tags/zoek{query.replace('name', 'q')}").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/mensen/niemand/volgen/",
        "/mensen/niemand/ontvolgen/",
        "/tags/geen-tag/volgen/",
        "/tags/geen-tag/ontvolgen/",
        "/portret/99999999999.svg",
    ],
)
def test_a_foreign_id_is_not_there(visitor: Visitor, path: str) -> None:
    visitor.visit(a_person())
    method = visitor.get if path.startswith("/portret") else visitor.post

    assert method(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/mensen/x/volgen/", "/tags/x/volgen/", "/taal/", "/afmelden/", "/account/portret/"]
)
def test_what_changes_something_is_a_post(visitor: Visitor, path: str) -> None:
    assert visitor.visit(a_person()).get(path).status_code == 405


@pytest.mark.parametrize(
    "path",
    ["/mensen/", "/account/", "/mensen/x/", "/tags/zoek", "/health", "/manifest.webmanifest"],
)
def test_what_only_shows_takes_no_post(visitor: Visitor, path: str) -> None:
    assert visitor.visit(a_person()).post(path).status_code == 405
