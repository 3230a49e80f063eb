"""Leaving: closed at once, undone within thirty days, and afterwards nothing is left but what somebody chose."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from archive.actions import Place, keep_link
from kenniscafe import audit
from kenniscafe.models import AuditEntry, Letter
from kenniscafe.permissions import NotAllowed
from people.accounts import stop_administering
from people.actions import change_access
from people.departure import close_account, due_departures, duties_of, let_go, return_to_cafe
from people.models import Departure, User
from people.permissions import CannotLeaveYet, EmailIsAnother, LastAdministratorStays
from people.personal import Words, registered
from people.reactions import let_people_go
from posts.actions import save_draft
from posts.actions.erasing import forget_removed_files
from posts.due import post_what_is_due
from posts.models import Attachment, Draft, Post, Withdrawal
from tests.conftest import Visitor
from tests.factories import PASSWORD, a_community, a_member, a_person, an_administrator
from tests.factories.communities import an_archived_community
from tests.people.leaving import goes, gone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("organisation", "own_folders")]
LEAVE, SURE = "/account/weggaan/", "/account/weggaan/zeker/"
ALL = list(Words)


def test_the_account_closes_at_once(visitor: Visitor, noor: User) -> None:
    Letter.objects.create(kind="new password", to=noor)
    elsewhere = Visitor().visit(noor)
    page = visitor.visit(noor).get(SURE, {"words": "nameless"}).content.decode()
    assert "zonder mijn naam" in page

    answer = visitor.post(SURE, {"words": "nameless", "email": noor.email})

    assert answer["Location"] == "/account/gesloten/"
    assert elsewhere.get("/")["Location"].startswith("/aanmelden/")
    assert not User.objects.colleagues().filter(pk=noor.pk).exists()
    assert not Letter.objects.exists()
    assert Departure.objects.get().until.date() == (timezone.now() + timedelta(days=30)).date()


@pytest.mark.parametrize("typed", ["", "iemand@example.org", "x" * 1_000_000, "\x00", "<script>"])
def test_another_address_closes_nothing(visitor: Visitor, noor: User, typed: str) -> None:
    answer = visitor.visit(noor).post(SURE, {"words": "named", "email": typed})

    assert answer.status_code == 422
    assert User.objects.get(pk=noor.pk).is_active


@pytest.mark.parametrize("words", ["", "alles", "x" * 1_000_000])
def test_without_a_choice_it_is_asked_again(visitor: Visitor, noor: User, words: str) -> None:
    visitor.visit(noor)

    assert visitor.get(SURE, {"words": words[:1000]}).status_code == 422
    assert visitor.post(SURE, {"words": words, "email": noor.email}).status_code == 422
    assert not Departure.objects.exists()


def test_the_address_is_typed_as_people_type(noor: User) -> None:
    with pytest.raises(EmailIsAnother):
        close_account(noor, words=Words.NAMED, email="x")
    assert close_account(noor, words=Words.NAMED, email=f" {noor.email.upper()} ")


def test_who_signs_in_again_may_stay(visitor: Visitor, life: Any, noor: User) -> None:
    close_account(noor, words=Words.NONE, email=noor.email)
    client = Client()

    answer = client.post("/aanmelden/", {"login": noor.email, "password": PASSWORD})
    assert answer["Location"] == "/account/toch-blijven/"
    assert "is alles terug te zetten" in client.get(answer["Location"]).content.decode()
    assert client.post(answer["Location"])["Location"] == "/aanmelden/"

    assert client.get("/")["Location"].startswith("/aanmelden/"), "not signed in by it"
    client.post("/aanmelden/", {"login": noor.email, "password": PASSWORD})
    assert client.get("/").status_code == 200
    assert not Departure.objects.exists()
    assert Draft.objects.filter(author=noor).exists()


@pytest.mark.parametrize("password", ["kort", "", PASSWORD + " "])
def test_with_another_password_nothing_is_said_of_it(
    organisation: Any, noor: User, password: str
) -> None:
    close_account(noor, words=Words.NONE, email=noor.email)

    answer = Client().post("/aanmelden/", {"login": noor.email, "password": password})

    assert answer.status_code == 422


def test_nobody_comes_back_by_the_address_alone(organisation: Any, noor: User) -> None:
    close_account(noor, words=Words.NONE, email=noor.email)

    assert Client().post("/account/toch-blijven/")["Location"] == "/aanmelden/"
    assert Departure.objects.exists()


def test_after_thirty_days_nobody_comes_back(noor: User) -> None:
    goes(noor)

    with pytest.raises(NotAllowed):
        return_to_cafe(noor)


def test_who_was_shut_out_meanwhile_does_not_let_themselves_in(noor: User) -> None:
    close_account(noor, words=Words.NAMED, email=noor.email)
    boss = an_administrator()
    change_access(boss, person=noor, kind="employee", access_until=None, is_active=False)

    with pytest.raises(NotAllowed):
        return_to_cafe(noor)

    change_access(boss, person=noor, kind="employee", access_until=None, is_active=True)
    assert not Departure.objects.exists(), "and who is let in again stays"


def test_the_clock_lets_go_who_is_due_and_nobody_else(noor: User) -> None:
    close_account(noor, words=Words.NAMED, email=noor.email)
    let_people_go()
    assert (due_departures(), _tasks("let_go_later")) == ([], 0)
    let_go(noor.pk)
    assert Departure.objects.exists(), "not before its day"

    Departure.objects.update(until=timezone.now())
    let_people_go()
    assert _tasks("let_go_later") == 1


def test_the_audit_log_keeps_its_lines(noor: User) -> None:
    audit.know_sentence("test", "%(actor)s did it")
    audit.record(noor, "test", words="iets")

    left = gone(noor, Words.NAMELESS)

    assert AuditEntry.objects.get().actor == left
    assert left.name == "Een oud-collega"


def test_the_last_manager_hands_over_first(visitor: Visitor, noor: User) -> None:
    alone = a_community("Eenzaam", manager=noor)
    shared = a_community("Samen", manager=noor)
    a_member(a_person(), shared, role="manager")
    an_archived_community(manager=noor)

    page = visitor.visit(noor).get(LEAVE).content.decode()
    assert "Niemand anders beheert Eenzaam" in page
    assert f'href="/communities/{alone.slug}/leden/"' in page
    assert "Samen</" not in page.split("acc-nav")[1].split("<section")[1]
    with pytest.raises(CannotLeaveYet):
        close_account(noor, words=Words.NAMED, email=noor.email)
    assert visitor.post(SURE, {"words": "named", "email": noor.email}).status_code == 422

    a_member(a_person(), alone, role="manager")
    assert close_account(noor, words=Words.NAMED, email=noor.email)


def test_of_two_managers_who_leave_one_stays(noor: User) -> None:
    place, other = a_community("Samen", manager=noor), a_person()
    a_member(other, place, role="manager")

    close_account(other, words=Words.NAMED, email=other.email)

    with pytest.raises(CannotLeaveYet):
        close_account(noor, words=Words.NAMED, email=noor.email)


def test_the_last_administrator_stays(organisation: Any) -> None:
    boss, second = an_administrator(), an_administrator()
    close_account(second, words=Words.NAMED, email=second.email)

    with pytest.raises(CannotLeaveYet):
        close_account(boss, words=Words.NAMED, email=boss.email)
    with pytest.raises(LastAdministratorStays):
        stop_administering(boss, person=boss)
    [duty] = duties_of(boss)
    assert duty == (LastAdministratorStays.message, "/cafe-beheer/mensen/"), (
        "one rule, one sentence"
    )


def test_what_was_planned_is_not_posted(noor: User) -> None:
    save_draft(noor, key=uuid4(), said={"title": "Later", "html": "<p>x</p>"}, number=0)
    Draft.objects.update(publish_at=timezone.now() - timedelta(minutes=1))
    close_account(noor, words=Words.NAMED, email=noor.email)

    post_what_is_due()

    assert not Post.objects.exists()


def test_a_link_given_to_others_stays_with_the_words(noor: User) -> None:
    kept = keep_link(noor, address="https://krant.example/", title="Krant", place=Place("everyone"))
    assert kept.published_as is not None

    gone(noor, Words.NAMELESS)

    assert not hasattr(Post.objects.get(pk=kept.published_as.pk), "withdrawal")


def test_what_keeps_somebody_is_asked_of_every_app() -> None:
    assert sum(personal.duties is not None for personal in registered()) >= 2


@pytest.mark.parametrize(("days", "left"), [(29, True), (31, False)])
def test_files_of_a_removed_post_go_after_thirty_days(
    noor: User,
    life: Any,
    days: int,
    left: bool,
    django_capture_on_commit_callbacks: Any,
    settings: Any,
) -> None:
    Withdrawal.objects.create(
        post=life["post"], by=noor, removed=True, at=timezone.now() - timedelta(days=days)
    )

    with django_capture_on_commit_callbacks(execute=True):
        forget_removed_files()

    assert Attachment.objects.filter(post=life["post"]).exists() == left
    folder = Path(settings.MEDIA_ROOT, life["files"][0].key.hex[:2], life["files"][0].key.hex)
    assert folder.exists() == left


def _tasks(name: str) -> int:
    return DBTaskResult.objects.filter(task_path__endswith=name).count()
