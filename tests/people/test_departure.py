"""Leaving: closed at once, undone within thirty days, and afterwards nothing is left but what somebody chose."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from archive.actions import Place, keep, keep_link
from archive.models import Bookmark
from communities.models import Membership
from kenniscafe import audit
from kenniscafe.models import AuditEntry, Letter
from kenniscafe.permissions import NotAllowed
from kenniscafe.richtext import from_markdown
from people.absence import agree_to_stand_in, go_away
from people.actions import change_access, follow_person, state_tags
from people.departure import close_account, due_departures, let_go, return_to_cafe
from people.exporting import ask_export, make_export
from people.models import Absence, Departure, Export, Follow, PersonTag, Profile, User
from people.permissions import CannotLeaveYet, EmailIsAnother
from people.personal import Words, registered
from people.reactions import let_people_go
from posts.actions import accept_answer, add_attachment, look_after_post, save_draft
from posts.actions.erasing import forget_removed_files
from posts.due import post_what_is_due
from posts.models import AcceptedAnswer, Attachment, Draft, Post, ReadMark, Revision, Withdrawal
from search.indexing import drain_all
from search.models import SearchChange
from tests.conftest import Visitor
from tests.factories import PASSWORD, a_community, a_member, a_person, an_administrator
from tests.factories.communities import an_archived_community
from tests.factories.files import PDF
from tests.factories.posts import a_post, a_question
from threads.actions import post_message, react
from threads.models import Message, Reaction

pytestmark = pytest.mark.django_db
LEAVE, SURE = "/account/weggaan/", "/account/weggaan/zeker/"
ALL = list(Words)


@pytest.fixture(autouse=True)
def places(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"


@pytest.fixture
def noor(organisation: Any) -> User:
    return a_person("Noor Terwiel")


@pytest.fixture
def life(noor: User) -> dict[str, Any]:
    """A bit of everything that somebody leaves behind."""
    fenna, place = a_person("Fenna Postma"), a_community()
    a_member(noor, place)
    file = add_attachment(noor, chunks=[PDF], name="plan.pdf")
    post = a_post(noor, title="Mijn avond", html="<p>Mijn tekst.</p>", files=[file.pk])
    reply_to_me = post_message(fenna, thread=post.thread, html="<p>Fijn stuk.</p>")
    question = a_question(fenna, title="Hoe zit het?")
    answer = post_message(noor, thread=question.thread, html="<p>Zo zit het.</p>")
    accept_answer(fenna, post=question, message=answer)
    react(noor, thread=question.thread, kind="thanks")
    keep(noor, thing=question, note="Mijn notitie", shared=True)
    look_after_post(fenna, post=question, owner=noor, check_every=6)
    save_draft(noor, key=uuid4(), said={"title": "Concept", "html": ""}, number=0)
    loose = add_attachment(noor, chunks=[PDF], name="los.pdf")
    state_tags(noor, stances={"knows": ["klei"]})
    follow_person(noor, person=fenna)
    follow_person(fenna, person=noor)
    go_away(noor, first_day=day(0), last_day=day(3))
    theirs = go_away(fenna, first_day=day(40), last_day=day(50), stand_in=noor)
    agree_to_stand_in(noor, absence=theirs)
    return {
        "fenna": fenna,
        "post": post,
        "reply_to_me": reply_to_me,
        "question": question,
        "answer": answer,
        "files": [file, loose],
    }


def day(number: int) -> Any:
    return timezone.localdate() + timedelta(days=number)


def goes(person: User, words: Words = Words.NAMELESS) -> None:
    close_account(person, words=words, email=person.email)
    Departure.objects.update(until=timezone.now() - timedelta(minutes=1))


def gone(person: User, words: Words) -> User:
    goes(person, words)
    let_go(person.pk)
    return User.objects.get(pk=person.pk)


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


@pytest.mark.parametrize("words", ALL)
def test_what_is_somebodys_own_goes(noor: User, life: Any, words: Words) -> None:
    ask_export(noor)
    make_export(noor.pk)
    address, seed = noor.email, noor.portrait_seed

    left = gone(noor, words)

    assert address not in (left.email, str(User.objects.values_list("email", flat=True)))
    assert not left.has_usable_password()
    assert left.portrait_seed != seed
    assert Profile.objects.get(person=left).unit is None
    for rows in (
        Bookmark.objects.filter(owner=left),
        Draft.objects.filter(author=left),
        Attachment.objects.filter(by=left, post=None),
        PersonTag.objects.filter(person=left),
        Follow.objects.all(),
        Absence.objects.filter(person=left),
        Absence.objects.filter(stand_in=left),
        Membership.objects.filter(person=left),
        ReadMark.objects.filter(person=left),
        Post.objects.filter(owner=left),
        Export.objects.all(),
        Departure.objects.all(),
    ):
        assert not rows.exists(), rows.model


def test_its_bytes_go_too(
    noor: User, life: Any, django_capture_on_commit_callbacks: Any, settings: Any
) -> None:
    ask_export(noor)
    make_export(noor.pk)
    goes(noor, Words.NONE)

    with django_capture_on_commit_callbacks(execute=True):
        let_go(noor.pk)

    assert list(Path(settings.DATA_DIR, "exports").iterdir()) == []
    assert not [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_named_words_stay_as_they_are(noor: User, life: Any) -> None:
    left = gone(noor, Words.NAMED)

    assert (left.name, left.handle) == (noor.name, noor.handle)
    assert Post.objects.get(pk=life["post"].pk).html == "<p>Mijn tekst.</p>"
    assert AcceptedAnswer.objects.exists()


def test_nameless_words_stay_without_the_name(visitor: Visitor, noor: User, life: Any) -> None:
    fenna = life["fenna"]
    calling = from_markdown(f"Vraag het @{noor.handle}.", people={noor.handle: noor.pk})
    post_message(fenna, thread=life["question"].thread, html=calling)
    handle = noor.handle

    left = gone(noor, Words.NAMELESS)

    visitor.visit(fenna)
    for at in (life["post"], life["question"]):
        page = visitor.get(at.get_absolute_url()).content.decode()
        assert "Een oud-collega" in page
        assert "Noor" not in page
        assert handle not in page
    assert "Zo zit het" in page
    assert left.name == "Een oud-collega"


def test_words_that_are_taken_away_are_gone(visitor: Visitor, noor: User, life: Any) -> None:
    gone(noor, Words.NONE)

    assert Post.objects.get(pk=life["post"].pk).html == ""
    assert Withdrawal.objects.get(post=life["post"]).removed
    assert Message.objects.get(pk=life["answer"].pk).html == ""
    assert not AcceptedAnswer.objects.exists()
    assert not Reaction.objects.exists()
    assert not Revision.objects.filter(post=life["post"]).exists()
    visitor.visit(life["fenna"])
    assert visitor.get(life["post"].get_absolute_url()).status_code == 404
    page = visitor.get(life["question"].get_absolute_url()).content.decode()
    assert "weggehaald door de schrijver" in page
    assert "Zo zit het" not in page


def test_what_others_wrote_stays(noor: User, life: Any) -> None:
    gone(noor, Words.NONE)

    assert Message.objects.get(pk=life["reply_to_me"].pk).html == "<p>Fijn stuk.</p>"


@pytest.mark.parametrize("words", ALL)
def test_the_index_follows(
    own_index: None, visitor: Visitor, noor: User, life: Any, words: Words
) -> None:
    calling = from_markdown(f"Vraag het @{noor.handle}.", people={noor.handle: noor.pk})
    other = a_post(life["fenna"])
    post_message(life["fenna"], thread=other.thread, html=calling)
    drain_all()
    gone(noor, words)
    _run("mark_written_by_later")
    drain_all()

    at = life["post"].get_absolute_url()
    visitor.visit(life["fenna"])
    found = visitor.get("/zoeken/", {"q": "Terwiel"}).content.decode()
    assert (other.get_absolute_url() in found) == (words == Words.NAMED)
    assert ('href="/mensen/' + noor.handle) not in found
    text = visitor.get("/zoeken/", {"q": "avond"}).content.decode()
    assert (at in text) == (words != Words.NONE)
    assert not SearchChange.objects.exists()


@pytest.mark.parametrize("words", ALL)
def test_killed_at_any_step_and_begun_again_it_ends_the_same(
    noor: User, life: Any, words: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes(noor, words)
    steps = 0
    while True:
        with monkeypatch.context() as patch:
            patch.setattr("people.departure._step", _dies_after(steps))
            patch.setattr("people.departure.AT_ONCE", 1)
            try:
                let_go(noor.pk)
                break
            except KeyboardInterrupt:
                steps += 1

    assert steps >= 5
    left = User.objects.get(pk=noor.pk)
    assert not Bookmark.objects.filter(owner=left).exists()
    assert not Draft.objects.filter(author=left).exists()
    assert (Post.objects.get(pk=life["post"].pk).html == "") == (words == Words.NONE)
    let_go(noor.pk)  # once more does nothing


def _dies_after(steps: int) -> Any:
    left = iter(range(steps))

    def step(leave: Any, person: User, words: Words) -> int:
        done: int = leave(person, words, 1)
        if next(left, None) is None:
            raise KeyboardInterrupt
        return done

    return step


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


def _run(name: str) -> None:
    for waiting in DBTaskResult.objects.filter(task_path__endswith=name):
        waiting.task.func(*waiting.args_kwargs["args"], **waiting.args_kwargs["kwargs"])
