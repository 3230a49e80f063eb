"""Thirty days after somebody left: what is gone, what stays, and as whose; killed anywhere, it ends the same."""

from pathlib import Path
from typing import Any

import pytest

from archive.models import Bookmark
from communities.models import Membership
from kenniscafe.richtext import from_markdown
from people.departure import let_go
from people.exporting import ask_export, make_export
from people.models import Absence, Departure, Export, Follow, PersonTag, Profile, User
from people.personal import Words
from posts.models import AcceptedAnswer, Attachment, Draft, Post, ReadMark, Revision, Withdrawal
from search.indexing import drain_all
from search.models import SearchChange
from tests.conftest import Visitor
from tests.factories.posts import a_post
from tests.people.leaving import goes, gone, run_task
from threads.actions import post_message
from threads.models import Message, Reaction

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("organisation", "own_folders")]


@pytest.mark.parametrize("words", list(Words))
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


@pytest.mark.parametrize("words", list(Words))
def test_the_index_follows(
    own_index: None, visitor: Visitor, noor: User, life: Any, words: Words
) -> None:
    calling = from_markdown(f"Vraag het @{noor.handle}.", people={noor.handle: noor.pk})
    other = a_post(life["fenna"])
    post_message(life["fenna"], thread=other.thread, html=calling)
    drain_all()
    gone(noor, words)
    run_task("mark_written_by_later")
    drain_all()

    at = life["post"].get_absolute_url()
    visitor.visit(life["fenna"])
    found = visitor.get("/zoeken/", {"q": "Terwiel"}).content.decode()
    assert (other.get_absolute_url() in found) == (words == Words.NAMED)
    assert ('href="/mensen/' + noor.handle) not in found
    text = visitor.get("/zoeken/", {"q": "avond"}).content.decode()
    assert (at in text) == (words != Words.NONE)
    assert not SearchChange.objects.exists()


@pytest.mark.parametrize("words", list(Words))
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
