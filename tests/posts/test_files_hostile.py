"""Files that mean harm, or are broken: each costs itself only, and nothing of it stays."""

import errno
import io
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.utils.translation import override
from PIL import Image

from kenniscafe import uploads
from kenniscafe.uploads.kinds import kind_of
from kenniscafe.uploads.names import harmless_name
from kenniscafe.uploads.store import folder_of
from posts.actions import forget_old_attachments, known_keys, look_into, save_draft
from posts.models import Attachment
from tests.conftest import Visitor
from tests.factories import a_person
from tests.factories.files import (
    CSV,
    PDF,
    a_file,
    a_picture,
    gif,
    jpeg,
    packed,
    png,
    png_that_claims,
)
from tests.posts.test_files import send, stored

pytestmark = pytest.mark.django_db

EXE = b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff\0\0" + bytes(200)
PAGE = b"<!DOCTYPE html><script>alert(document.cookie)</script>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(50)

REFUSED = {
    "empty": (b"", "leeg.csv", "leeg"),
    "program": (EXE, "setup.exe", "Programma"),
    "program as picture": (EXE, "dijk.jpg", "Programma"),
    "ELF": (b"\x7fELF\2\1\1" + bytes(60), "dijk", "Programma"),
    "script": (b"#!/bin/sh\nrm -rf /\n", "notities.txt", "Programma"),
    "text that a double click runs": (b"WScript.Echo(1)", "notities.vbs", "Programma"),
    "macros": (packed(**{"[Content_Types].xml": b"x"}), "begroting.xlsm", "Programma"),
    "page": (PAGE, "verslag.html", "Webpagina"),
    "page as text": (PAGE, "verslag.txt", "Webpagina"),
    "page behind a comment": (b"<!-- x -->\n <sVg onload=x>", "x.csv", "Webpagina"),
    "page in UTF-16": ("\ufeff<html><script>1</script>".encode("utf-16-le"), "x.txt", "Webpagina"),
    "SVG": (SVG, "dijk.svg", "SVG"),
    "SVG as PNG": (SVG, "dijk.png", "SVG"),
    "HEIC": (HEIC, "dijk.heic", "JPEG"),
    "noise": (bytes(range(256)) * 40, "dijk.dat", "zip"),
    "cut off": (jpeg(2000, 1500)[:3000], "dijk.jpg", "beschadigd"),
    "cut off PNG": (png(500, 500)[:60], "dijk.png", "beschadigd"),
    "only a head": (b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0", "dijk.jpg", "beschadigd"),
    "50,000 × 50,000": (png_that_claims(50_000, 50_000), "dijk.png", "te groot"),
    "claims more than there is": (png_that_claims(7_000, 7_000), "dijk.png", "beschadigd"),
    "10,000 frames": (gif(10_000, 4), "golf.gif", "te lang"),
    "large frames": (gif(60, 2_000), "golf.gif", "te lang"),
}


@pytest.mark.same_everywhere
@pytest.mark.parametrize("kind", REFUSED)
def test_it_is_refused_in_words_and_leaves_nothing(visitor: Visitor, kind: str) -> None:
    content, name, word = REFUSED[kind]
    visitor.visit(a_person())
    before = stored()
    answer = send(visitor, content, name)
    assert answer.status_code == 422
    assert word in answer.json()["message"]
    assert not Attachment.objects.exists()
    assert stored() == before


def test_a_file_of_another_kind_than_its_name_says_is_what_it_is() -> None:
    attachment = a_file(content=CSV, name="dijk.jpg")
    assert (attachment.name, attachment.content_type) == ("dijk.txt", "text/plain")
    attachment = a_file(content=png(), name="verslag.pdf")
    assert (attachment.name, attachment.kind) == ("verslag.webp", "picture")
    attachment = a_file(content=PDF, name="dijk.html.jpg")
    assert (attachment.name, attachment.kind) == ("dijk.html.pdf", "pdf")


def test_what_is_two_things_at_once_is_made_one() -> None:
    """A picture with a page or an archive behind it is only a picture afterwards."""
    for tail in (PAGE, packed(x=b"y"), b"/*" + PDF):
        attachment = a_file(content=jpeg() + tail, name="dijk.jpg")
        written = uploads.part_of(attachment.key, "file").read_bytes()
        assert tail not in written
        assert Image.open(io.BytesIO(written)).format == "WEBP"


def test_a_script_that_is_a_gif_too_is_text_that_nobody_runs(visitor: Visitor) -> None:
    attachment = a_file(content=b"GIF89a/*x*/=1;alert(1)//", name="x.gif")
    answer = visitor.visit(attachment.by).get(attachment.address)
    assert answer["Content-Type"] == "text/plain"
    assert answer["Content-Disposition"].startswith("attachment")


def test_bombs_are_kept_as_they_are_and_never_opened() -> None:
    """A zip that unpacks to 100 MB, and a document that is one: nothing of ours unpacks them."""
    parts = {"[Content_Types].xml": b"<Types/>", "word/document.xml": bytes(100_000_000)}
    office, plain = packed(**parts), packed(zeros=bytes(100_000_000))
    began = time.monotonic()
    for bomb, name, kind in ((plain, "bom.zip", "packed"), (office, "verslag.docx", "text")):
        attachment = a_file(content=bomb, name=name)
        assert (attachment.kind, attachment.size, attachment.name) == (kind, len(bomb), name)
    assert time.monotonic() - began < 5


@pytest.mark.same_everywhere
@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7\n" + bytes(5000), PDF[:100], PDF.replace(b"/Count 2", b"/Count 99999999")],
)
def test_a_pdf_that_cannot_be_read_stays_without_pictures(content: bytes) -> None:
    attachment = a_file(content=content, name="keuring.pdf")
    look_into(attachment.pk)
    attachment.refresh_from_db()
    assert attachment.previews in (0, 2)


