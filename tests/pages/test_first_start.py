import stat
from threading import Barrier, Thread

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import Client

from people import first_start
from people.models import Organisation, User
from tests.factories import a_person
from tests.factories.people import somebody_imported

ADDRESS = "/eerste-start/"


def typed(**more: str) -> dict[str, str]:
    return {
        "organisation": "Waterschap Proef",
        "language": "nl",
        "name": "Daan Oosterbaan",
        "email": "daan@example.org",
        "password": "vier gewone woorden samen",
        "code": first_start.installation_code(),
    } | more


@pytest.fixture(autouse=True)
def _no_code_left_over() -> None:
    first_start.forget_installation_code()


def test_every_page_leads_to_the_first_one(client: Client, db: None) -> None:
    for path in ("/", "/mensen/", "/aanmelden/", "/beheer/"):
        assert client.get(path)["Location"] == ADDRESS

    assert client.get("/health").status_code == 200
    assert client.get(ADDRESS).status_code == 200


def test_it_opens_the_cafe_and_signs_its_administrator_in(client: Client, db: None) -> None:
    answer = client.post(ADDRESS, typed(code=first_start.installation_code().lower()))

    person = User.objects.get()
    assert answer["Location"] == "/"
    assert Organisation.objects.get().name == "Waterschap Proef"
    assert (person.is_superuser, person.handle) == (True, "daan-oosterbaan")
    assert client.session["_auth_user_id"] == str(person.pk)
    assert client.get("/account/").status_code == 200


def test_afterwards_there_is_no_such_page(client: Client, db: None) -> None:
    client.post(ADDRESS, typed())
    missing = Client().get("/dit-bestaat-niet/")

    for answer in (Client().get(ADDRESS), Client().post(ADDRESS, typed())):
        assert answer.status_code == 404
        assert len(answer.content) == len(missing.content)
    assert User.objects.count() == 1


def test_who_can_sign_in_already_closes_it_too(client: Client, db: None) -> None:
    somebody_imported()
    assert client.get(ADDRESS).status_code == 200

    a_person()

    assert client.get(ADDRESS).status_code == 404


def test_a_wrong_code_is_said_and_loses_nothing(client: Client, db: None) -> None:
    answer = client.post(ADDRESS, typed(code="AAAAAAAA"))

    assert answer.status_code == 422
    assert 'value="Waterschap Proef"' in answer.content.decode()
    assert not Organisation.objects.exists()


def test_the_code_cannot_be_guessed_at_length(client: Client, db: None) -> None:
    for _ in range(10):
        assert client.post(ADDRESS, typed(code="AAAAAAAA")).status_code == 422

    assert client.post(ADDRESS, typed()).status_code == 429
    assert not Organisation.objects.exists()


def test_the_code_is_made_once_and_read_by_its_owner_alone() -> None:
    code = first_start.installation_code()
    file = settings.DATA_DIR / "installation_code"

    assert first_start.installation_code() == code
    assert len(code) == 8
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in settings.DATA_DIR.glob("installation_code*")] == [file.name]


def test_opening_it_throws_the_code_away(client: Client, db: None) -> None:
    client.post(ADDRESS, typed())

    assert not (settings.DATA_DIR / "installation_code").exists()


@pytest.mark.django_db
def test_who_was_a_moment_too_late_finds_nothing_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else opens it between their look at the door and the look at their code."""
    code, was_open = first_start.installation_code(), first_start.is_open

    def until_somebody_opens_it() -> bool:
        monkeypatch.setattr(first_start, "is_open", was_open)
        assert Client().post(ADDRESS, typed(code=code)).headers["Location"] == "/"
        return True

    monkeypatch.setattr(first_start, "is_open", until_somebody_opens_it)
    late = Client().post(ADDRESS, typed(code=code, email="tweede@example.org"))
    assert late.status_code == 404
    assert not (settings.DATA_DIR / "installation_code").exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_open_it_at_once_one_does() -> None:
    code, answers, together = first_start.installation_code(), [], Barrier(2)

    def open_it(email: str) -> None:
        client, form = Client(), typed(code=code, email=email)
        together.wait()
        answer = client.post(ADDRESS, form)
        # A disk that stalls is answered with "try again": then they do.
        for _ in range(3):
            answer = client.post(ADDRESS, form) if answer.status_code == 503 else answer
        answers.append(answer)
        connections.close_all()

    both = [Thread(target=open_it, args=(f"{number}@example.org",)) for number in (1, 2)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert Organisation.objects.count() == User.objects.count() == 1
    refused = [answer for answer in answers if answer.get("Location") != "/"]
    assert len(refused) == 1
    assert refused[0].status_code == 404 or refused[0]["Location"] == "/aanmelden/"
    assert connection.vendor in ("sqlite", "postgresql")
