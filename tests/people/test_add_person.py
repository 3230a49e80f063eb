from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from people.models import Organisation, User
from tests.people.doors import is_in


def told(*args: str) -> str:
    out = StringIO()
    call_command("add_person", *args, stdout=out)
    return out.getvalue()


def test_it_prints_a_link_that_lets_them_choose_a_password(door: Client) -> None:
    printed = told("Nieuw@Example.org", "--name", "Nieuwe Collega")

    link = "/" + printed.strip().splitlines()[-1].split("/", 3)[3]
    form = door.get(link)["Location"]
    door.post(form, {"password1": "vier gewone woorden samen"})

    person = User.objects.get(email="nieuw@example.org")
    assert (person.name, person.handle, person.kind) == (
        "Nieuwe Collega",
        "nieuwe-collega",
        "employee",
    )
    assert is_in(door, person)
    assert Client().get(link).status_code == 410


def test_a_guest_comes_until_the_end_of_a_day(organisation: Organisation) -> None:
    told("gast@example.org", "--name", "Gast", "--kind", "guest", "--until", "2999-01-31")

    guest = User.objects.get(email="gast@example.org")
    ends = timezone.localtime(guest.access_until)
    assert (ends.year, ends.month, ends.day, ends.hour) == (2999, 2, 1, 0)
    assert not guest.is_employee


def test_an_administrator_and_another_language(organisation: Organisation) -> None:
    printed = told("boss@example.org", "--name", "Boss", "--language", "en", "--admin")

    person = User.objects.get(email="boss@example.org")
    assert (person.is_superuser, person.language) == (True, "en")
    assert "can choose a password here" in printed


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["er-al@example.org", "--name", "X"], "already"),
        (["geen adres", "--name", "X"], "not an e-mail address"),
        (["a@example.org", "--name", " \u200b "], "Fill in a name"),
        (["a@example.org", "--name", "X", "--until", "morgen"], "is not a date"),
        (["a@example.org", "--name", "X", "--until", "2001-01-01"], "has passed"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(
    organisation: Organisation, args: list[str], said: str
) -> None:
    told("er-al@example.org", "--name", "Eerste", "--language", "en")

    with pytest.raises(CommandError, match=said):
        told(*args, "--language", "en")

    assert User.objects.count() == 1


def test_the_cafe_must_be_open_first(db: None) -> None:
    with pytest.raises(CommandError, match="not open yet"):
        told("a@example.org", "--name", "X", "--language", "en")


@pytest.mark.parametrize(
    ("names", "handles"),
    [
        (["Fenna Postma", "Fenna Postma"], ["fenna-postma", "fenna-postma-2"]),
        (["Emre Yıldırım", "Zoë d’Arc"], ["emre-yldrm", "zoe-darc"]),
        (["محمد", "🙂"], ["iemand", "iemand-2"]),
        (["x" * 120], ["x" * 70]),
    ],
)
def test_a_handle_is_made_from_the_name(
    organisation: Organisation, names: list[str], handles: list[str]
) -> None:
    for number, name in enumerate(names):
        told(f"{number}@example.org", "--name", name)

    assert list(User.objects.order_by("pk").values_list("handle", flat=True)) == handles
