"""What editors bring in through Wagtail: harmless afterwards, or refused in words and gone."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from PIL import Image as Picture
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection, UploadedFile

from tests.conftest import Visitor
from tests.factories import an_administrator
from tests.factories.files import CSV, PDF, gif, jpeg, packed, png
from tests.posts.test_files import stored
from tests.posts.test_files_hostile import EXE, PAGE, REFUSED, SVG

pytestmark = pytest.mark.django_db
PICTURES = ("images/add/", "images/multiple/add/", "images/chooser/create/")
DOCUMENTS = ("documents/add/", "documents/multiple/add/", "documents/chooser/create/")
FEW = ("program as picture", "SVG as PNG", "page", "cut off", "50,000 × 50,000", "empty")
NO_DOCUMENTS = {
    "empty": (b"", "leeg.pdf", "leeg"),
    "program": (EXE, "verslag.pdf", "Programma"),
    "page": (PAGE, "verslag.txt", "Webpagina"),
    "SVG": (SVG, "verslag.csv", "SVG"),
    "picture": (png(), "verslag.pdf", "webp"),
    "broken picture": (jpeg()[:300], "verslag.pdf", "beschadigd"),
    "archive": (packed(x=b"y"), "verslag.pdf", "zip"),
}


@pytest.fixture
def editor(visitor: Visitor) -> Iterator[Visitor]:
    before = stored(), Image.objects.count(), Document.objects.count()
    yield visitor.visit(an_administrator())
    if not Image.objects.exists() and not Document.objects.exists():
        assert (stored(), Image.objects.count(), Document.objects.count()) == before
    assert not UploadedFile.objects.exists()


def originals() -> list[Path]:
    return [path for path in stored() if path.parent.name == "original_images"]


def bring(editor: Visitor, door: str, content: bytes, name: str, **said: Any) -> HttpResponse:
    kind = door.partition("/")[0].removesuffix("s")
    before = f"{kind}-chooser-upload-" if "chooser" in door else ""
    said = {"title": "Dijk", "collection": Collection.get_first_root_node().pk, "tags": "", **said}
    data = {f"{before}{field}": value for field, value in said.items()}
    data["files[]" if "multiple" in door else f"{before}file"] = SimpleUploadedFile(name, content)
    answer = editor.post(f"/beheer/{door}", data, headers={"X-Requested-With": "XMLHttpRequest"})
    assert answer.status_code in (200, 302)
    return answer


def test_a_picture_is_written_anew_and_tells_no_place(editor: Visitor) -> None:
    for door in PICTURES:
        bring(editor, door, jpeg(3000, 1000) + PAGE, "../../dijk.php.JPG", title="Di\u202ejk\x07")
        image = Image.objects.latest("pk")
        with image.file.open() as file:
            written = file.read()
        assert PAGE not in written
        picture = Picture.open(io.BytesIO(written))
        assert (picture.format, picture.size, dict(picture.getexif())) == ("WEBP", (2880, 960), {})
        assert (image.width, image.title) == (2880, "Dijk")
        assert image.file.name.startswith("original_images/dijk")
        assert image.file.name.endswith(".webp")
    assert Image.objects.count() == len(PICTURES)


def test_a_picture_that_waits_on_disk_is_written_anew_too(editor: Visitor, settings: Any) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    bring(editor, PICTURES[0], jpeg(4000, 3000), "dijk.jpg")
    with Image.objects.get().file.open() as file:
        assert Picture.open(file).format == "WEBP"


def test_a_short_animation_goes_on_moving(editor: Visitor) -> None:
    bring(editor, PICTURES[0], gif(3), "golf.gif")
    with Image.objects.get().file.open() as file:
        assert Picture.open(file).n_frames == 3


CASES = [(PICTURES[0], kind) for kind in REFUSED] + [(d, k) for d in PICTURES[1:] for k in FEW]


@pytest.mark.same_everywhere
@pytest.mark.parametrize(("door", "kind"), CASES)
def test_no_picture_that_means_harm(editor: Visitor, door: str, kind: str) -> None:
    content, name, word = REFUSED[kind]
    assert word in bring(editor, door, content, name).text
    assert not Image.objects.exists()


@pytest.mark.same_everywhere
@pytest.mark.parametrize("door", PICTURES)
@pytest.mark.parametrize(("content", "name"), [(PDF, "dijk.jpg"), (CSV, "dijk.png")])
def test_no_picture_that_is_none(editor: Visitor, door: str, content: bytes, name: str) -> None:
    assert "geldige afbeelding" in bring(editor, door, content, name).text
    assert not Image.objects.exists()


@pytest.mark.same_everywhere
@pytest.mark.parametrize("door", DOCUMENTS)
@pytest.mark.parametrize("kind", NO_DOCUMENTS)
def test_no_document_that_means_harm_or_is_none(editor: Visitor, door: str, kind: str) -> None:
    content, name, word = NO_DOCUMENTS[kind]
    assert word in bring(editor, door, content, name).text
    assert not Document.objects.exists()


@pytest.mark.same_everywhere
@pytest.mark.parametrize("door", DOCUMENTS)
@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("../../etc/keuring.pdf", "keuring"),
        ("keuring\u202efdp.exe.pdf", "keuringfdp"),
        ("a" * 400 + ".pdf", "a" * 50),
        ("keu\x00\x1bring.pdf", "keu"),
        ("keuring.jpg", "keuring"),
        ("...", "bestand"),
    ],
)
def test_a_document_has_a_harmless_name(editor: Visitor, door: str, asked: str, name: str) -> None:
    bring(editor, door, PDF, asked, title="Keu\u202ering\x1b")
    document = Document.objects.get()
    assert document.title == "Keuring"
    assert document.file.name.startswith(f"documents/{name}")
    assert document.file.name.endswith(".pdf")
    assert document.file.name.isascii()


@pytest.mark.parametrize("door", [*PICTURES, *DOCUMENTS])
@pytest.mark.parametrize("wrong", [{"title": " "}, {"title": "a" * 300}, {"collection": "9999"}])
def test_where_something_else_is_wrong_nothing_is_put_aside(
    editor: Visitor, door: str, wrong: dict[str, str]
) -> None:
    content, name = (png(), "dijk.png") if "image" in door else (PDF, "dijk.pdf")
    answer = bring(editor, door, content, name, **wrong)
    if not Image.objects.exists() and not Document.objects.exists():
        assert "Kies het bestand opnieuw" in answer.text


def test_another_file_for_the_same_picture_is_written_anew(editor: Visitor) -> None:
    bring(editor, PICTURES[0], png(), "dijk.png")
    image = Image.objects.get()
    edit, before = f"images/{image.pk}/", len(originals())
    assert "beschadigd" in bring(editor, edit, jpeg()[:300], "dijk.jpg").text
    bring(editor, edit, jpeg(turned=True), "dijk2.jpg")
    image.refresh_from_db()
    assert image.file.name.endswith(".webp")
    assert image.width < image.height
    assert editor.post(f"/beheer/{edit}", {"title": "Anders", "collection": 1}).status_code == 302
    assert len(originals()) == before
