"""One archive file of what is somebody's own: whole or not there, for them alone, for a week."""

import errno
import json
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from archive.actions import keep, keep_link
from kenniscafe.richtext import from_markdown
from people import exporting, personal
from people.actions import follow_person, state_tags
from people.exporting import ask_export, forget_old_exports, make_export, path_of
from people.models import Export, User
from posts.actions import add_attachment, record_read, remove_post, save_draft
from tests.conftest import Visitor
from tests.factories import a_community, a_member, a_person
from tests.factories.files import PDF
from tests.factories.posts import a_post
from threads.actions import post_message, react

pytestmark = pytest.mark.django_db
PAGE = "/account/mijn-gegevens/"
OTHERS = "Dit schreef een ander"


@pytest.fixture(autouse=True)
def places(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"


@pytest.fixture
def noor() -> User:
    """Somebody with something in every table that can hold it."""
    me, other = a_person("Noor Terwiel"), a_person("Fenna Postma")
    file = add_attachment(me, chunks=[PDF], name="plan.pdf")
    a_post(me, title="Mijn avond", html="<p>Mijn <b>tekst</b>.</p>", files=[file.pk])
    theirs = a_post(other, title="Hun vraag", html=f"<p>{OTHERS}.</p>")
    asked = post_message(other, thread=theirs.thread, html=f"<p>{OTHERS} ook.</p>")
    post_message(me, thread=theirs.thread, html="<p>Mijn antwoord.</p>", quotes=asked)
    react(me, thread=theirs.thread, kind="thanks")
    record_read(me, post=theirs)
    keep(me, thing=theirs, note="Mijn notitie", tags=["avond"])
    keep_link(
        me, address="https://krant.example/a?b=1&c=2", title='Kop "met" <b>', note="Lees <dit>"
    )
    save_draft(me, key=uuid4(), said={"title": "Mijn concept", "html": ""}, number=0)
    follow_person(me, person=other)
    state_tags(me, stances={"knows": ["klei"]})
    return me


def tasks() -> int:
    return DBTaskResult.objects.filter(task_path__endswith="make_export_later").count()


def made(person: User) -> zipfile.ZipFile:
    ask_export(person)
    make_export(person.pk)
    return zipfile.ZipFile(path_of(Export.objects.get(person=person).key))


def read(archive: zipfile.ZipFile, name: str) -> Any:
    return json.loads(archive.read(name))


def test_everything_of_ones_own_is_in_it(noor: User) -> None:
    archive = made(noor)

    assert archive.testzip() is None
    [post] = read(archive, "posts.json")
    assert (post["title"], post["html"]) == ("Mijn avond", "<p>Mijn <strong>tekst</strong>.</p>")
    [page] = [name for name in archive.namelist() if name.startswith("posts/")]
    assert "# Mijn avond" in archive.read(page).decode()
    assert "Mijn **tekst**." in archive.read(page).decode()
    [file] = read(archive, "files.json")
    assert archive.read(file["in this archive"]) == PDF
    [reply] = read(archive, "replies.json")
    assert (reply["in"], reply["text"].strip()) == ("Hun vraag", "Mijn antwoord.")
    assert read(archive, "reactions.json")[0]["reaction"] == "thanks"
    assert read(archive, "read.json")[0]["post"] == "Hun vraag"
    assert read(archive, "drafts.json")[0]["title"] == "Mijn concept"
    assert read(archive, "tags.json")[0]["tag"] == "klei"
    assert read(archive, "following.json")[0]["person"] == "Fenna Postma"
    assert read(archive, "profile.json")[0]["e-mail"] == noor.email
    assert {row["note"] for row in read(archive, "archive.json")} == {"Mijn notitie", "Lees <dit>"}


def test_nothing_that_another_wrote_is_in_it(noor: User) -> None:
    archive = made(noor)

    for name in archive.namelist():
        assert OTHERS.encode() not in archive.read(name), name


def test_what_one_may_no_longer_see_has_no_title(noor: User) -> None:
    place = a_community("Geheim genoegen", kind="hidden")
    a_member(noor, place)
    theirs = a_post(place.created_by, title="Stille titel", community=place)
    post_message(noor, thread=theirs.thread, html="<p>Mijn stille antwoord.</p>")
    keep(noor, thing=theirs, note="Stille notitie")
    record_read(noor, post=theirs)
    place.memberships.filter(person=noor).delete()

    archive = made(noor)

    everything = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert "Mijn stille antwoord" in everything
    assert "Stille notitie" in everything
    assert "Stille titel" not in everything
    assert "Geheim genoegen" not in everything


def test_a_browser_takes_the_bookmarks_in(noor: User) -> None:
    text = made(noor).read("bookmarks.html").decode()

    assert text.startswith("<!DOCTYPE NETSCAPE-Bookmark-file-1>")
    assert 'HREF="https://krant.example/a?b=1&amp;c=2"' in text
    assert "Kop &quot;met&quot; &lt;b&gt;" in text
    assert "<DD>Lees &lt;dit&gt;" in text


def test_asked_twice_it_is_made_once(visitor: Visitor, noor: User) -> None:
    visitor.visit(noor)
    for _ in range(2):
        visitor.post(PAGE)

    assert tasks() == 1
    assert "wordt gemaakt" in visitor.get(PAGE).content.decode()


def test_its_owner_downloads_it_and_nobody_else(visitor: Visitor, noor: User) -> None:
    made(noor)
    export = Export.objects.get()
    address = f"{PAGE}{export.key}.zip"

    mine = visitor.visit(noor).get(address)
    assert b"".join(mine.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
    assert mine["Content-Disposition"].startswith("attachment")
    assert f"{export.key}.zip" in visitor.get(PAGE).content.decode()
    assert Visitor().visit(a_person(is_superuser=True)).get(address).status_code == 404
    assert Client().get(address)["Location"].startswith("/aanmelden/")


def test_after_a_week_it_is_gone(visitor: Visitor, noor: User) -> None:
    made(noor)
    export = Export.objects.get()
    long_ago = timezone.now() - timedelta(days=7, minutes=1)
    Export.objects.update(ready_at=long_ago, asked_at=long_ago)

    assert visitor.visit(noor).get(f"{PAGE}{export.key}.zip").status_code == 404
    forget_old_exports()
    assert not Export.objects.exists()


def test_bytes_without_a_row_are_swept_and_others_stay(noor: User, monkeypatch: Any) -> None:
    made(noor)
    kept = path_of(Export.objects.get().key)
    path_of(uuid4()).write_bytes(b"half")
    monkeypatch.setattr(exporting, "AGE", -10.0)

    forget_old_exports()

    assert list(kept.parent.iterdir()) == [kept]


def test_a_new_one_takes_the_place_of_the_old(
    noor: User, django_capture_on_commit_callbacks: Any
) -> None:
    made(noor)
    old = path_of(Export.objects.get().key)
    with django_capture_on_commit_callbacks(execute=True):
        ask_export(noor)
    make_export(noor.pk)

    assert list(old.parent.iterdir()) == [path_of(Export.objects.get().key)]


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """From the third file on there is no room."""
    written: list[str] = []

    def text(bundle: Any, path: str, lines: Any) -> None:
        written.append(path)
        if len(written) > 3:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(bundle, path, lines)

    real = exporting._Bundle.text
    with monkeypatch.context() as patch:
        patch.setattr(exporting._Bundle, "text", text)
        yield


def test_on_a_full_disk_nothing_half_remains_and_the_button_works_again(
    visitor: Visitor, noor: User, full_disk: None
) -> None:
    ask_export(noor)
    make_export(noor.pk)

    assert list((path_of(uuid4()).parent).iterdir()) == []
    page = visitor.visit(noor).get(PAGE).content.decode()
    assert "kon niet worden gemaakt" in page
    assert "Maak mijn download" in page


def test_killed_at_any_step_it_is_made_anew(noor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many times as there are steps, one step further each time."""
    ask_export(noor)
    for steps in range(len(personal.registered())):
        with monkeypatch.context() as patch:
            patch.setattr(exporting, "registered", lambda steps=steps: _dies_after(steps))
            with pytest.raises(KeyboardInterrupt):
                make_export(noor.pk)
        assert Export.objects.get().is_being_made

    make_export(noor.pk)

    assert zipfile.ZipFile(path_of(Export.objects.get().key)).testzip() is None


def _dies_after(steps: int) -> Iterator[personal.Personal]:
    yield from personal.registered()[:steps]
    raise KeyboardInterrupt  # past every `except Exception`, as a kill would be


def test_a_task_that_never_came_back_does_not_block_the_button(
    visitor: Visitor, noor: User
) -> None:
    ask_export(noor)
    Export.objects.update(asked_at=timezone.now() - timedelta(hours=7))

    visitor.visit(noor).post(PAGE)

    assert tasks() == 2


def test_who_may_no_longer_come_in_gets_nothing(noor: User) -> None:
    ask_export(noor)
    User.objects.filter(pk=noor.pk).update(is_active=False)

    make_export(noor.pk)

    assert Export.objects.get().ready_at is None


def test_who_left_without_their_name_is_not_named_in_the_archives_of_others(noor: User) -> None:
    gone = a_person("Wim Vertrokken")
    calling = from_markdown(f"Vraag @{gone.handle}.", people={gone.handle: gone.pk})
    a_post(noor, html=calling)
    User.objects.filter(pk=gone.pk).update(name="Een oud-collega", handle="left-1", is_active=False)

    archive = made(noor)

    everything = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert "Een oud-collega" in everything
    assert "Vertrokken" not in everything
    assert gone.handle not in everything


def test_a_removed_post_is_not_in_it(noor: User) -> None:
    remove_post(noor, post=noor.posts.get())

    assert read(made(noor), "posts.json") == []