@pytest.mark.same_everywhere
@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("../../etc/passwd", "passwd.csv"),
        ("C:\\Users\\noor\\vocht.csv", "vocht.csv"),
        ("vocht\x00\x1b[31m\r\nX-Evil: 1.csv", "vocht [31m X-Evil 1.csv"),
        ("vocht\u202evsc.exe", "vochtvsc.exe.csv"),
        ("\u200bvocht\u2066.csv", "vocht.csv"),
        (".htaccess", "htaccess.csv"),
        ("...", "bestand.csv"),
        ("", "bestand.csv"),
        ("a" * 3000 + ".csv", "a" * 149 + "….csv"),
        ("vocht.php.csv", "vocht.php.csv"),
        ("vocht.PDF", "vocht.csv"),
        ("week 18–37 é 日本.csv", "week 18–37 é 日本.csv"),
        ('"><img src=x>.csv', "img src=x.csv"),
        ("vocht.csv.", "vocht.csv"),
    ],
)
def test_a_name_is_one_harmless_line(asked: str, name: str) -> None:
    with override("nl"):
        assert harmless_name(asked, kind_of(CSV, "x.csv")) == name


def test_a_disk_that_is_full_is_said_and_leaves_nothing(visitor: Visitor) -> None:
    visitor.visit(a_person())
    before = stored()
    with little_room(300_000):
        answer = send(visitor, CSV * 40_000, "vocht.csv")
    assert answer.status_code == 507
    assert "geen plaats" in answer.json()["message"]
    assert not Attachment.objects.exists()
    assert stored() == before


def test_no_room_for_what_is_made_of_a_picture_leaves_nothing(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.visit(a_person())
    before = stored()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    answer = send(visitor, jpeg(), "dijk.jpg")
    monkeypatch.undo()
    assert answer.status_code == 507
    assert stored() == before


@contextmanager
def little_room(size: int) -> Iterator[None]:
    """No file of this process may be larger."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


KILLED = """
import django, os, signal
django.setup()
from kenniscafe import uploads
def chunks():
    yield b"vocht;dijk\\n" * 1000
    if {when!r} == "arriving":
        os.kill(os.getpid(), signal.SIGKILL)
taken = uploads.take_in(chunks(), name="vocht.csv")
os.kill(os.getpid(), signal.SIGKILL)  # before there is a row
"""


@pytest.mark.parametrize("when", ["arriving", "kept"])
def test_a_process_killed_in_the_middle_leaves_nothing_for_long(when: str, tmp_path: Path) -> None:
    died = subprocess.run(
        [sys.executable, "-c", KILLED.format(when=when)],
        env=os.environ
        | {"DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "kenniscafe.settings.base"},
        check=False,
    )
    assert died.returncode == -signal.SIGKILL
    media = tmp_path / "media"
    left = [path for path in media.rglob("*") if path.is_file()]
    assert left
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "MEDIA_ROOT", media)
        assert uploads.sweep(known_keys) == 0, "what was just brought in is left alone"
        _make_older(media)
        assert uploads.sweep(known_keys) == 1
    assert [path for path in media.rglob("*") if path.is_file()] == []


def test_the_sweep_leaves_what_has_a_row() -> None:
    attachment = a_picture()
    orphan = folder_of(uuid4())
    orphan.mkdir(parents=True)
    _make_older(Path(settings.MEDIA_ROOT))
    uploads.sweep(known_keys)
    assert uploads.part_of(attachment.key, "480.webp").exists()
    assert not orphan.exists()


def test_files_nobody_wants_go_after_thirty_days(django_capture_on_commit_callbacks: Any) -> None:
    person = a_person()
    old, young, listed, in_text = a_file(person), a_file(person), a_file(person), a_picture(person)
    said = {
        "files": [str(listed.pk), "9" * 30, "9" * 5000, "-1", "٣", "x"],
        "html": f'<img data-file="{in_text.pk}">',
    }
    save_draft(person, key=uuid4(), said=said, number=0)
    ago = old.added_at - timedelta(days=31)
    Attachment.objects.exclude(pk=young.pk).update(added_at=ago)
    with django_capture_on_commit_callbacks(execute=True):
        forget_old_attachments()
    assert set(Attachment.objects.all()) == {young, listed, in_text}
    assert not folder_of(old.key).exists()


def test_a_hundred_files_may_wait_and_no_more(visitor: Visitor) -> None:
    person = a_person()
    Attachment.objects.bulk_create(
        Attachment(by=person, name="x.csv", kind="table", content_type="text/csv", size=1)
        for _ in range(100)
    )
    answer = send(visitor.visit(person), CSV, "vocht.csv")
    assert answer.status_code == 422
    assert "honderd" in answer.json()["message"]


def test_a_form_without_a_file_is_told_so(visitor: Visitor) -> None:
    visitor.visit(a_person())
    for said in ({}, {"file": "x"}, {"file": "", "client_key": "x", "draft": "\x00"}):
        answer = visitor.post("/bestanden/", said)
        assert answer.status_code == 422
        assert answer.json()["message"]
    assert visitor.get("/bestanden/").status_code == 405


def _make_older(place: Path) -> None:
    for folder in place.rglob("*"):
        os.utime(folder, (0, 0))
